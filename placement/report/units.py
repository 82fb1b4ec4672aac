"""One unit for a whole chart or column, picked by its largest figure."""

from collections.abc import Iterable
from dataclasses import dataclass

from placement.map import numbers as show
from placement.rounded import Rounding


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, how much of the base unit it is, and how many decimals its figures have."""

    name: str
    size: float
    decimals: int

    def of(self, value: float) -> float:
        """Return `value` (in the base unit) in this unit."""
        return value / self.size

    def text(self, value: float | None, rounding: Rounding = round) -> str:
        """Return the figure without its unit, for a column that names it."""
        return "" if value is None else show.plain(value / self.size, "", self.decimals, rounding)

    def full(self, value: float, rounding: Rounding = round) -> str:
        """Return the figure with its unit: 3.2 TWh a year, EUR 3.2 bn."""
        first, _, rest = self.name.partition(" ")
        text = self.text(value, rounding)
        return f"EUR {text} {rest}".strip() if first == "EUR" else f"{text} {self.name}"


def _pick(values: Iterable[float | None], steps: tuple[tuple[float, str], ...], per: str) -> Unit:
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    size, name = next(((size, name) for size, name in steps if largest >= size), steps[-1])
    inside = largest / size
    whole = largest == 0 or (size == 1 and inside >= 100)
    decimals = 0 if whole else 2 if inside < 10 else 1 if inside < 1000 else 0
    return Unit(f"{name}{per}", size, decimals)


def money(values: Iterable[float | None]) -> Unit:
    """Return EUR bn, EUR M, or EUR; figures are in EUR."""
    return _pick(values, ((1e9, "EUR bn"), (1e6, "EUR M"), (1.0, "EUR")), "")


def energy(values: Iterable[float | None]) -> Unit:
    """Return TWh, GWh or MWh a year; figures are in MWh a year."""
    return _pick(values, ((1e6, "TWh"), (1e3, "GWh"), (1.0, "MWh")), " a year")


def carbon(values: Iterable[float | None]) -> Unit:
    """Return kt or t of CO2 a year; figures are in t a year."""
    return _pick(values, ((1e3, "kt CO\u2082"), (1.0, "t CO\u2082")), " a year")


def compute(values: Iterable[float | None]) -> Unit:
    """Return million, thousand or single H100e; figures are in H100e."""
    return _pick(values, ((1e6, "million H100e"), (1e3, "thousand H100e"), (1.0, "H100e")), "")


def power(values: Iterable[float | None]) -> Unit:
    """Return MW, with decimals for small sites; figures are in MW."""
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    return Unit("MW", 1.0, 0 if largest >= 100 else 1)


def water(values: Iterable[float | None]) -> Unit:
    """Return thousand m3 or m3 a year; figures are in m3 a year."""
    return _pick(values, ((1e3, "thousand m\u00b3"), (1.0, "m\u00b3")), " a year")
