"""Where the values of a parameter stand along an axis: numbers by their size, words one after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from placement.charts.keys import cut
from placement.charts.parallel import Axis
from placement.sweep_report import wording
from placement.sweep_report.swept import Parameter, Row, Value, figures

MOST_LETTERS = 18
MOST_WORDS = 5
"""Words along an axis; of more, the first and the last."""


@dataclass(frozen=True)
class Scale:
    """A parameter's axis."""

    parameter: Parameter
    places: Mapping[Value | None, float]
    axis: Axis

    def at(self, value: Value | None) -> float | None:
        """Return the share of the way."""
        return self.places.get(value)

    @classmethod
    def of(cls, parameter: Parameter, rows: Sequence[Row]) -> "Scale":
        """Lay out the values of some rows."""
        values = list(dict.fromkeys(row.values[parameter.number] for row in rows))
        numbers = figures(values) or [float(i) for i in range(len(values))]
        low, across = min(numbers), max(numbers) - min(numbers)
        shares = [(number - low) / across if across else 0.5 for number in numbers]
        ends = sorted(zip(shares, values, strict=True), key=lambda end: end[0])
        if figures(values) or len(ends) > MOST_WORDS:
            ends = [ends[0], ends[-1]] if len(ends) > 1 else ends
        ticks = tuple((share, cut(wording.along(parameter, value, across), MOST_LETTERS)) for share, value in ends)
        return cls(parameter, dict(zip(values, shares, strict=True)), Axis(wording.parameter(parameter), ticks))
