"""What a report is made of: sections of facts, charts, tables, lists and choices, as plain text and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import altair as alt

T = TypeVar("T")

NONE = "\u2013"
"""Stands in a cell without a figure."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label, its value with unit, and a word of explanation."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Figures side by side."""

    items: tuple[Fact, ...]
    kind: str = "facts"


@dataclass(frozen=True, slots=True)
class Text:
    """Sentences, each a paragraph or, as a list, a line."""

    sentences: tuple[str, ...]
    listed: bool = False
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, its heading and how to read it."""

    key: str
    heading: str
    chart: alt.TopLevelMixin
    note: str = ""
    kind: str = "chart"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, and the number that it sorts by (None: by its text)."""

    text: str
    order: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table that sorts by any column; every heading of a number has its unit."""

    heading: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    words: tuple[int, ...] = (0,)
    """Columns of words, which stand to the left."""
    wide: bool = True
    tall: bool = False
    """Long and narrow: other blocks stand beside it, one above the other."""
    folded: str = ""
    """Where it is long and few need it: the line that stands for it until it is opened."""
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several views of the same thing."""

    label: str
    blocks: tuple[Chart, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Views to choose from; on paper all of them."""

    key: str
    heading: str
    items: tuple[Choice, ...]
    note: str = ""
    kind: str = "choices"


Block = Facts | Text | Chart | Table | Choices


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the report."""

    key: str
    title: str
    lead: tuple[str, ...]
    blocks: tuple[Block, ...]

    def all_blocks(self) -> Iterator[Block]:
        """Yield the blocks, those within choices too."""
        for block in self.blocks:
            yield block
            if isinstance(block, Choices):
                for choice in block.items:
                    yield from choice.blocks


def number(value: float | None, text: str) -> Cell:
    """Return a cell that shows `text` and sorts by `value`; a dash where there is no value."""
    return Cell(NONE, None) if value is None or not text else Cell(text, value)


def word(text: str) -> Cell:
    """Return a cell of words."""
    return Cell(text or NONE)


def known(table: Table, first: int = 1) -> Table | None:
    """Return the table without the columns from `first` on that hold nothing; None where no such column is left."""
    kept = [
        column
        for column in range(len(table.head))
        if column < first or any(row[column].text != NONE for row in table.rows)
    ]
    if len(kept) <= first or not table.rows:
        return None
    return Table(
        heading=table.heading,
        head=_pick(table.head, kept),
        rows=tuple(_pick(row, kept) for row in table.rows),
        note=table.note,
        words=tuple(index for index, column in enumerate(kept) if column in table.words),
        wide=table.wide,
        tall=table.tall,
        folded=table.folded,
    )


def _pick(items: Sequence[T], kept: Sequence[int]) -> tuple[T, ...]:
    return tuple(items[index] for index in kept)
