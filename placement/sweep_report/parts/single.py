"""One change at a time: a tornado and its table; where a sweep has none, the ends of each parameter's range."""

from collections.abc import Iterator, Sequence
from functools import partial

from placement.report.blocks import Cell, Table, number, word
from placement.report.units import Unit
from placement.sweep_report import wording
from placement.sweep_report.blocks import Block, Plain, Section, by_criterion
from placement.sweep_report.chance import drawn_apart
from placement.sweep_report.criteria import Criterion, criteria, signed
from placement.sweep_report.effects import Effect, Move, alone, extremes
from placement.sweep_report.parts.bars import certainty, effects_chart
from placement.sweep_report.records import SAMPLES
from placement.sweep_report.swept import Design, Swept

ENDS = (
    "No parameter was changed alone, so the bars show the ends of each parameter's range: in a grid, the middle "
    "difference of cases that are alike but for this parameter; in a sample, how the middle case at that end differs "
    "from the middle case of all, while the other parameters change as well."
)
SAME_SITES = "the same"


def section(swept: Swept) -> Section | None:
    """Return what moves the cost; None where nothing is changed by a design."""
    made = tuple(_blocks(swept))
    lead = _lead(swept) if has_single(swept) else ENDS
    return Section("changes", "What each parameter changes", (lead,), made) if made else None


def has_single(swept: Swept) -> bool:
    """Whether the sweep changes parameters alone."""
    return next(swept.of_kind("one_at_a_time"), None) is not None


def _lead(swept: Swept) -> str:
    return (
        f"Each bar is one change of {wording.reference(swept)}, everything else as it was. "
        "The parameter with the strongest sure effect stands first."
    )


def _blocks(swept: Swept) -> Iterator[Block]:
    if has_single(swept):
        yield from by_criterion(criteria(swept), partial(_single, swept))
        return
    for place, design in enumerate(swept.of_kind("grid", *SAMPLES)):
        yield from by_criterion(criteria(swept), partial(_ends, design, place))


def _single(swept: Swept, criterion: Criterion) -> Iterator[Plain]:
    heading = f"{criterion.label}, against {wording.reference(swept)}"
    effects = alone(swept, criterion)
    chart = effects_chart(criterion, effects, f"one-at-a-time-{criterion.key}", heading)
    if chart is not None:
        yield chart
        yield _table(swept, criterion, effects, heading)


def _ends(design: Design, place: int, criterion: Criterion) -> Iterator[Plain]:
    heading = f"{criterion.label}, {ends_in_words(design)}"
    effects = extremes(design, criterion)
    chart = effects_chart(criterion, effects, f"ends-{place}-{criterion.key}", heading, sample=design.kind in SAMPLES)
    if chart is not None:
        yield chart
        yield _table_of_ends(criterion, effects, heading)


def ends_in_words(design: Design) -> str:
    """Return what the ends of a range are compared with."""
    if design.kind in SAMPLES:
        kind, cases = wording.DESIGN[design.kind], wording.cases(len(drawn_apart(design)))
        drawn = f"{cases}, the first and the last of each block" if design.kind == "saltelli" else cases
        return f"{kind}: the ends of each range against the middle of {drawn}"
    return "from one end of the grid to the other"


def _table(swept: Swept, criterion: Criterion, effects: Sequence[Effect], heading: str) -> Table:
    unit = criterion.unit([effect.seeming for effect in effects])
    rows = tuple(
        (
            word(wording.parameter(effect.parameter)),
            word(move.label),
            _difference(move, unit),
            word(certainty(move.difference)),
            word(_moved(swept, move)),
        )
        for effect in effects
        for move in effect.moves
    )
    head = ("Parameter", "Value", "Difference", "Significant", "Sites")
    note = (
        "Sites: + opened, \u2212 closed in the last stage, where they are not those of the case that is compared with."
    )
    return Table(heading, head, rows, note, words=(0, 1, 3, 4), wide=False, tall=True)


def _table_of_ends(criterion: Criterion, effects: Sequence[Effect], heading: str) -> Table:
    unit = criterion.unit([effect.seeming for effect in effects])
    rows = tuple(
        (
            word(wording.parameter(effect.parameter)),
            word(move.label),
            number(move.cases, f"{move.cases:,}"),
            _difference(move, unit),
            word(certainty(move.difference)),
        )
        for effect in effects
        for move in effect.moves
    )
    head = ("Parameter", "Value", "Cases or pairs", "Difference", "Significant")
    return Table(heading, head, rows, words=(0, 1, 4), wide=False, tall=True)


def _difference(move: Move, unit: Unit) -> Cell:
    if move.difference is None:
        return word(move.missing)
    return number(move.difference.change, signed(move.difference.change, unit))


def _moved(swept: Swept, move: Move) -> str:
    """Return which sites a move opens and closes."""
    if move.row is None or swept.reference is None or not move.row.has_plan:
        return ""
    before, now = swept.reference.sites, move.row.sites
    opened = [f"+{swept.places.name(site)}" for site in now if site not in before]
    closed = [f"\u2212{swept.places.name(site)}" for site in before if site not in now]
    return ", ".join([*opened, *closed]) or SAME_SITES
