"""An Excel workbook: summary and manifest first, then a sheet for each table.

Two rows stand above the figures: words with the unit, and below them, small, the column's name in the run folder. The
names are in a row of their own, not in comments, so that they survive copying and other programs find them:
`pandas.read_excel(..., header=1)` reads the same table as the CSV file. Text is written as text, never as a formula.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from placement.export.about import about
from placement.export.columns import TEXT, heading
from placement.export.source import Source

MOST_ROWS = 1_048_576
"""Rows of a sheet, by Excel's own limit."""
HEADS = 2
MOST_CHARACTERS = 32_767
"""Characters of a cell, by Excel's own limit."""
PROVEN = ("gap", "gap_on_screen", "siting_gap", "siting_gap_on_screen", "bound_eur")
"""Shown with all digits: a sheet rounds to the nearest, which would show more than is proven."""
_WIDEST, _NARROWEST = 42, 9


def too_long(source: Source) -> list[str]:
    """Return the tables that no sheet holds."""
    return [name for name, table in source.tables.items() if table.num_rows + HEADS > MOST_ROWS]


def write_workbook(source: Source, path: Path) -> Path:
    """Write the workbook; a table longer than a sheet is left out, and the first sheet says so."""
    import xlsxwriter

    left_out = too_long(source)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        book.set_properties(
            {"title": f"Run of {source.case}"[:255], "comments": "Screening result, not a connection offer."}
        )
        formats = Formats(book)
        _about(book, formats, source, left_out)
        for name, table in source.tables.items():
            if name not in left_out:
                _table(book.add_worksheet(_free(name, book.sheetnames)), formats, table)
    return path


def _free(name: str, taken: Iterable[str]) -> str:
    """Return a name that Excel allows for a sheet: 31 characters, some signs barred, case does not tell apart."""
    allowed, number = re.sub(r"[\[\]:*?/\\']", "-", name)[:28], 1
    free, known = allowed, {sheet.lower() for sheet in taken}
    while free.lower() in known:
        number += 1
        free = f"{allowed[:26]} {number}"
    return free


class Formats:
    """How cells look."""

    def __init__(self, book: Any) -> None:
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.bold = book.add_format({"bold": True})
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bg_color": "#E8EBE9"})
        self.name = book.add_format({"italic": True, "font_size": 8, "font_color": "#5A666F", "bottom": 1})
        figures = {"whole": "#,##0", "decimal": "#,##0.00", "small": "0.0000", "plain": "0", "proven": f"0.0{'#' * 14}"}
        self.figures = {kind: book.add_format({"num_format": shown}) for kind, shown in figures.items()}


@dataclass(frozen=True)
class _Column:
    name: str
    cells: list[Any]

    @property
    def width(self) -> float:
        """Wide enough for what stands in it, up to a limit."""
        if self.name in TEXT:
            longest = max((len(str(cell)) for cell in self.cells if cell is not None), default=0)
        else:
            longest = max(
                (len(f"{cell:,.2f}") for cell in self.cells if cell is not None and not isinstance(cell, str)),
                default=0,
            )
        return min(_WIDEST, max(_NARROWEST, longest + 2, len(self.name) * 0.72))

    @property
    def kind(self) -> str:
        """Return how its numbers are shown; the cells keep 16 digits."""
        sizes = [abs(cell) for cell in self.cells if isinstance(cell, int | float)]
        if self.name in ("hour", "day", "month", "period", "ready_year", "currency_year", "base_year"):
            return "plain"
        if self.name.rpartition(".")[2] in PROVEN:
            return "proven"
        largest = max(sizes, default=0.0)
        if all(size == int(size) for size in sizes) or largest >= 1e5:
            return "whole"
        return "decimal" if largest >= 10 else "small"


def _table(sheet: Any, formats: Formats, table: pa.Table) -> None:
    columns = [_Column(name, table[name].to_pylist()) for name in table.column_names]
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
    sheet.freeze_panes(HEADS, _frozen(columns))
    sheet.set_row(0, 45)
    sheet.autofilter(1, 0, HEADS - 1 + table.num_rows, max(0, len(columns) - 1))
    for index, column in enumerate(columns):
        sheet.write_string(0, index, heading(column.name), formats.head)
    for index, column in enumerate(columns):
        sheet.write_string(1, index, column.name, formats.name)
    shown = [formats.figures[column.kind] for column in columns]
    for row, cells in enumerate(zip(*(column.cells for column in columns), strict=True), start=HEADS):
        for index, cell in enumerate(cells):
            if cell is not None:
                _cell(sheet, row, index, cell, shown[index])


def _frozen(columns: Sequence[_Column]) -> int:
    """Return how many leading columns of words stay in sight, at most two."""
    leading = next((index for index, column in enumerate(columns) if column.name not in TEXT), len(columns))
    return min(2, leading)


def _cell(sheet: Any, row: int, index: int, cell: Any, shown: Any) -> None:
    if isinstance(cell, int | float):
        sheet.write_number(row, index, cell, shown)
    else:  # as text: a plain write() would make a formula of "=1+1"
        sheet.write_string(row, index, str(cell)[:MOST_CHARACTERS])


def _about(book: Any, formats: Formats, source: Source, left_out: Sequence[str]) -> None:
    sheet = book.add_worksheet("about")
    for index, width in enumerate((46, 24, 18, 50)):
        sheet.set_column(index, index, width)
    for row, line in enumerate(_lines(source, left_out)):
        style = formats.title if row == 0 else formats.bold if line.heads else None
        for index, cell in enumerate(line.cells):
            if isinstance(cell, int | float):
                sheet.write_number(row, index, cell, formats.figures[_Column(str(line.cells[-1]), [cell]).kind])
            elif cell:
                sheet.write_string(row, index, cell[:MOST_CHARACTERS], style)
    sheet.freeze_panes(1, 0)


@dataclass(frozen=True)
class _Line:
    cells: tuple[str | float, ...]
    heads: bool = False


def _lines(source: Source, left_out: Sequence[str]) -> Iterator[_Line]:
    yield _Line((f"Run of {source.case}",))
    yield _Line(("Screening result, not a connection offer.",))
    yield from (_Line((words,)) for words in _long(source, left_out))
    yield _Line(())
    for block in about(source):
        yield _Line(block.head, heads=True)
        yield from (_Line(cells) for cells in block.rows)
        yield _Line(())


def _long(source: Source, left_out: Sequence[str]) -> Iterator[str]:
    for name in left_out:
        rows = source.tables[name].num_rows
        yield f"{name} has {rows:,} rows, more than a sheet holds ({MOST_ROWS:,}): it is in the Parquet file alone."
