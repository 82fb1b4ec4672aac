"""A case as it stands in its files: text cells and TOML values, before any meaning is read into them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from placement.read.effect import Effect
from placement.read.findings import shown
from placement.read.notes import Note

Cell = str | None
"""Text of a cell; None where the file has no such column and ``--set`` did not give one."""


@dataclass
class RawTable:
    """A table as text. Overrides edit it; nothing else does."""

    name: str
    file: str
    """As shown to the user."""
    lines: list[int]
    """Line of each row in a text editor, header = 1."""
    cells: dict[str, list[Cell]]
    damaged: bool = False
    """Some of its text could not be read as a table: what adds rows up would mislead."""
    cut_off: bool = False
    """What follows its last row could not be read."""
    unread_keys: list[str] = field(default_factory=list)
    """What may be the keys of rows that could not be read: they are there, whatever else is wrong with them."""
    overridden: dict[tuple[str, int], str] = field(default_factory=dict)
    """(column, row index) -> the ``--set`` text that wrote the cell."""
    notes: list[Note] = field(default_factory=list)

    def cell(self, column: str, row: int) -> str:
        """Text of a cell, empty where the column is not there."""
        return (self.cells[column][row] or "") if column in self.cells else ""

    def words(self, column: str, row: int) -> str:
        """A cell as a message shows it, with the override that wrote it."""
        by = self.overridden.get((column, row))
        return shown(self.cell(column, row)) + ("" if by is None else f" (from --set {shown(by)})")


@dataclass
class RawHead:
    """``case.toml`` parsed but not checked, and where each key stands."""

    file: str
    values: dict[str, Any]
    lines: dict[tuple[str, ...], int]
    """Key path, e.g. ("policy", "max_sites") or ("stages", "0", "years") -> line."""
    readable: bool = True
    notes: list[Note] = field(default_factory=list)
    overridden: dict[tuple[str, ...], str] = field(default_factory=dict)


@dataclass
class RawCase:
    """Everything read from a case folder."""

    folder: Path
    shown: str
    head: RawHead
    tables: dict[str, RawTable]
    unread: frozenset[str]
    """Tables whose file is there but could not be read at all."""
    effects: list[Effect] = field(default_factory=list)
    """What each override did, in the order given."""

    def has(self, table: str) -> bool:
        """Whether the folder holds the table, readable or not."""
        return table in self.tables or table in self.unread

    @property
    def powered(self) -> bool:
        """Whether power and accelerators are modelled: any table of theirs is there."""
        from placement.read.schema import POWER_TABLES

        return any(self.has(table) for table in POWER_TABLES)
