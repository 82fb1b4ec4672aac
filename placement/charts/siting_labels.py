"""Where the names of sites stand on a map, so that none covers another name, a mark or the legend. Pixels."""

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
LONGEST = 28
"""Characters of a name; the rest gives way to an ellipsis."""
LINE = 15.0
"""Height of a line of text."""
_NEAR, _STEP, _RINGS = 4.0, 9.0, 8
_ANGLES = (0, 180, -35, 35, 145, -145, 90, -90)
"""Degrees clockwise from the right: beside the mark first, above and below it last."""


@dataclass(frozen=True)
class Mark:
    """A mark and its name."""

    x: float
    y: float
    radius: float
    name: str


@dataclass(frozen=True)
class Label:
    """A name in its place, with a thin line from its mark where it stands apart; ``left`` and ``top`` of its box."""

    text: str
    left: float
    top: float
    line: Box | None
    """From the edge of the mark to the name."""


def shortened(name: str) -> str:
    """Return a name that is not too long for a map."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}\u2026"


def text_width(text: str) -> float:
    """Return about how wide a text is: wide characters of East Asian scripts count twice."""
    return sum(13.0 if unicodedata.east_asian_width(char) in "WF" else 7.0 for char in text)


def place_labels(marks: Sequence[Mark], taken: Sequence[Box], frame: Box) -> Iterator[Label]:
    """Place the names, the largest mark's first; a name that finds no free place is left out (the table has it)."""
    boxes = [*taken, *(_box_of(mark) for mark in marks)]
    for mark in sorted(marks, key=lambda mark: -mark.radius):
        found = next((label for label in _places(mark) if _free(_covered(label), boxes, frame)), None)
        if found is not None:
            boxes.append(_covered(found))
            yield found


def _box_of(mark: Mark) -> Box:
    return (mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius)


def _places(mark: Mark) -> Iterator[Label]:
    text = shortened(mark.name)
    width = text_width(text)
    for ring in range(_RINGS):
        for angle in _ANGLES:
            yield _label(mark, text, width, mark.radius + _NEAR + ring * _STEP, math.radians(angle), apart=ring > 0)


def _label(mark: Mark, text: str, width: float, reach: float, angle: float, *, apart: bool) -> Label:
    x, y = mark.x + reach * math.cos(angle), mark.y + reach * math.sin(angle)
    across = math.cos(angle)
    left = x if across > 0.3 else x - width if across < -0.3 else x - width / 2
    top = y - LINE / 2 + LINE / 2 * math.sin(angle)
    edge = (mark.x + mark.radius * across, mark.y + mark.radius * math.sin(angle))
    return Label(text, left, top, (*edge, x, y) if apart else None)


def _covered(label: Label) -> Box:
    return (label.left - 1, label.top, label.left + text_width(label.text) + 1, label.top + LINE)


def _free(box: Box, boxes: Sequence[Box], frame: Box) -> bool:
    inside = box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]
    return inside and not any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in boxes
    )
