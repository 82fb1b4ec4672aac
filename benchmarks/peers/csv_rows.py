"""Rows of text in a file: a dataclass is a row, its fields are the columns."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = TypeVar("Row")


def read_rows(path: Path, make: Callable[..., Row]) -> list[Row]:
    """The rows written so far; none where there is no file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [make(**row) for row in csv.DictReader(stream)]


def write_rows(path: Path, rows: "Sequence[DataclassInstance]") -> None:
    """Write them all; there is at least one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [field.name for field in fields(rows[0])], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)
