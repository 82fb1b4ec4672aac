"""From rows or columns of text to a table: rows and columns without any value are left out, and said to be."""

from collections.abc import Sequence

from placement.read.findings import Finding, counted
from placement.read.notes import Note
from placement.read.raw import Cell, RawTable

LONGEST_CELL = 32_767
"""Letters in one cell, as many as a spreadsheet takes."""

INDEX_ADVICE = "Remove it; pandas leaves it out with to_csv(..., index=False) or to_parquet(..., index=False)."


def as_table(
    name: str, file: str, header_line: int, header: Sequence[str], lines: list[int], columns: Sequence[list[Cell]]
) -> tuple[RawTable, list[Finding]]:
    """The table with a finding for each column without a name and each cell that is too long."""
    table = RawTable(name, file, lines, {})
    findings: list[Finding] = []
    empty: list[int] = []
    for number, (column, cells) in enumerate(zip(header, columns, strict=True), start=1):
        if column:
            findings += _too_long(table, column, cells)
            table.cells[column] = cells
        elif any(cells):
            findings.append(_unnamed(file, header_line, number))
        else:
            empty.append(number)
    if empty:
        what = "a column without a name or any value was" if len(empty) == 1 else "columns without any value were"
        table.notes.append(Note(file, f"{what} left out ({counted('column', empty)})"))
    return table, findings


def rows_left_out(file: str, lines: Sequence[int]) -> list[Note]:
    """The note on rows without any value."""
    if not lines:
        return []
    what = "1 row without any value was" if len(lines) == 1 else f"{len(lines):,} rows without any value were"
    return [Note(file, f"{what} left out ({counted('row', lines)})")]


def is_index(column: str) -> bool:
    """Whether pandas gave a column this name because its index had none."""
    return column.startswith(("Unnamed: ", "__index_level_"))


def _unnamed(file: str, line: int, number: int) -> Finding:
    if number == 1:
        found = "an unnamed first column, as pandas writes with its index"
        return Finding(file, line, None, found, "a name for each column", INDEX_ADVICE)
    found = f"no name for column {number}, which holds values"
    return Finding(file, line, None, found, "a name for each column", "Give the column its name, or remove it.")


def _too_long(table: RawTable, column: str, cells: Sequence[Cell]) -> list[Finding]:
    if max((len(cell) for cell in cells if cell), default=0) <= LONGEST_CELL:
        return []
    advice = "Shorten the text; put what does not fit into a file of its own, in a folder below the case."
    return [
        Finding(table.file, line, column, f"a cell of {len(cell):,} letters", f"at most {LONGEST_CELL:,}", advice)
        for line, cell in zip(table.lines, cells, strict=True)
        if cell and len(cell) > LONGEST_CELL
    ]
