"""Writing rows of the case's own classes as CSV: the columns are the fields of the class."""

import csv
from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any


def cell(value: object) -> str:
    """A value as the tables write it: empty for None, true and false, at most ten significant digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        text = f"{value:.10g}"
        return format(value, ".0f") if "e" in text else text
    return str(value)


def write_table(folder: Path, name: str, table: Sequence[Any]) -> None:
    """Write dataclass rows to ``name``.csv."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([f.name for f in fields(table[0])])
        writer.writerows([cell(value) for value in astuple(row)] for row in table)
