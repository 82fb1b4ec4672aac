"""Parquet of every table: typed columns, with words and unit of each in its metadata."""

from pathlib import Path

import pyarrow.parquet as pq

from placement.export.source import Source


def write_parquet(source: Source, folder: Path) -> list[Path]:
    """Write TABLE.parquet for each table of the run into the folder."""
    folder.mkdir()
    written = []
    for name, table in source.tables.items():
        path = folder / f"{name}.parquet"
        with path.open("wb") as stream:  # Arrow itself opens no path that is not UTF-8
            pq.write_table(table, stream, compression="zstd")
        written.append(path)
    return written
