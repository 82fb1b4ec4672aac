"""Classed colour scales: round class limits, sequential colours safe for colour-blind readers, legend labels.

Colours come from branca (ColorBrewer and matplotlib's viridis). Lightness changes in one direction only, so that the
order of classes holds in greyscale.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles
from typing import Any

from branca.colormap import LinearColormap, linear

MOST_CLASSES = 7
"""Beside them a class above all may stand for outliers."""
FEWEST_FOR_FENCE = 8
"""Of fewer values none is called an outlier."""
_ROUND = (1.0, 2.0, 2.5, 5.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """Class i holds values up to `upper[i]` (the last: all above); as many colours and labels as classes."""

    title: str
    unit: str
    upper: tuple[float, ...]
    labels: tuple[str, ...]
    light: tuple[str, ...]
    dark: tuple[str, ...]
    """Colours on a dark page: low is dark, high is light."""

    def as_json(self) -> dict[str, object]:
        """Return what the page reads."""
        return {
            "title": self.title,
            "unit": self.unit,
            "upper": self.upper,
            "labels": self.labels,
            "light": self.light,
            "dark": self.dark,
        }


@dataclass(frozen=True, slots=True)
class Palette:
    """A colour ramp and the parts of it to use, each 0 to 1 and from low values to high."""

    ramp: LinearColormap
    light: tuple[float, float]
    dark: tuple[float, float]


_RAMPS: Any = linear  # branca sets its ramps by name at run time, unseen by type checkers
SITES = Palette(_RAMPS.viridis, (0.0, 0.95), (0.0, 0.95))
PRICE = Palette(_RAMPS.Blues_09, (0.1, 0.9), (1.0, 0.3))
CARBON = Palette(_RAMPS.Greys_09, (0.25, 0.8), (0.78, 0.2))
MONEY = Palette(_RAMPS.Purples_09, (0.2, 0.9), (0.92, 0.25))
ROUND_TRIP = Palette(_RAMPS.YlOrRd_09, (0.28, 1.0), (0.28, 1.0))
CANDIDATES = Palette(_RAMPS.plasma, (0.0, 0.92), (0.08, 1.0))
NEAR_TIES = Palette(_RAMPS.plasma, (0.0, 0.86), (1.0, 0.3))  # the nearest stand out, on a dark page too
HEADROOM = Palette(_RAMPS.YlGnBu_09, (0.2, 1.0), (0.95, 0.15))
SERVED = Palette(_RAMPS.YlOrRd_09, (1.0, 0.2), (1.0, 0.2))


def round_limits(values: Iterable[float], most: int = MOST_CLASSES) -> tuple[float, ...]:
    """Return edges of at most `most` (3 or more) classes at round numbers, around all values; one pair at least."""
    known = sorted(values)
    low, high = known[0], known[-1]
    if math.isclose(low, high, rel_tol=1e-9, abs_tol=1e-12):
        return (high, high)  # what differs by rounding alone is one figure
    power = math.floor(math.log10((high - low) / most))
    for step in (digit * 10.0**exponent for exponent in (power, power + 1) for digit in _ROUND):
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first <= most:
            return tuple(round(step * index, 12) for index in range(first, last + 1))
    raise AssertionError("a step of five times the range over three or more classes spans at most three")


def scale(title: str, unit: str, values: Iterable[float | None], palette: Palette, size: float = 1.0) -> Scale | None:
    """Return a scale over the known values, shown in `unit` = value / `size`; None where nothing is known."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    usual = _without_outliers(known)
    edges = round_limits(usual, max(3, min(MOST_CLASSES, len(set(usual)))))
    upper, labels = list(edges[1:]), _labels([edge / size for edge in edges])
    if max(known) > edges[-1] + 1e-9 * abs(edges[-1]):  # more than the rounding of a sum
        upper.append(max(known))
        labels.append(f"above {_label_format([edge / size for edge in edges])(edges[-1] / size)}")
    light, dark = (_colours(palette.ramp, part, len(upper)) for part in (palette.light, palette.dark))
    return Scale(title, unit, tuple(upper), tuple(labels), light, dark)


def classes(title: str, upper: Sequence[float], labels: Sequence[str], palette: Palette) -> Scale:
    """Return a scale of given classes."""
    light, dark = (_colours(palette.ramp, part, len(upper)) for part in (palette.light, palette.dark))
    return Scale(title, "", tuple(upper), tuple(labels), light, dark)


def verdicts(title: str, labels: tuple[str, str, str]) -> Scale:
    """Return a scale of three verdicts; the last, of most places, stands back."""
    return Scale(
        title, "", (0.0, 1.0, 2.0), labels, ("#3b1c6e", "#2a8f8f", "#dfe2dd"), ("#f0e442", "#2fa39a", "#414a50")
    )


def year_classes(title: str, years: Sequence[int], palette: Palette) -> Scale:
    """Return one class per year; of many years the last stand together. No separator of thousands."""
    shown = list(years[:MOST_CLASSES])
    labels = [str(year) for year in shown]
    if len(years) > len(shown):
        labels[-1] = f"{shown[-1]} and later"
    return classes(title, shown, labels, palette)


def _without_outliers(values: list[float]) -> list[float]:
    """Leave out what lies above Tukey's fence, so that one island does not press all others into two classes."""
    if len(values) < FEWEST_FOR_FENCE:
        return values
    first, _, third = quantiles(values, n=4, method="inclusive")
    fence = third + 1.5 * (third - first)
    return [value for value in values if value <= fence]


def _labels(edges: list[float]) -> list[str]:
    shown = _label_format(edges)
    return [shown(low) if low == high else f"{shown(low)} \u2013 {shown(high)}" for low, high in pairwise(edges)]


def _label_format(edges: list[float]) -> Callable[[float], str]:
    """Format with the fewest decimals that keep the edges apart."""
    if edges[0] == edges[-1]:
        return lambda value: f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    step = edges[1] - edges[0]
    decimals = next((d for d in range(9) if math.isclose(step, round(step, d), rel_tol=1e-6)), 9)
    return lambda value: f"{value:,.{decimals}f}"


def _colours(ramp: LinearColormap, part: tuple[float, float], classes: int) -> tuple[str, ...]:
    """Sample a part of the ramp at equal distances; a lone class takes its middle."""
    unit, (start, end) = ramp.scale(0, 1), part
    points = [0.5] if classes == 1 else [index / (classes - 1) for index in range(classes)]
    return tuple(unit.rgb_hex_str(start + (end - start) * point)[:7] for point in points)
