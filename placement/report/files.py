"""Read the files of a run folder; a file that is not there is empty, one that cannot be read is an error."""

import json
from pathlib import Path
from typing import Any, TypeVar

from placement import spreadsheet
from placement.map.fields import Record, typed

Row = TypeVar("Row", bound=Record)


def table(folder: Path, name: str, kind: type[Row]) -> tuple[Row, ...]:
    """Return the rows of the CSV file `name`; none where the run has no such table."""
    path = folder / name
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(
            typed(kind, row, f"{path}, row {line}") for line, row in enumerate(spreadsheet.records(stream), start=2)
        )


def document(folder: Path, name: str) -> dict[str, Any]:
    """Return the object of the JSON file `name`; empty where the run has no such file."""
    path = folder / name
    if not path.is_file():
        return {}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ValueError(f"{path}, line {error.lineno}: not valid JSON ({error.msg}). Make it again.") from error
    if not isinstance(content, dict):
        raise ValueError(f"{path}: expected a JSON object, found {type(content).__name__}. Make it again.")
    return content


def records(rows: Any, kind: type[Row], where: str) -> tuple[Row, ...]:
    """Type a list of JSON objects."""
    return tuple(typed(kind, row, f"{where}, entry {number}") for number, row in enumerate(rows or (), start=1))
