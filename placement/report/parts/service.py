"""Who is served how fast: round trips by workload, regions within limits, states served, demand not met."""

from collections.abc import Sequence
from dataclasses import dataclass

from placement.charts import theme
from placement.charts.bars import Marks, Piece, stacked
from placement.map import numbers as show
from placement.report import words
from placement.report.blocks import Block, Chart, Section, Table, known, number, word
from placement.report.parts.unserved import unserved
from placement.report.records import Service
from placement.report.run import Run

ALL = 1e-6
"""Less than this share is rounding."""


@dataclass(frozen=True, slots=True)
class Served:
    """A workload in the last stage."""

    workload: str
    demand_h100e: float
    met: float | None
    mean_ms: float | None
    worst_ms: float | None
    limit_ms: float | None
    regions: int
    served: int
    """Regions of whose demand half or more is met, within the limit."""
    states: int
    states_asked: int


def section(run: Run) -> Section | None:
    """Return the service of the last stage; None where the run lists none."""
    last = [row for row in run.service if row.stage == run.last]
    found = [_served(run, name, last) for name in dict.fromkeys(row.workload for row in last)]
    if not found:
        return None
    made = (_chart(found), _met(run, found), unserved(run, last), _table(found))
    blocks = tuple(block for block in made if block is not None)
    return Section("service", "Latency and service", _lead(run, found), blocks)


def _lead(run: Run, found: Sequence[Served]) -> tuple[str, ...]:
    timed = [item for item in found if item.limit_ms is not None and item.worst_ms is not None]
    parts = []
    if timed:
        parts.append("All that is served is within the limit of its workload; what is too far away counts as not met.")
    if run.summary.unmet_share:
        parts.append(f"{show.share(run.summary.unmet_share)} of the demand of all stages is not met.")
    elif run.summary.unmet_share == 0:
        parts.append("All demand of all stages is met.")
    return tuple(parts)


def _served(run: Run, name: str, last: Sequence[Service]) -> Served:
    rows = [row for row in last if row.workload == name]
    given = [row for row in rows if row.site]
    timed = [(row.rtt_ms, row.h100e or 0.0) for row in given if row.rtt_ms is not None]
    weight = sum(h100e for _, h100e in timed)
    demand = sum(row.h100e or 0.0 for row in rows)
    limit = next((r for r in run.limits if (r.limit, r.scope, r.stage) == ("latency", name, run.last)), None)
    unmet = {row.region for row in rows if not row.site and (row.share or 0.0) > 0.5}
    regions = {row.region for row in rows}
    state_of = {region.region: region.state for region in run.regions}
    return Served(
        workload=name,
        demand_h100e=demand,
        met=sum(row.h100e or 0.0 for row in given) / demand if demand > 0 else None,
        mean_ms=sum(ms * h100e for ms, h100e in timed) / weight if weight > 0 else None,
        worst_ms=max((ms for ms, _ in timed), default=None),
        limit_ms=limit.bound if limit else None,
        regions=len(regions),
        served=len(regions - unmet),
        states=len({state_of[row.region] for row in given if state_of.get(row.region)}),
        states_asked=len({state_of[region] for region in regions if state_of.get(region)}),
    )


def _chart(found: Sequence[Served]) -> Block | None:
    pieces, limits, says = [], {}, {}
    for item in found:
        if item.mean_ms is None or item.worst_ms is None:
            continue
        label = words.upper(words.workload(item.workload))
        mean, worst = (show.milliseconds(ms) for ms in (item.mean_ms, item.worst_ms))
        pieces.append(Piece(label, "mean", item.mean_ms, f"{label}, mean: {mean}"))
        pieces.append(Piece(label, "up to the worst", item.worst_ms - item.mean_ms, f"{label}, worst: {worst}"))
        if item.limit_ms is not None:
            limits[label], says[label] = item.limit_ms, f"{label}, limit: {show.milliseconds(item.limit_ms)}"
    if not pieces:
        return None
    colours = {"mean": theme.SKY, "up to the worst": theme.PALE}
    name = "Round trip by workload, mean and worst, ms"
    marks = Marks(limits, says) if limits else None
    chart = stacked(pieces, colours, "ms, round trip", name, marks=marks)
    note = "Weighted by the compute served." + (" Line across a bar: the limit of the workload." if limits else "")
    return Chart("round-trips", "Round trip by workload, last stage", chart, note)


def _met(run: Run, found: Sequence[Served]) -> Block | None:
    """Return the share of demand met against the share that must be met; None where all of it is met."""
    shares = {words.upper(words.workload(item.workload)): item.met for item in found if item.met is not None}
    if all(share > 1 - ALL for share in shares.values()):
        return None
    asked = {
        words.upper(words.workload(row.scope)): row.bound
        for row in run.limits
        if row.limit == "coverage" and row.stage == run.last and row.bound is not None
    }
    least = {label: 100 * bound for label, bound in asked.items() if label in shares}
    pieces = []
    for label, share in shares.items():
        pieces.append(Piece(label, "met", 100 * share, f"{label}, met: {show.share(share)}"))
        pieces.append(Piece(label, "not met", 100 * (1 - share), f"{label}, not met: {show.share(1 - share)}"))
    says = {label: f"{label}, must be met: {show.plain(percent, '%')}" for label, percent in least.items()}
    marks = Marks(least, says) if least else None
    colours = {"met": theme.SKY, "not met": theme.OCHRE}
    chart = stacked(pieces, colours, "% of demand", "Demand met by workload, %", marks=marks)
    note = "Line across a bar: the share that must be met." if least else ""
    return Chart("demand-met", "Demand met by workload, last stage", chart, note)


def _table(found: Sequence[Served]) -> Table | None:
    rows = tuple(
        (
            word(words.upper(words.workload(item.workload))),
            number(item.demand_h100e, show.count(item.demand_h100e)),
            number(item.met, show.plain(100 * item.met, "", 1) if item.met is not None else ""),
            number(item.mean_ms, show.plain(item.mean_ms, "", 1)),
            number(item.worst_ms, show.plain(item.worst_ms, "", 1)),
            number(item.limit_ms, show.plain(item.limit_ms, "", 1)),
            number(100 * item.served / item.regions, show.plain(100 * item.served / item.regions)),
            number(item.states, f"{item.states} of {item.states_asked}" if item.states_asked else ""),
        )
        for item in found
    )
    head = (
        *("Workload", "Demand, H100e", "Met, %", "Mean round trip, ms", "Worst round trip, ms", "Limit, ms"),
        *("Regions with half or more met, %", "States served, number"),
    )
    note = "Training and public access may be one demand of the whole Union, without region and round trip."
    anywhere = any(item.states_asked == 0 for item in found)
    return known(Table("Each workload, last stage", head, rows, note if anywhere else ""))
