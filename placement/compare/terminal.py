"""What `placement compare` prints: a short table of what changed, and what it means."""

import unicodedata
from collections.abc import Sequence

from placement.compare import numbers
from placement.compare.cautions import cautions
from placement.compare.comparison import Comparison
from placement.compare.figures import Figure
from placement.compare.story import story

WIDEST = 30
"""Columns of a run's name in the table."""
_ISOLATES = dict.fromkeys((0x2068, 0x2069))
"""What keeps names apart from the text around them on a page; on a terminal it would be shown as a number."""


def describe(comparison: Comparison) -> str:
    """Return the figures that differ and, for each run against the base, the story."""
    changed = [figure for figure in comparison.figures if any(figure.differences) or not all(figure.subtracted)]
    blocks = ["\n".join(_table(comparison, changed))] if changed else []
    for pair in comparison.pairs:
        lines = [f"! {words}" for words in cautions(pair)] + list(story(pair))
        heading = f"{pair.other.label} against {pair.base.label}:" if len(comparison.pairs) > 1 else ""
        blocks.append("\n".join([heading, *lines] if heading else lines))
    return "\n\n".join(blocks).translate(_ISOLATES)


def _table(comparison: Comparison, figures: Sequence[Figure]) -> list[str]:
    heads = ["", *(_cut(run.label) for run in comparison.runs)]
    rows = [heads, *([_cut(figure.kind.label, 46), *cells(figure)] for figure in figures)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(heads))]
    return [_line(row, widths) for row in rows]


def cells(figure: Figure) -> list[str]:
    """Return the figure in every run; beside all but the first by how much it differs."""
    texts: list[str] = []
    for value, change in zip(figure.values, figure.differences, strict=True):
        shown = figure.kind.shown(value) or "-"
        texts.append(shown if not texts or change is None else f"{shown} ({change_words(figure, change)})")
    return texts


def change_words(figure: Figure, change: float) -> str:
    """Return a difference, and where it says more than that its share."""
    share = "" if figure.kind.unit == "share" else numbers.percent(numbers.relative(figure.values[0], change))
    return ", ".join(part for part in (numbers.signed(change, figure.kind.difference), share) if part)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = (
        _padded(cell, width, left=not number) for number, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join([first, *rest]).rstrip()


def _cut(text: str, widest: int = WIDEST) -> str:
    return text if len(text) <= widest else f"{text[: widest - 1]}\u2026"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
