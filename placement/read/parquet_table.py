"""A parquet file as the same text columns that a CSV file gives, so that one validation serves both."""

import io
from pathlib import Path

from placement.read.bytes_of import file_bytes
from placement.read.csv_table import header_finding
from placement.read.findings import Finding
from placement.read.folders import display
from placement.read.raw import Cell, RawTable


def read_parquet(path: Path, name: str) -> tuple[RawTable | None, list[Finding]]:
    """Read a table; null becomes an empty cell. Rows count from 2, as they would below a header."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = display(path)
    content = file_bytes(path)
    if isinstance(content, Finding):
        return None, [content]
    try:
        table = pq.read_table(io.BytesIO(content))
        cells = {column: _text(table.column(i)) for i, column in enumerate(table.column_names)}
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        problem = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
        advice = "Write the table again as parquet with plain columns of numbers and text, or as CSV."
        return None, [Finding(file, None, None, f"an unreadable file ({problem})", "a parquet table", advice)]
    wrong = header_finding(file, 1, list(table.column_names))
    if wrong is not None:
        return None, [wrong]
    return RawTable(name, file, list(range(2, table.num_rows + 2)), cells), []


def _text(column: object) -> list[Cell]:
    """Values as text, the shortest that reads back to the same number; equal cells share one text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    coded = pc.cast(column, pa.string()).combine_chunks().dictionary_encode()
    texts = [str(value).strip() for value in coded.dictionary.to_pylist()]
    return ["" if code is None else texts[code] for code in coded.indices.to_pylist()]
