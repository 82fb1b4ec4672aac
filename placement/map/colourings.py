"""What a reader may ask circles or dots to show: one figure per thing, its colours, its words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, Literal, TypeVar

from placement.map.scales import Palette, Scale, scale

Thing = TypeVar("Thing")
Numbers = Sequence[float | None]
When = Literal["stage", "last", "all", ""]
"""Of the stage shown (one value per stage), of the last stage only, of all stages together, or of no stage at all."""


@dataclass(frozen=True, slots=True)
class Colouring:
    """One value and one text per thing, in the order of the layer; lists of them, one per stage, where `when` says so.

    The colours are a scale's, or, for shares of a whole, those of `parts`.
    """

    key: str
    name: str
    when: When
    values: tuple[Any, ...]
    texts: tuple[Any, ...]
    scale: Scale | None = None
    parts: tuple[tuple[str, str], ...] = ()
    """Label and key of each part of the whole, where the values are lists of shares."""
    note: str = ""
    missing: str = "no figure"
    """What the legend says of things without a value."""
    label: str = ""
    """What stands before a text at the pointer; empty where the text speaks for itself."""

    def as_json(self) -> dict[str, Any]:
        """Return what the page reads."""
        return {
            "key": self.key,
            "name": self.name,
            "when": self.when,
            "values": self.values,
            "texts": self.texts,
            "scale": self.scale.as_json() if self.scale else None,
            "parts": self.parts,
            "note": self.note,
            "missing": self.missing,
            "label": self.label,
        }


@dataclass(frozen=True, slots=True)
class Quantity(Generic[Thing]):
    """A figure that things of a layer have, shown in `unit` = value / `size` in the legend, by `text` elsewhere."""

    key: str
    name: str
    title: str
    unit: str
    value: Callable[[Thing], float | None]
    text: Callable[[float | None], str]
    palette: Palette
    when: When = "all"
    size: float = 1.0
    note: str = ""
    missing: str = "no figure"

    def colouring(self, things: Iterable[Thing]) -> Colouring | None:
        """Return the colouring of `things`; None where the run knows the figure of none of them."""
        values = tuple(self.value(thing) for thing in things)
        colours = scale(self.title, self.unit, values, self.palette, self.size)
        return None if colours is None else self._coloured(values, tuple(map(self.text, values)), colours)

    def by_stage(self, histories: Iterable[Numbers]) -> Colouring | None:
        """Return the same of one list per thing; one scale serves all stages, so that their colours compare."""
        values = tuple(map(tuple, histories))
        colours = scale(self.title, self.unit, chain.from_iterable(values), self.palette, self.size)
        texts = tuple(tuple(map(self.text, history)) for history in values)
        return None if colours is None else self._coloured(values, texts, colours)

    def _coloured(self, values: tuple[Any, ...], texts: tuple[Any, ...], colours: Scale) -> Colouring:
        return Colouring(
            self.key,
            self.name,
            self.when,
            values,
            texts,
            colours,
            note=self.note,
            missing=self.missing,
            label=self.title,
        )


def known(colourings: Iterable[Colouring | None]) -> tuple[Colouring, ...]:
    """Leave out what the run does not know."""
    return tuple(colouring for colouring in colourings if colouring is not None)
