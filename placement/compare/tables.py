"""The tables of the comparison page: heads with units, cells with the number that they sort by."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from placement.compare import numbers
from placement.compare.comparison import Comparison, Pair
from placement.compare.figures import Figure
from placement.compare.moved import SiteChange
from placement.compare.numbers import Shown
from placement.compare.runs import Run
from placement.compare.steps import Step
from placement.compare.terminal import change_words
from placement.map import numbers as show
from placement.map.summary import StageCount
from placement.report import units

NONE = "\u2013"
"""Stands in a cell without a figure."""


@dataclass(frozen=True)
class Cell:
    """A text, and the number behind it where there is one."""

    text: str
    value: float | None = None
    mark: str = ""
    """Where a site stands: both, base or other; else nothing."""


@dataclass(frozen=True)
class Table:
    """Heads and rows; the first ``words`` columns hold words, the rest numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    words: int = 1
    groups: tuple[tuple[str, int], ...] = ()
    """Above the heads: a text, and over how many columns it stands."""


def figures(comparison: Comparison) -> tuple[Table, ...]:
    """Return the key figures of all runs, a table for each group."""
    return tuple(
        Table(_figure_heads(comparison, group), tuple(_figure_row(figure) for figure in found))
        for group, found in groupby(comparison.figures, key=lambda figure: figure.kind.group)
    )


def _figure_heads(comparison: Comparison, group: str) -> tuple[str, ...]:
    base, *others = (run.label for run in comparison.runs)
    changes = [head for other in others for head in (other, "difference")]
    return (group, base, *changes)


def _figure_row(figure: Figure) -> tuple[Cell, ...]:
    values = [Cell(figure.kind.shown(value) or NONE, value) for value in figure.values]
    changes = [_difference(figure, number) for number in range(len(figure.values))]
    pairs = (cell for number in range(1, len(values)) for cell in (values[number], changes[number]))
    return (Cell(figure.kind.label), values[0], *pairs)


def _difference(figure: Figure, number: int) -> Cell:
    change = figure.differences[number]
    if change is None:
        known = figure.values[0] is not None and figure.values[number] is not None
        return Cell("not the same money" if known else NONE)
    return Cell(change_words(figure, change).replace(" %", "\u00a0%"), change)


def fine_money(values: Sequence[float | None]) -> units.Unit:
    """Return a unit of money in which small differences of large sums keep their digits."""
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    if largest >= 1e7:
        return units.Unit("EUR M", 1e6, 0 if largest >= 1e9 else 1)
    return units.Unit("EUR", 1.0, 0 if largest >= 1e3 else 2)


Column: TypeAlias = tuple[str, str, Callable[[Sequence[float | None]], units.Unit]]
"""Column of sites.csv, its name in words, how its unit is picked."""
_POWER: Column = ("it_mw", "IT power", lambda values: units.power(values))
_COMPUTE: Column = ("h100e", "compute", lambda values: units.compute(values))
_SITING: Column = ("siting_cost_eur", "siting cost", fine_money)


def _known(pair: Pair, column: Column) -> bool:
    return any(value for change in pair.sites for value in change.pair(column[0]))


def sizes(pair: Pair) -> Table:
    """Return which sites stand where, and how large they are: the table beside the map."""
    return _sites(pair, _columns(pair)[:1])


def site_figures(pair: Pair) -> Table | None:
    """Return what else is known of the sites; None where nothing is."""
    rest = _columns(pair)[1:]
    return _sites(pair, rest) if rest else None


def all_sites(pair: Pair) -> Table:
    """Return all of it in one table, where there is no map to stand beside."""
    return _sites(pair, _columns(pair))


def _columns(pair: Pair) -> list[Column]:
    wanted = [_POWER, _COMPUTE, *([_SITING] if pair.subtracts else [])]
    return [column for column in wanted if _known(pair, column)]


def _sites(pair: Pair, columns: Sequence[Column]) -> Table:
    found = [
        (column, name, unit([value for change in pair.sites for value in change.pair(column)]))
        for column, name, unit in columns
    ]
    groups = [(f"{upper(name)}, {unit.name}", 3) for _, name, unit in found]
    names = pair.base.plan.state_names | pair.other.plan.state_names
    rows = tuple(
        (
            Cell(change.name),
            Cell(names.get(change.site.state, change.site.state)),
            Cell(where(pair, change), None, change.where),
            *(cell for column, _, unit in found for cell in _triple(change, column, unit)),
        )
        for change in pair.sites
    )
    heads = ("Site", "Member state", "Stands", *(_three(pair) * len(found)))
    return Table(heads, rows, words=3, groups=(("", 3), *groups))


def upper(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _three(pair: Pair) -> tuple[str, str, str]:
    return pair.base.label, pair.other.label, "difference"


def where(pair: Pair, change: SiteChange) -> str:
    """Return in words in which runs a site stands."""
    return {"both": "in both", "base": f"only in {pair.base.label}", "other": f"only in {pair.other.label}"}[
        change.where
    ]


def _triple(change: SiteChange, column: str, unit: units.Unit) -> tuple[Cell, Cell, Cell]:
    before, now = change.pair(column)
    moved = change.change(column)
    return (Cell(unit.text(before) or NONE, before), Cell(unit.text(now) or NONE, now), _signed(moved, unit))


def _signed(change: float | None, unit: units.Unit) -> Cell:
    if not change:
        return Cell(NONE if change is None else "0", change)
    return Cell(numbers.signed(change, unit.text), change)


def steps(found: Sequence[Step], pair: Pair, what: str, siting: Sequence[Step] = ()) -> Table | None:
    """Return a cost by its parts in both runs; beside it, where given, how much of the change is siting cost."""
    if not found:
        return None
    unit = fine_money([eur for step in found for eur in (step.base_eur, step.other_eur)])
    part = {step.key: step.change_eur for step in siting}
    heads = (f"{what}", *(f"{name}, {unit.name}" for name in _three(pair)))
    rows = tuple(
        (
            Cell(upper(step.label)),
            Cell(unit.text(step.base_eur), step.base_eur),
            Cell(unit.text(step.other_eur), step.other_eur),
            _signed(step.change_eur, unit),
            *([_signed(part.get(step.key, 0.0), unit)] if siting else []),
        )
        for step in found
    )
    return Table((*heads, *([f"of it siting cost, {unit.name}"] if siting else [])), rows)


def limits(pair: Pair) -> Table | None:
    """Return the limits that bind in one run more often than in the other."""
    if not pair.limits:
        return None
    rows = tuple(
        (Cell(change.name), *(_often(binds, of) for binds, of in zip(change.binds, change.of, strict=True)))
        for change in pair.limits
    )
    return Table(("Limit, and how often it binds", pair.base.label, pair.other.label), rows)


def _often(binds: int, of: int) -> Cell:
    return Cell(f"{binds:,} of {of:,}" if of else "not in force", binds if of else None)


def stages(comparison: Comparison) -> Table | None:
    """Return the build-out: sites, IT power and compute of each run in each stage."""
    found = [(run, stage) for run in comparison.runs for stage in run.summary.counts.by_stage]
    if len({stage.stage for _, stage in found}) < 2:
        return None
    columns: list[tuple[str, Callable[[StageCount], float | None], Shown]] = [
        ("Sites", lambda s: s.sites, numbers.count),
        ("IT power, MW", lambda s: s.it_mw, show.count),
        ("Compute, H100e", lambda s: s.h100e, show.count),
        ("Sold on average, H100e", lambda s: s.served_h100e, show.count),
    ]
    known = [column for column in columns if any(column[1](stage) for _, stage in found)]
    labels = tuple(run.label for run in comparison.runs)
    groups = tuple((name, len(labels)) for name, _, _ in known)
    rows = tuple(
        (Cell(stage), *_stage_cells(comparison.runs, stage, known))
        for stage in dict.fromkeys(stage.stage for _, stage in found)
    )
    return Table(("Stage", *(labels * len(known))), rows, groups=(("", 1), *groups))


def _stage_cells(
    runs: Sequence[Run], name: str, columns: Sequence[tuple[str, Callable[[StageCount], float | None], Shown]]
) -> Iterator[Cell]:
    for _, value, shown in columns:
        for run in runs:
            stage = next((stage for stage in run.summary.counts.by_stage if stage.stage == name), None)
            figure = None if stage is None else value(stage)
            yield Cell(shown(figure) or NONE, figure)


def money_by_site(pair: Pair) -> Table | None:
    """Return the public and private money of each site in both runs, not discounted."""
    columns = (("eu_eur", "EU"), ("state_eur", "state"), ("equity_eur", "equity"), ("loan_eur", "loans"))
    known = [item for item in columns if any(value for change in pair.sites for value in change.pair(item[0]))]
    if not known:
        return None
    unit = fine_money([value for change in pair.sites for column, _ in known for value in change.pair(column)])
    labels = (pair.base.label, pair.other.label)
    groups = tuple((f"{upper(name)}, {unit.name}", 2) for _, name in known)
    rows = tuple(
        (Cell(change.name), *(Cell(unit.text(v) or NONE, v) for column, _ in known for v in change.pair(column)))
        for change in pair.sites
    )
    return Table(("Site", *(labels * len(known))), rows, groups=(("", 1), *groups))
