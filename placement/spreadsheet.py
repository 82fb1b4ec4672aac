"""Texts in CSV files that no spreadsheet takes for a formula, and that our readers give back unchanged.

Spreadsheets run a cell that begins with one of a few signs. Such a text is written with an apostrophe before it, which
is how spreadsheets themselves mark a text; reading takes one away. Numbers are left alone: -5 stays a number.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import pandas as pd

_RUN: Final = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""Signs that begin a formula, also the wide ones of Asian keyboards, and blanks that some strip before they look."""
_TO_MARK: Final = re.compile(f"'*[{_RUN}]")
_MARKED: Final = re.compile(f"''*[{_RUN}]")
_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def written(text: str) -> str:
    """Return a text as a cell of a CSV file."""
    return f"'{text}" if _TO_MARK.match(text) and not _NUMBER.fullmatch(text) else text


def read(cell: str) -> str:
    """Return the text of a cell: the inverse of `written`."""
    return cell[1:] if cell[:1] == "'" and _MARKED.match(cell) else cell


def records(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """Read the rows of a CSV file by the names of its columns, as csv.DictReader does."""
    for row in csv.DictReader(lines):
        yield record(row)


def record(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row of csv.DictReader with the texts of its cells; of a row too short or too long it has no text."""
    return {name: read(cell) if isinstance(cell, str) else cell for name, cell in row.items()}


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV."""
    texts = {str(name): column.map(_cell) for name, column in table.items() if column.dtype.kind not in "biuf"}
    # Python quotes a lone carriage return only where it is asked to quote every text.
    torn = any(isinstance(cell, str) and "\r" in cell for column in texts.values() for cell in column.unique())
    quoting: Literal[0, 2] = csv.QUOTE_NONNUMERIC if torn else csv.QUOTE_MINIMAL
    table.assign(**texts).to_csv(path, index=False, lineterminator="\n", quoting=quoting)


def _cell(value: object) -> object:
    return written(value) if isinstance(value, str) else value
