"""Samples: each case a line through its parameters while they can be told apart, else how costs spread by parameter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from placement.account.difference import ROUNDING
from placement.charts import theme
from placement.charts.keys import Key
from placement.charts.parallel import Axis, Line, parallel
from placement.report.blocks import Chart, Text
from placement.report.units import Unit
from placement.rounded import up
from placement.sweep_report import wording
from placement.sweep_report.blocks import Block, Plain, Section, by_criterion
from placement.sweep_report.criteria import TOTAL, Criterion, criteria, span
from placement.sweep_report.effects import extremes
from placement.sweep_report.parts.bars import effects_chart
from placement.sweep_report.parts.scale import Scale
from placement.sweep_report.parts.single import ends_in_words, has_single
from placement.sweep_report.parts.spreads import spreads
from placement.sweep_report.records import SAMPLES
from placement.sweep_report.swept import Design, Row, Swept

MOST_LINES = 300
MOST_AXES = 12
HOW_SPREAD = (
    "Each chart cuts one parameter's range into slices. The black line is the middle case of a slice: half of its "
    "cases lie below. The dark band holds half of them, the pale one eight tenths. Where the black lines rise or "
    "fall all along, by more than they waver, the parameter moves the figure; where they lie level, the others do."
)
OPEN = {
    "own": "Lines that end less than {0} apart may be equal: the proofs leave up to that much open.",
    "shared": "No proof bounds {1} by itself; of the total cost the proofs leave up to {0} open.",
    "none": "No proof bounds {1}; of the total cost the proofs leave up to {0} open.",
}
SHADES = (theme.LESS[0], theme.LESS[1], theme.GREY, theme.MORE[1], theme.MORE[2])
"""From the lowest fifth of the range to the highest."""


def section(swept: Swept) -> Section | None:
    """Return the samples; None where there is none."""
    designs = tuple(swept.of_kind(*SAMPLES))
    made = tuple(_blocks(swept, designs))
    lead = tuple(_lead(design) for design in designs)
    return Section("samples", "Many parameters at once", lead, made) if made else None


def _lead(design: Design) -> str:
    planned = sum(row.has_plan for row in design.rows)
    return (
        f"{wording.DESIGN[design.kind]}: {wording.cases(len(design.rows))} in which {len(design.parameters)} "
        f"parameters change together; {planned:,} of them have a plan."
    )


def _blocks(swept: Swept, designs: Sequence[Design]) -> Iterator[Block]:
    yield from by_criterion(criteria(swept), partial(_all_lines, swept, designs))
    large = [design for design in designs if len(design.rows) > MOST_LINES]
    if large:
        yield Text((HOW_SPREAD,))
    for design in large:
        place = designs.index(design)
        yield from by_criterion(criteria(swept), partial(spreads, design, place), small=True)
        if has_single(swept):
            yield from by_criterion(criteria(swept), partial(_ends, design, place))


def _all_lines(swept: Swept, designs: Sequence[Design], criterion: Criterion) -> Iterator[Plain]:
    for place, design in enumerate(designs):
        if len(design.rows) <= MOST_LINES:
            yield from _lines(swept, design, place, criterion)


def _ends(design: Design, place: int, criterion: Criterion) -> Iterator[Plain]:
    heading = f"{criterion.label}, {ends_in_words(design)}"
    chart = effects_chart(
        criterion, extremes(design, criterion), f"sample-ends-{place}-{criterion.key}", heading, sample=True
    )
    if chart is not None:
        yield chart


@dataclass(frozen=True)
class _Range:
    """The figures of a criterion over a sample, in EUR or MW."""

    unit: Unit
    low: float
    high: float

    def share(self, value: float) -> float:
        """Return how far a figure lies from the lowest to the highest."""
        return (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """The ends and the middle."""
        shares = (0.0, 0.5, 1.0) if self.high > self.low else (0.5,)
        return tuple((share, self.unit.text(self.low + share * (self.high - self.low))) for share in shares)


def _lines(swept: Swept, design: Design, place: int, criterion: Criterion) -> Iterator[Plain]:
    figures = [found.value for row in design.rows if (found := span(criterion, row)) is not None]
    if not figures:
        return
    reach = _Range(criterion.unit(figures), min(figures), max(figures))
    scales = [Scale.of(parameter, design.rows) for parameter in design.parameters[:MOST_AXES]]
    lines = [_line(swept, row, criterion, reach, scales) for row in design.rows if not row.other_money]
    axes = [*(scale.axis for scale in scales), Axis(f"{criterion.label}, {reach.unit.name}", reach.ticks)]
    name = f"{criterion.label} of {wording.cases(len(lines))} by {len(scales)} parameters"
    chart = parallel(axes, lines, name, _keys(criterion, lines))
    yield Chart(
        f"lines-{place}-{criterion.key}",
        f"{criterion.label}: each of {wording.cases(len(lines))} a line",
        chart,
        _note(design, criterion),
    )
    if has_single(swept):
        yield from _ends(design, place, criterion)


def _keys(criterion: Criterion, lines: Sequence[Line]) -> list[Key]:
    keys = [Key(f"{criterion.less}: lowest fifth", SHADES[0]), Key(f"{criterion.more}: highest fifth", SHADES[-1])]
    return [*keys, Key("no plan", None)] if any(line.colour is None for line in lines) else keys


def _note(design: Design, criterion: Criterion) -> str:
    more = len(design.parameters) - MOST_AXES
    notes = [f"{more} more parameters are not drawn."] if more > 0 else []
    left_open = max((row.open_eur for row in design.rows if row.open_eur is not None), default=0.0)
    if left_open > ROUNDING * max(abs(TOTAL.of(row) or 0.0) for row in design.rows):
        notes.append(OPEN[criterion.proof].format(TOTAL.unit([left_open]).full(left_open, up), criterion.in_sentence))
    if not all(row.has_plan for row in design.rows):
        notes.append("Dotted lines are cases without a plan; they end above the last axis.")
    return " ".join(notes)


def _line(swept: Swept, row: Row, criterion: Criterion, reach: _Range, scales: Sequence[Scale]) -> Line:
    at = [scale.at(row.values[scale.parameter.number]) for scale in scales]
    found = span(criterion, row)
    changes = wording.changes(swept.parameters, row.values, 8)
    if found is None:
        return Line((*at, None), None, f"{row.name}: {wording.STATUS[row.status]}; {changes}")
    share = reach.share(found.value)
    shade = SHADES[min(len(SHADES) - 1, int(share * len(SHADES)))]
    return Line((*at, share), shade, f"{row.name}: {reach.unit.full(found.value)}; {changes}")
