"""The table for people, from all rows measured so far."""

from collections.abc import Sequence

from benchmarks.solve_speed.proven import GAPS
from benchmarks.solve_speed.result import Result
from benchmarks.solve_speed.rows import COMPARED, ROWS, Aim, Row
from placement.cli.amounts import percent, seconds

HEADINGS = (
    "row", *(f"{gap:.2%}".replace("%", " %") for gap in GAPS), "ended", "wall", "peak memory", "not the optimiser",
    "at least", "reach for", "load before",
)  # fmt: skip

NOTES = """
Columns of per cents: time from the start of the process until that gap was first proven, by its progress lines (a gap
is printed rounded, and counts only once every gap that rounds to it is small enough) or by its end. Peak memory is that
of the whole tree of processes. `not the optimiser` is the part of the wall time outside the phases that run HiGHS:
reading, checking, building, handing over, accounting, writing, drawing. Commands, phases and costs: results.csv.
"""


def report(results: Sequence[Result]) -> str:
    """Markdown."""
    rows = {row.name: row for row in ROWS}
    lines = [_line(rows[result.row], result) for result in results if result.row in rows]
    cores = ", ".join(sorted({result.cores for result in results}))
    table = [_cells(HEADINGS), _cells(["---"] * len(HEADINGS)), *lines]
    title = ["# Solve speed", "", "Written by `python -m benchmarks.solve_speed`.", f"Cores: {cores}.", ""]
    return "\n".join([*title, *table, "", *_ratios(results), NOTES.strip(), ""])


def _line(row: Row, result: Result) -> str:
    reached = [_time(at) for at in result.seconds_to.values()]
    outside = percent(float(result.outside_share)) if result.outside_share else "-"
    return _cells(
        [row.what, *reached, _ended(result), seconds(float(result.wall_s)), _memory(row, result), outside,
         _aims(row.at_least, result), _aims(row.reach_for, result), result.load_before]
    )  # fmt: skip


def _ended(result: Result) -> str:
    if not result.status:
        return f"exit {result.exit_code}"
    gap = percent(float(result.gap)) if result.gap else "no proof"
    return f"{result.status}, {gap}"


def _memory(row: Row, result: Result) -> str:
    gb = float(result.peak_mb) / 1000
    limit = "" if row.memory_gb is None else f" of {row.memory_gb:g}"
    return f"{gb:.2f}{limit} GB"


def _aims(aims: Sequence[Aim], result: Result) -> str:
    """Each aim, and whether it was met."""
    return "; ".join(f"{percent(aim.gap)} in {seconds(aim.seconds)}: {_met(aim, result)}" for aim in aims) or "-"


def _met(aim: Aim, result: Result) -> str:
    at = result.seconds_to[aim.gap]
    return "met" if at is not None and at <= aim.seconds else "not met"


def _ratios(results: Sequence[Result]) -> list[str]:
    """How many times faster, where both rows are there; a lower bound where the slow one was stopped."""
    found = {result.row: result for result in results}
    gaps = {row.name: row.gap for row in ROWS}
    lines: list[str] = []
    for slow, fast in COMPARED:
        if slow not in found or fast not in found or found[fast].status != "optimal":
            continue
        ended = "" if found[slow].status == "optimal" else "at least "
        ratio = float(found[slow].wall_s) / float(found[fast].wall_s)
        lines += [f"{fast} against {slow}, gap {percent(gaps[fast])}: {ended}{ratio:.1f} times faster.", ""]
    return lines


def _time(at: float | None) -> str:
    return "-" if at is None else seconds(at)


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
