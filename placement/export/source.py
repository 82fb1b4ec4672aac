"""What an export is made from: every table of a run folder with typed columns, its features, summary and manifest."""

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from placement import spreadsheet
from placement.export.columns import TEXT, heading, unit
from placement.export.extras import alternatives, explanations
from placement.json_file import DamagedJson, read_object

ORDER = ("sites", "capacity", "accelerators", "work", "service", "supply", "funding", "access", "limits", "costs")
"""Tables in the order of the run format; others follow by name, the hours last."""
DISPATCH = "dispatch"


class BadRun(ValueError):
    """A folder that cannot be read as a run: which file, and what to do."""


@dataclass(frozen=True)
class Source:
    """A run folder, read."""

    folder: Path
    summary: Mapping[str, Any]
    manifest: Mapping[str, Any]
    features: Sequence[Mapping[str, Any]]
    tables: Mapping[str, pa.Table]
    """Columns of words are strings, all others numbers; an empty cell is null."""

    @property
    def case(self) -> str:
        """Name of the case."""
        return str(self.summary.get("case") or "unnamed")


def read_source(folder: Path) -> Source:
    """Read the folder; raise BadRun where it is no run or a file of it is broken."""
    summary, plan, manifest = (_object(folder / name) for name in ("summary.json", "plan.geojson", "manifest.json"))
    features = plan.get("features")
    if not isinstance(features, list):
        raise BadRun(f"{folder / 'plan.geojson'}: found no list of features. Solve the case again.")
    return Source(folder, summary, manifest, features, _tables(folder))


def _object(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise BadRun(f"{path}: not found. Name a run folder to export; make one with `placement solve`.")
    try:
        return read_object(path, paths=path.name == "manifest.json")
    except DamagedJson as error:
        raise BadRun(f"{error} Solve the case again.") from error


def _tables(folder: Path) -> dict[str, pa.Table]:
    found = {path.stem: path for path in sorted(folder.glob("*.csv"))}
    names = [*(name for name in ORDER if name in found), *(name for name in found if name not in ORDER)]
    tables = {name: read_csv(found[name]) for name in names}
    tables |= _extras(folder)
    hours = folder / f"{DISPATCH}.parquet"
    if hours.is_file():
        try:
            with hours.open("rb") as stream:  # Arrow itself opens no path that is not UTF-8
                tables[DISPATCH] = pq.read_table(stream).replace_schema_metadata(None)
        except (pa.ArrowException, OSError) as error:
            raise BadRun(f"{hours}: not a Parquet file ({error}). Solve the case again.") from error
    return {name: described(table) for name, table in tables.items()}


def _extras(folder: Path) -> dict[str, pa.Table]:
    """Return what later commands added as JSON, where they did."""
    made = {"alternatives": alternatives, "explanations": explanations}
    found = {}
    for name, table in made.items():
        path = folder / f"{name}.json"
        if path.is_file():
            try:
                found[name] = table(_object(path))
            except (AttributeError, KeyError, TypeError, ValueError, pa.ArrowException) as error:
                raise BadRun(f"{path}: not as a run has it ({error}). Make it again.") from error
    return found


def read_csv(path: Path) -> pa.Table:
    """Read a table of a run; a cell that is no number in a column of numbers is told by its place."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            header, *rows = [list(map(spreadsheet.read, row)) for row in csv.reader(stream)] or [[]]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadRun(f"{path}: not a CSV file in UTF-8 ({error}). Solve the case again.") from error
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise BadRun(f"{path}, row {number}: found {len(row)} cells, expected {len(header)}. Solve the case again.")
    columns = [_column(path, name, [row[index] for row in rows]) for index, name in enumerate(header)]
    return pa.table(columns, names=header)


def _column(path: Path, name: str, cells: list[str]) -> pa.Array:
    if name in TEXT:
        return pa.array([cell or None for cell in cells], pa.string())
    numbers: list[float | None] = []
    for row, cell in enumerate(cells, start=2):
        number = _number(cell)
        if cell and number is None:
            if not unit(name):  # a column that this version does not know, and whose name promises no figures
                return pa.array([cell or None for cell in cells], pa.string())
            raise BadRun(f"{path}, row {row}, column {name}: found {cell!r}, expected a number. Solve the case again.")
        numbers.append(number)
    return pa.array(numbers, pa.float64())


def _number(cell: str) -> float | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def described(table: pa.Table) -> pa.Table:
    """Return the table with words and unit in the metadata of each column."""
    fields = [
        field.with_metadata(
            {"label": heading(field.name), "unit": unit(field.name)}
            if unit(field.name)
            else {"label": heading(field.name)}
        )
        for field in table.schema
    ]
    return table.cast(pa.schema(fields)) if table.num_columns else table
