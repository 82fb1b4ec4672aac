"""results.parquet and results.csv."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

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
    written = []
    for name, write in (("results.parquet", pq.write_table), ("results.csv", pc.write_csv)):
        stream = io.BytesIO()
        write(table, stream)
        write_whole(folder / name, stream.getvalue())
        written.append(folder / name)
    return written[0], written[1]


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
