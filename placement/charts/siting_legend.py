"""The legend of a map of sites, in its top left corner, where the sea is. Pixels."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import altair as alt

from placement.charts import theme
from placement.charts.siting_labels import LINE, Box, text_width
from placement.charts.siting_marks import Radius, Row, bounding, rings, symbols, texts
from placement.charts.theme import Colour

_KEY_X, _KEY_TEXT, _HEADING_X, _KEY_RADIUS = 22.0, 46.0, 6.0, 6.0
"""Middle of the symbols, left end of the words, left end of a heading, radius of the symbols of kinds."""


@dataclass(frozen=True)
class Kind:
    """A kind of site, told apart by colour and by shape (circle, square or diamond)."""

    label: str
    colour: Colour
    shape: str = "circle"


@dataclass(frozen=True)
class Sizes:
    """What sizes mean: some of them with their words, and the meaning of a dashed ring."""

    title: str
    steps: tuple[tuple[float, str], ...]
    ring: str = ""


@dataclass(frozen=True)
class Entry:
    """A line of the legend: a symbol (none for a heading) and its words."""

    text: str
    size: float = 0.0
    shape: str = "circle"
    fill: Colour | None = None
    dashed: bool = False
    y: float = 0.0

    @property
    def box(self) -> Box:
        """What it covers."""
        return (0.0, self.y - LINE / 2, _KEY_TEXT + text_width(self.text), self.y + LINE / 2)


def round_sizes(largest: float) -> tuple[float, ...]:
    """Return two round sizes up to the largest, the greater first; none where nothing has a size."""
    if largest <= 0:
        return ()
    power = 10.0 ** math.floor(math.log10(largest))
    top = next(step * power for step in (5.0, 2.0, 1.0) if step * power <= largest * (1 + 1e-9))
    return (top, top / 4 if top == 2 * power else top / 5)


def legend(kinds: Sequence[Kind], sizes: Sizes, radius: Radius, *, candidates: bool, ringed: bool) -> tuple[Entry, ...]:
    """Return the lines of the legend in their places."""
    return tuple(_stacked(_entries(kinds, sizes, radius, candidates, ringed)))


def _entries(kinds: Sequence[Kind], sizes: Sizes, radius: Radius, candidates: bool, ringed: bool) -> Iterator[Entry]:
    for kind in kinds:
        yield Entry(kind.label, bounding(_KEY_RADIUS, kind.shape), kind.shape, kind.colour)
    if candidates:
        yield Entry("other candidates", 12.0, fill=theme.SOFT)
    if sizes.steps:
        yield Entry(sizes.title)
    for size, words in sizes.steps:
        yield Entry(words, radius.vega(size, "circle"))
    if ringed:
        yield Entry(sizes.ring, bounding(_KEY_RADIUS, "circle"), dashed=True)


def _stacked(entries: Iterator[Entry]) -> Iterator[Entry]:
    """Stack the lines from the top left, each as high as its symbol needs."""
    y = 4.0
    for entry in entries:
        height = max(LINE + 3, math.sqrt(entry.size) + 4)
        yield Entry(entry.text, entry.size, entry.shape, entry.fill, entry.dashed, y + height / 2)
        y += height


def drawn(entries: Sequence[Entry]) -> Iterator[alt.Chart]:
    """Draw the legend."""
    filled = [_row(entry, entry.fill) for entry in entries if entry.fill is not None]
    if filled:
        yield symbols(filled, 1, aria=False)
    for dashed in (False, True):
        rows = [_row(e, theme.INK) for e in entries if e.fill is None and e.size and e.dashed == dashed]
        if rows:
            yield rings(rows, dashed=dashed)
    words: list[Row] = [{"x": _KEY_TEXT if e.size else _HEADING_X, "y": e.y, "text": e.text} for e in entries]
    yield texts(words, theme.INK, baseline="middle")


def _row(entry: Entry, colour: Colour) -> Row:
    style = {"shape": entry.shape, "fill": colour.light, "words": entry.text}
    return {"x": _KEY_X, "y": entry.y, "size": entry.size, **style}
