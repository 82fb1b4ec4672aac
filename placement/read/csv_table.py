"""A CSV file as text columns with the line of every row."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from placement.read.as_table import as_table, rows_left_out
from placement.read.bytes_of import LARGEST_BYTES, file_text
from placement.read.findings import Finding, shown
from placement.read.folders import display
from placement.read.raw import Cell, RawTable
from placement.read.schema import TABLE
from placement.spreadsheet import read

RAGGED = "Give every row as many cells as the header; write decimals with a point and put text with a comma in quotes."


def read_csv(path: Path, name: str) -> tuple[RawTable | None, list[Finding]]:
    """Read a table; cells lose the blanks around them. No table where not even a header can be read."""
    content = file_text(path, TABLE[name].most)
    if isinstance(content, Finding):
        return None, [content]
    file = display(path)
    rows: list[tuple[int, list[str]]] = []
    blank: list[int] = []
    findings: list[Finding] = []
    with _cells_of_any_length():
        for row in _rows(content.text, file):
            if isinstance(row, Finding):
                findings.append(row)
            elif any(map(str.strip, row[1])):
                rows.append(row)
            else:
                blank.append(row[0])
    if not rows:
        advice = "Give at least the header row, or remove the file if the table is optional."
        return None, [*findings, Finding(file, 1, None, "an empty file", "a header row", advice)]
    table, more = _table(file, name, rows)
    if table is not None:
        table.damaged = table.damaged or bool(findings)
        table.cut_off = bool(findings)
        table.notes += [*content.notes, *rows_left_out(file, blank)]
    return table, findings + more


def _rows(text: str, file: str) -> Iterator[tuple[int, list[str]] | Finding]:
    """Rows with the line they start on; blank lines are skipped."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            advice = "Close every quotation mark and double those inside a text. Reading stopped at this row."
            yield Finding(file, line, None, f"broken quoting ({error})", "a row of cells", advice)
            return
        if cells:
            yield line, cells


@contextmanager
def _cells_of_any_length() -> Iterator[None]:
    """Python's own limit takes a long cell for broken quoting; ours names the cell."""
    before = csv.field_size_limit(LARGEST_BYTES)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _table(file: str, name: str, rows: list[tuple[int, list[str]]]) -> tuple[RawTable | None, list[Finding]]:
    header_line, header = rows[0][0], [cell.strip() for cell in rows[0][1]]
    wrong = header_finding(file, header_line, header)
    if wrong is not None:
        return None, [wrong]
    width = len(header)
    body = [(line, cells) for line, cells in rows[1:] if len(cells) == width]
    ragged = [
        Finding(file, line, None, f"{len(cells)} cells", f"{width} cells as in the header", RAGGED)
        for line, cells in rows[1:]
        if len(cells) != width
    ]
    by_column = list(zip(*(cells for _, cells in body), strict=True)) or [()] * width
    columns: list[list[Cell]] = [[read(cell.strip()) for cell in values] for values in by_column]
    table, findings = as_table(name, file, header_line, header, [line for line, _ in body], columns)
    table.damaged = bool(ragged)
    table.unread_keys = _unread_keys(header, TABLE[name].key[0], [row for _, row in rows[1:] if len(row) != width])
    return table, ragged + findings


def _unread_keys(header: list[str], key: str, ragged: list[list[str]]) -> list[str]:
    """The cells at the key's place, counted from either end: cells are too many or too few before it, or after."""
    if key not in header:
        return []
    at = header.index(key)
    places = ((row, place) for row in ragged for place in {at, at + len(row) - len(header)} if 0 <= place < len(row))
    return [read(row[place].strip()) for row, place in places if row[place].strip()]


def header_finding(file: str, line: int, header: list[str]) -> Finding | None:
    """What makes a header unusable: another separator, or a column twice."""
    if header[0].lower().startswith("sep="):
        advice = "Remove the line, and save the file with commas between cells."
        return Finding(file, line, None, shown(header[0]), "the names of the columns", advice)
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        advice = "Save the file with commas between cells and a point in decimals."
        return Finding(file, line, None, shown(header[0]), "cells separated by commas", advice)
    twice = next((column for i, column in enumerate(header) if column and column in header[:i]), None)
    if twice is not None:
        advice = "Remove or rename one of the two columns."
        return Finding(file, line, shown(twice), "the column twice", "each column once", advice)
    return None
