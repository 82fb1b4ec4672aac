"""What a case is judged by: siting cost, total cost, cost of compute, IT power; and how two cases differ in it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from placement.account.difference import difference as subtracted
from placement.account.difference import significant
from placement.map import numbers as show
from placement.report import units
from placement.sweep_report.swept import Row, Swept

MINUS = "\u2212"
Proof: TypeAlias = Literal["own", "shared", "none"]
"""What tells that two plans differ: the proof bounds the figure (the total cost); by convention, what that proof leaves
open is taken for the figure (the siting cost: the total less a yardstick that depends on how many accelerators the plan
buys, so plans of the same total may differ in it by any amount); or nothing is known of the figure itself."""


@dataclass(frozen=True)
class Criterion:
    """A figure of a plan; ``of`` is None where it has none."""

    key: str
    label: str
    of: Callable[[Row], float | None]
    unit: Callable[[Sequence[float | None]], units.Unit]
    proof: Proof
    less: str
    more: str
    in_sentence: str


def _lcoc_unit(values: Sequence[float | None]) -> units.Unit:
    largest = max((abs(value) for value in values if value), default=1.0)
    return units.Unit("EUR/H100e-h", 1.0, min(6, show.lcoc_decimals(largest)))


SITING = Criterion(
    "siting",
    "Siting cost",
    lambda row: row.siting_cost_eur,
    units.money,
    "shared",
    "cheaper",
    "dearer",
    "the siting cost",
)
TOTAL = Criterion(
    "total", "Total cost", lambda row: row.objective_eur, units.money, "own", "cheaper", "dearer", "the total cost"
)
LCOC = Criterion(
    "lcoc",
    "LCOC per hour sold",
    lambda row: row.lcoc_sold_eur_per_h100eh,
    _lcoc_unit,
    "none",
    "cheaper",
    "dearer",
    "the LCOC",
)
POWER = Criterion("power", "IT power", lambda row: row.it_mw, units.power, "none", "less", "more", "the IT power")
ALL = (SITING, TOTAL, LCOC, POWER)


def criteria(swept: Swept) -> tuple[Criterion, ...]:
    """Return those that the sweep has figures of."""
    return tuple(criterion for criterion in ALL if any(criterion.of(row) is not None for row in swept.comparable))


@dataclass(frozen=True, slots=True)
class Span:
    """A figure, and how far below it the least may lie as far as is proven; ``open`` None: nothing is proven."""

    value: float
    open: float | None


def span(criterion: Criterion, row: Row) -> Span | None:
    """Return the figure of a row with what its proof leaves open; None where it has none, or counts other euros."""
    value = criterion.of(row)
    if value is None or row.other_money:
        return None
    return Span(value, None if criterion.proof == "none" else row.open_eur)


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
    values = before.value, now.value
    return Difference(subtracted(*values), significant(values, (before.open, now.open)))


def judged(criterion: Criterion, before: Span, now: Span, total: Difference | None) -> Difference:
    """Return the difference of two figures whose total costs differ by ``total``.

    The proofs bound the total cost alone, so every other figure is sure to differ only where that is.
    """
    found = differ(before, now)
    if criterion.proof == "own" or found.change == 0.0:
        return found
    of_total = None if total is None else total.significant
    if criterion.proof == "none":
        return Difference(found.change, of_total)
    both = (found.significant, of_total)
    return Difference(found.change, False if False in both else None if None in both else True)


def difference(criterion: Criterion, before: Row, now: Row) -> Difference | None:
    """Return the difference of two rows; None where either has no such figure, or their euros are not the same."""
    spans, costs = ((span(one, before), span(one, now)) for one in (criterion, TOTAL))
    if spans[0] is None or spans[1] is None:
        return None
    return judged(criterion, spans[0], spans[1], differ(costs[0], costs[1]) if costs[0] and costs[1] else None)


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
