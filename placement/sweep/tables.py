"""results.parquet and results.csv."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from placement import spreadsheet
from placement.sweep.change import text
from placement.whole_file import write_whole

TEXTS = {"name", "status", "reason", "sites", "key"}
FLAGS = {"significant"}


def write_results(rows: Sequence[dict[str, Any]], parameters: Sequence[str], folder: Path) -> tuple[Path, Path]:
    """Write both files, each whole or as it was before."""
    import pyarrow as pa
    import pyarrow.csv as pc
    import pyarrow.parquet as pq

    columns = {name: _column([row[name] for row in rows], parameter=name in parameters, name=name) for name in rows[0]}
    table = pa.table(columns)
    cells = pa.table({name: _cells(column) for name, column in columns.items()})
    written = []
    for name, write, content in (
        ("results.parquet", pq.write_table, table),
        ("results.csv", pc.write_csv, cells),
    ):
        stream = io.BytesIO()
        write(content, stream)
        write_whole(folder / name, stream.getvalue())
        written.append(folder / name)
    return written[0], written[1]


def _cells(column: Any) -> Any:
    """Return a column as it stands in a CSV file: no text in it is a formula."""
    import pyarrow as pa

    if column.type != pa.string():
        return column
    return pa.array([None if text is None else spreadsheet.written(text) for text in column.to_pylist()], pa.string())


def _column(values: list[Any], parameter: bool, name: str) -> Any:
    """One type for a column: what its numbers need, else text."""
    import pyarrow as pa

    held = [value for value in values if value is not None]
    if not parameter:
        kind = pa.string() if name in TEXTS else pa.bool_() if name in FLAGS else pa.float64()
        return pa.array(values, kind)
    if all(isinstance(value, bool) for value in held):
        return pa.array(values, pa.bool_())
    if all(isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63 for value in held):
        return pa.array(values, pa.int64())
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in held):
        return pa.array(values, pa.float64())
    return pa.array([None if value is None else text(value) for value in values], pa.string())
