"""How a criterion spreads along each parameter of a large sample: small charts, alike in their scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from placement.charts.keys import cut
from placement.charts.spread import Slice, Ticks, spread
from placement.report.blocks import Chart
from placement.report.units import Unit
from placement.sweep_report import wording
from placement.sweep_report.blocks import Plain
from placement.sweep_report.criteria import Criterion, span
from placement.sweep_report.effects import in_order
from placement.sweep_report.swept import Design, Parameter, Row, Value, figure, figures

SLICES = 12
MOST_WORDS = 12
MOST_CHARTS = 24
SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)
ENDS = (0.01, 0.99)
"""Of all figures: those beyond stretch no scale."""


@dataclass(frozen=True)
class _Sample:
    """Figures of a criterion by parameter."""

    criterion: Criterion
    unit: Unit
    rows: Sequence[Row]
    """Those that have a figure."""


def spreads(design: Design, place: int, criterion: Criterion) -> Iterator[Plain]:
    """Yield a chart for each parameter."""
    rows = [row for row in design.rows if span(criterion, row) is not None]
    if not rows:
        return
    ordered = _ordered(criterion, rows)
    sample = _Sample(criterion, criterion.unit(ordered), rows)
    low, high = (sample.unit.of(_share(ordered, end)) for end in ENDS)
    edge = 0.06 * (high - low) or 0.01 * abs(high) or 1.0
    for parameter in design.parameters[:MOST_CHARTS]:
        slices, ticks = _sliced(sample, parameter)
        if len(slices) > 1:
            heading = f"{criterion.label} by {wording.short(parameter)}"
            chart = spread(
                slices, ticks, (wording.parameter(parameter), sample.unit.name), (low - edge, high + edge), heading
            )
            yield Chart(f"spread-{place}-{parameter.number}-{criterion.key}", heading, chart)


def _sliced(sample: _Sample, parameter: Parameter) -> tuple[list[Slice], Ticks]:
    values = in_order(row.values[parameter.number] for row in sample.rows)
    numbers = figures(values)
    if numbers is None or len(values) <= MOST_WORDS:
        return _by_value(sample, parameter, values[:MOST_WORDS])
    return _by_size(sample, parameter, min(numbers), max(numbers))


def _by_value(sample: _Sample, parameter: Parameter, values: Sequence[Value | None]) -> tuple[list[Slice], Ticks]:
    """Return a slice for each value, all alike in width."""
    slices, ticks = [], []
    for i, value in enumerate(values):
        text = wording.value(parameter, value)
        rows = [row for row in sample.rows if row.values[parameter.number] == value]
        slices.append(_slice(sample, (i + 0.08, i + 0.92), rows, text))
        ticks.append((i + 0.5, cut(text, MOST_WORDS)))
    return slices, ticks


def _by_size(sample: _Sample, parameter: Parameter, low: float, high: float) -> tuple[list[Slice], Ticks]:
    """Return slices of the same width along a range of numbers."""
    step = (high - low) / SLICES
    parts: list[list[Row]] = [[] for _ in range(SLICES)]
    for row in sample.rows:
        at = figure(row.values[parameter.number]) or 0.0
        parts[min(SLICES - 1, int((at - low) / step))].append(row)
    slices = []
    for i, rows in enumerate(parts):
        ends = low + i * step, low + (i + 1) * step
        text = " to ".join(wording.along(parameter, end, high - low) for end in ends)
        if rows:
            slices.append(_slice(sample, (ends[0] + 0.03 * step, ends[1] - 0.03 * step), rows, text))
    return slices, [(at, wording.along(parameter, at, high - low)) for at in (low, (low + high) / 2, high)]


def _slice(sample: _Sample, ends: tuple[float, float], rows: Sequence[Row], where: str) -> Slice:
    ordered = _ordered(sample.criterion, rows)
    low, quarter, middle, three, high = (_share(ordered, share) for share in SHARES)
    full, of = sample.unit.full, sample.unit.of
    words = f"{where}, {wording.cases(len(rows))}: half of them below {full(middle)}, "
    words += f"eight tenths from {full(low)} to {full(high)}"
    return Slice(*ends, (of(low), of(quarter), of(middle), of(three), of(high)), words)


def _ordered(criterion: Criterion, rows: Sequence[Row]) -> list[float]:
    return sorted(found.value for row in rows if (found := span(criterion, row)) is not None)


def _share(ordered: Sequence[float], share: float) -> float:
    """Return the figure that this share of all lie below, linear between neighbours."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
