"""One change at a time: a tornado and its table; where a sweep has none, the ends of each parameter's range."""

from collections.abc import Iterator, Sequence
from functools import partial

from placement.report.blocks import Cell, Table, number, word
from placement.report.units import Unit
from placement.sweep_report import wording
from placement.sweep_report.blocks import Block, Plain, Section, by_measure
from placement.sweep_report.effects import Change, Effect, alone, extremes
from placement.sweep_report.measures import Measure, measures, signed
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
        yield from by_measure(measures(swept), partial(_single, swept))
        return
    for place, design in enumerate(swept.of_kind("grid", *SAMPLES)):
        yield from by_measure(measures(swept), partial(_ends, design, place))


def _single(swept: Swept, measure: Measure) -> Iterator[Plain]:
    heading = f"{measure.label}, against {wording.reference(swept)}"
    effects = alone(swept, measure)
    chart = effects_chart(measure, effects, f"one-at-a-time-{measure.key}", heading)
    if chart is not None:
        yield chart
        yield _table(swept, measure, effects, heading)


def _ends(design: Design, place: int, measure: Measure) -> Iterator[Plain]:
    heading = f"{measure.label}, {ends_in_words(design)}"
    effects = extremes(design, measure)
    chart = effects_chart(measure, effects, f"ends-{place}-{measure.key}", heading, sample=design.kind in SAMPLES)
    if chart is not None:
        yield chart
        yield _table_of_ends(measure, effects, heading)


def ends_in_words(design: Design) -> str:
    """Return what the ends of a range are compared with."""
    if design.kind in SAMPLES:
        kind = wording.DESIGN[design.kind]
        return f"{kind}: the ends of each range against the middle of {wording.cases(len(design.rows))}"
    return "from one end of the grid to the other"


def _table(swept: Swept, measure: Measure, effects: Sequence[Effect], heading: str) -> Table:
    unit = measure.unit([effect.seeming for effect in effects])
    rows = tuple(
        (
            word(wording.parameter(effect.parameter)),
            word(change.label),
            _difference(change, unit),
            word(certainty(change.difference)),
            word(_moved(swept, change)),
        )
        for effect in effects
        for change in effect.changes
    )
    head = ("Parameter", "Value", "Difference", "Significant", "Sites")
    note = (
        "Sites: + opened, \u2212 closed in the last stage, where they are not those of the case that is compared with."
    )
    return Table(heading, head, rows, note, words=(0, 1, 3, 4), wide=False, tall=True)


def _table_of_ends(measure: Measure, effects: Sequence[Effect], heading: str) -> Table:
    unit = measure.unit([effect.seeming for effect in effects])
    rows = tuple(
        (
            word(wording.parameter(effect.parameter)),
            word(change.label),
            number(change.cases, f"{change.cases:,}"),
            _difference(change, unit),
            word(certainty(change.difference)),
        )
        for effect in effects
        for change in effect.changes
    )
    head = ("Parameter", "Value", "Cases or pairs", "Difference", "Significant")
    return Table(heading, head, rows, words=(0, 1, 4), wide=False, tall=True)


def _difference(change: Change, unit: Unit) -> Cell:
    if change.difference is None:
        return word(change.missing)
    return number(change.difference.change, signed(change.difference.change, unit))


def _moved(swept: Swept, change: Change) -> str:
    """Return which sites a change opens and closes."""
    if change.row is None or swept.reference is None or not change.row.has_plan:
        return ""
    before, now = swept.reference.sites, change.row.sites
    opened = [f"+{swept.places.name(site)}" for site in now if site not in before]
    closed = [f"\u2212{swept.places.name(site)}" for site in before if site not in now]
    return ", ".join([*opened, *closed]) or SAME_SITES
