"""What a case is judged by: siting cost, total cost, cost of compute, IT power; and how two cases differ in it."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from placement.map import numbers as show
from placement.report import units
from placement.sweep_report.swept import Row, Swept

MINUS = "\u2212"
NOISE = 1e-9
"""Relative differences below this are rounding."""


@dataclass(frozen=True)
class Measure:
    """A figure of a plan; ``of`` is None where it has none."""

    key: str
    label: str
    of: Callable[[Row], float | None]
    unit: Callable[[Sequence[float | None]], units.Unit]
    proven: bool
    """The solver's proof bounds it: it is a cost that a plan has for sure at least."""
    less: str
    more: str
    in_sentence: str


def _lcoc_unit(values: Sequence[float | None]) -> units.Unit:
    least = min((abs(value) for value in values if value), default=1.0)
    return units.Unit("EUR/H100e-h", 1.0, min(6, show.lcoc_decimals(least)))


SITING = Measure(
    "siting", "Siting cost", lambda row: row.siting_cost_eur, units.money, True, "cheaper", "dearer", "the siting cost"
)
TOTAL = Measure(
    "total", "Total cost", lambda row: row.objective_eur, units.money, True, "cheaper", "dearer", "the total cost"
)
LCOC = Measure(
    "lcoc",
    "Cost of compute (LCOC)",
    lambda row: row.lcoc_eur_per_h100eh,
    _lcoc_unit,
    False,
    "cheaper",
    "dearer",
    "the LCOC",
)
POWER = Measure("power", "IT power", lambda row: row.it_mw, units.power, False, "less", "more", "the IT power")
ALL = (SITING, TOTAL, LCOC, POWER)


def measures(swept: Swept) -> tuple[Measure, ...]:
    """Return those that the sweep has figures of."""
    return tuple(measure for measure in ALL if any(measure.of(row) is not None for row in swept.comparable))


@dataclass(frozen=True, slots=True)
class Span:
    """A figure and the least that it may be as far as is proven; ``least`` None: nothing is proven."""

    value: float
    least: float | None


def span(measure: Measure, row: Row) -> Span | None:
    """Return the figure of a row with what its proof leaves open; None where it has none, or counts other euros."""
    value = measure.of(row)
    if value is None or row.other_money:
        return None
    return Span(value, None if row.open_eur is None or not measure.proven else value - row.open_eur)


@dataclass(frozen=True, slots=True)
class Difference:
    """By how much a figure differs, and whether that is more than the proofs leave open (None: not known)."""

    change: float
    significant: bool | None

    @property
    def sure(self) -> bool:
        """Whether it surely is an effect."""
        return self.significant is True


def differ(before: Span, now: Span) -> Difference:
    """Return the difference of two costs: sure where even the least of the dearer one is above the cheaper one."""
    if math.isclose(before.value, now.value, rel_tol=NOISE):
        return Difference(0.0, False)
    change = now.value - before.value
    dearer, cheaper = (now, before) if change > 0 else (before, now)
    return Difference(change, None if dearer.least is None else dearer.least > cheaper.value)


def difference(measure: Measure, before: Row, now: Row) -> Difference | None:
    """Return the difference of two rows; None where either has no such figure, or their euros are not the same.

    No proof bounds a figure that is not minimised: it counts as different for sure where the total costs do.
    """
    spans = span(measure, before), span(measure, now)
    if spans[0] is None or spans[1] is None:
        return None
    if measure.proven:
        return differ(spans[0], spans[1])
    change = 0.0 if math.isclose(spans[0].value, spans[1].value, rel_tol=NOISE) else spans[1].value - spans[0].value
    costs = span(TOTAL, before), span(TOTAL, now)
    sure = differ(costs[0], costs[1]).significant if costs[0] and costs[1] else None
    return Difference(change, False if change == 0.0 else sure)


def fine(values: Iterable[float | None]) -> units.Unit:
    """Return a unit of money in which small differences of large sums keep their digits."""
    large = any(value is not None and abs(value) >= 1e7 for value in values)
    return units.Unit("EUR M", 1e6, 1) if large else units.Unit("EUR", 1.0, 0)


def signed_text(change: float, unit: units.Unit) -> str:
    """Return a difference with its sign, without its unit, for a column or chart that names it."""
    return "0" if change == 0 else f"{'+' if change > 0 else MINUS}{unit.text(abs(change))}"


def signed(change: float, unit: units.Unit) -> str:
    """Return a difference with its sign and unit."""
    if change == 0:
        return "no change"
    size = unit.full(abs(change))
    written = any(digit in size.removesuffix(unit.name.removeprefix("EUR ")) for digit in "123456789")
    return f"{'+' if change > 0 else MINUS}{size}" if written else "hardly any"
