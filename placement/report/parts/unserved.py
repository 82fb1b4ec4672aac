"""Where demand with a limit on its round trip is not met: the states by name."""

from collections.abc import Sequence

from placement.map import numbers as show
from placement.report import words
from placement.report.blocks import Text
from placement.report.records import Service
from placement.report.run import Run

NONE_MET, WELL_MET = 0.0005, 0.9
"""A state below the first has none of its demand met; from the second on it is not named."""
Shares = list[tuple[str, float]]
"""States and the share of their demand that is met."""


def unserved(run: Run, last: Sequence[Service]) -> Text | None:
    """Return a line for each workload of which a state has less than 90 % met; None where all have."""
    lines = (_line(run, name, last) for name in dict.fromkeys(row.workload for row in last))
    found = tuple(line for line in lines if line)
    return Text(found) if found else None


def _line(run: Run, workload: str, last: Sequence[Service]) -> str:
    shares = _met(run, [row for row in last if row.workload == workload])
    none = [run.state(state) for state, share in shares if share < NONE_MET]
    some = [(run.state(state), share) for state, share in shares if NONE_MET <= share < WELL_MET]
    parts = (
        f"none is met in {words.listed([words.isolated(name) for name in none])}" if none else "",
        f"a part in {words.listed([f'{words.isolated(name)} ({show.share(share)})' for name, share in some])}"
        if some
        else "",
    )
    told = "; ".join(part for part in parts if part)
    return f"{words.upper(words.workload(workload))}, by state: {told}. Elsewhere 90 % or more is met." if told else ""


def _met(run: Run, rows: Sequence[Service]) -> Shares:
    """Return each state's share of demand met, the least first; demand of no state is left out."""
    state_of = {region.region: region.state for region in run.regions}
    met: dict[str, float] = {}
    asked: dict[str, float] = {}
    for row in rows:
        state = state_of.get(row.region)
        if state:
            asked[state] = asked.get(state, 0.0) + (row.h100e or 0.0)
            met[state] = met.get(state, 0.0) + (row.h100e or 0.0 if row.site else 0.0)
    shares = [(state, met[state] / whole) for state, whole in asked.items() if whole > 0]
    return sorted(shares, key=lambda pair: (pair[1], run.state(pair[0])))
