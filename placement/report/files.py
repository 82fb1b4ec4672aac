"""Read the files of a run folder; a file that is not there is empty, one that cannot be read is an error."""

import csv
from pathlib import Path
from typing import Any, TypeVar

from placement import spreadsheet
from placement.json_file import DamagedJson, read_object
from placement.map.fields import Record, typed

Row = TypeVar("Row", bound=Record)


def table(folder: Path, name: str, kind: type[Row]) -> tuple[Row, ...]:
    """Return the rows of the CSV file `name`; none where the run has no such table."""
    path = folder / name
    if not path.is_file():
        return ()
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(spreadsheet.records(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path}: not a CSV file in UTF-8 ({error}). Solve the case again.") from error
    return tuple(typed(kind, row, f"{path}, row {line}") for line, row in enumerate(rows, start=2))


def document(folder: Path, name: str) -> dict[str, Any]:
    """Return the object of the JSON file `name`; empty where the run has no such file."""
    path = folder / name
    if not path.is_file():
        return {}
    try:
        return read_object(path, paths=True)
    except DamagedJson as error:
        raise ValueError(f"{error} Make it again.") from error


def records(rows: Any, kind: type[Row], where: str) -> tuple[Row, ...]:
    """Type a list of JSON objects."""
    return tuple(typed(kind, row, f"{where}, entry {number}") for number, row in enumerate(rows or (), start=1))
