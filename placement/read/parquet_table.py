"""A parquet file as the same text columns that a CSV file gives, so that one validation serves both."""

import io
from itertools import compress
from pathlib import Path
from typing import Any
from unicodedata import is_normalized

from placement.read.as_table import as_table, rows_left_out
from placement.read.bytes_of import LARGEST_BYTES, file_bytes, letters_joined, too_many_rows
from placement.read.csv_table import header_finding
from placement.read.findings import Finding, counted
from placement.read.folders import display
from placement.read.letters import nfc
from placement.read.raw import Cell, RawTable
from placement.read.schema import TABLE

MOST_COLUMNS = 1000

ADVICE = "Write the table again as parquet with plain columns of numbers and text, or as CSV."


def read_parquet(path: Path, name: str) -> tuple[RawTable | None, list[Finding]]:
    """Read a table; null becomes an empty cell. Rows count from 2, as they would below a header."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = display(path)
    content = file_bytes(path)
    if isinstance(content, Finding):
        return None, [content]
    try:
        holds = pq.read_metadata(io.BytesIO(content))
        if (too_large := _too_large(file, holds, TABLE[name].most)) is not None:
            return None, [too_large]
        # Columns of text as codes: a long text that stands in every row is kept once.
        texts = [c.path for c in map(holds.schema.column, range(holds.num_columns)) if c.physical_type == "BYTE_ARRAY"]
        table = pq.read_table(io.BytesIO(content), read_dictionary=texts)
        columns = [_text(table.column(i)) for i in range(table.num_columns)]
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        problem = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
        return None, [Finding(file, None, None, f"an unreadable file ({problem})", "a parquet table", ADVICE)]
    header = [nfc(str(column)).strip() for column in table.column_names]
    wrong = header_finding(file, 1, header) if header else Finding(file, 1, None, "no columns", "a table", ADVICE)
    if wrong is not None:
        return None, [wrong]
    return _table(file, name, header, columns)


def _table(file: str, name: str, header: list[str], columns: list[list[Cell]]) -> tuple[RawTable, list[Finding]]:
    """The table without the rows in which no column has a value."""
    filled = [any(row) for row in zip(*columns, strict=True)]
    lines = range(2, len(filled) + 2)
    if not all(filled):
        columns = [list(compress(cells, filled)) for cells in columns]
    table, findings = as_table(name, file, 1, header, list(compress(lines, filled)), columns)
    table.notes += rows_left_out(file, [line for line, full in zip(lines, filled, strict=True) if not full])
    joined = [column for column, cells in table.cells.items() if _join_letters(cells)]
    table.notes += [letters_joined(file, counted("column", joined))] if joined else []
    return table, findings


def _join_letters(cells: list[Cell]) -> bool:
    """Give each letter of a column its one form; whether any had another."""
    other = {cell: nfc(cell) for cell in set(cells) if cell and not is_normalized("NFC", cell)}
    if other:
        cells[:] = [other.get(cell, cell) if cell else cell for cell in cells]
    return bool(other)


def _too_large(file: str, holds: Any, most_rows: int) -> Finding | None:
    """What its own head says that it holds: two megabytes may unpack to hundreds of millions of rows."""
    if holds.num_rows > most_rows:
        return too_many_rows(file, holds.num_rows, most_rows)
    if holds.num_columns > MOST_COLUMNS:
        return Finding(file, 1, None, f"{holds.num_columns:,} columns", f"at most {MOST_COLUMNS}", ADVICE)
    size = sum(holds.row_group(i).total_byte_size for i in range(holds.num_row_groups))
    if size > LARGEST_BYTES:
        found = f"{size / 1e9:.1f} GB once unpacked"
        return Finding(file, None, None, found, f"at most {LARGEST_BYTES / 1e9:.0f} GB", ADVICE)
    return None


def _text(column: Any) -> list[Cell]:
    """Values as text, the shortest that reads back to the same number; equal cells share one text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(column.type):
        coded = column.unify_dictionaries().combine_chunks()
    else:
        coded = pc.cast(column, pa.string()).combine_chunks().dictionary_encode()
    texts = [str(value).strip() for value in coded.dictionary.to_pylist()]
    return ["" if code is None else texts[code] for code in coded.indices.to_pylist()]
