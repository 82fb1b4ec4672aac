"""Load a run folder into plain tables; every fault of form becomes a failure, never a traceback."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow

from placement.read import cell_text
from placement.verify import schema
from placement.verify.ledger import Ledger
from placement.verify.schema import Table

Json = Mapping[str, Any]
Array = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class RunTables:
    """The tables of a run as they stand in its files."""

    sites: pd.DataFrame
    capacity: pd.DataFrame
    accelerators: pd.DataFrame
    work: pd.DataFrame
    service: pd.DataFrame
    supply: pd.DataFrame
    dispatch: pd.DataFrame
    funding: pd.DataFrame
    limits: pd.DataFrame
    costs: pd.DataFrame
    evidence: pd.DataFrame
    access: pd.DataFrame | None
    summary: Json
    plan: Json
    manifest: Json
    log: str
    """solver.log."""


def load_run(folder: Path, ledger: Ledger, with_access: bool, manifest: Json) -> RunTables | None:
    """Read every table; None when one of them is missing or malformed (the ledger says which)."""
    before = len(ledger.failures)
    wanted = [*schema.ALWAYS, *([schema.ACCESS] if with_access else [])]
    found = {t.file: _table(folder, t, ledger) for t in wanted}
    documents = {name: load_json(folder, name, ledger) for name in ("summary.json", "plan.geojson")}
    log = _load_text(folder, "solver.log", ledger)
    if not with_access and (folder / schema.ACCESS.file).exists():
        ledger.fail("files", schema.ACCESS.file, "a file that this case does not call for (no access_levels)")
    if len(ledger.failures) > before:
        return None
    frames = {Path(name).stem: frame for name, frame in found.items() if frame is not None}
    access = frames.pop("access", None)
    summary, plan = documents["summary.json"], documents["plan.geojson"]
    if summary is None or plan is None or log is None:
        return None
    return RunTables(**frames, access=access, summary=summary, plan=plan, manifest=manifest, log=log)


def load_json(folder: Path, name: str, ledger: Ledger) -> Json | None:
    """Read a JSON object of the run."""
    text = _load_text(folder, name, ledger)
    if text is None:
        return None
    try:
        document = json_of(text)
    except (ValueError, RecursionError) as error:
        ledger.fail("files", name, f"cannot be read: {error}")
        return None
    if not ledger.require(isinstance(document, dict), "files", name, "not a JSON object"):
        return None
    result: Json = document
    return result


def json_of(text: str) -> Any:
    """JSON as a float would have its numbers: a whole number beyond all of them is infinite, so no figure equals it."""
    return json.loads(text, parse_int=_whole)


def _whole(digits: str) -> float:
    number = int(digits)
    return number if abs(number) <= sys.float_info.max else float(digits)


def _load_text(folder: Path, name: str, ledger: Ledger) -> str | None:
    path = folder / name
    if not ledger.require(path.is_file(), "files", name, "no such file in the run folder"):
        return None
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        ledger.fail("files", name, f"cannot be read: {error}")
        return None


def _table(folder: Path, table: Table, ledger: Ledger) -> pd.DataFrame | None:
    path = folder / table.file
    if not ledger.require(path.is_file(), "files", table.file, "no such file in the run folder"):
        return None
    try:
        raw = _read(path)
    except (OSError, ValueError, pyarrow.ArrowException) as error:  # pandas' parser errors are ValueErrors
        ledger.fail("files", table.file, f"cannot be read: {error}")
        return None
    columns = " ".join(map(str, raw.columns))
    same = sorted(map(str, raw.columns)) == sorted(table.columns)
    if not ledger.require(same, "columns", table.file, columns, " ".join(table.columns)):
        return None
    frame = _typed(raw, table, ledger)
    doubled = frame.duplicated(list(table.key))
    for row in np.flatnonzero(doubled.to_numpy())[:5]:
        ledger.fail("rows", f"{table.file}, row {row + 2}", "a row that names the same thing as an earlier one")
    return frame


def _read(path: Path) -> pd.DataFrame:
    if path.suffix == ".parquet":
        with path.open("rb") as stream:  # Arrow itself opens no path that is not UTF-8
            return pd.read_parquet(stream)
    cells = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    marked = [name for name in cells.columns if cells[name].str.startswith("'").any()]
    return cells.assign(**{str(name): cells[name].map(cell_text) for name in marked})


def _typed(raw: pd.DataFrame, table: Table, ledger: Ledger) -> pd.DataFrame:
    """Text as str, numbers as float; an empty cell only where it may be."""
    columns: dict[str, Array] = {}
    for name in table.columns:
        column = raw[name]
        cells = column.to_numpy() if column.dtype.kind in "iuf" else column.to_numpy(dtype=object)
        empty = np.asarray(pd.isna(cells) | (cells == ""), dtype=bool)
        if name in table.numbers:
            columns[name] = np.asarray(pd.to_numeric(cells, errors="coerce"), dtype=float)
            _rows(ledger, table, name, ~np.isfinite(columns[name]) & ~empty, cells, "a finite number")
        else:
            columns[name] = np.array([str(cell) for cell in np.where(empty, "", cells)], dtype=object)
        if name not in table.may_be_empty:
            _rows(ledger, table, name, empty, cells, "a value")
    ledger.checked += raw.size
    return pd.DataFrame(columns, index=raw.index)


def _rows(ledger: Ledger, table: Table, name: str, wrong: Array, cells: Array, wanted: str) -> None:
    for row in np.flatnonzero(wrong)[:5]:
        ledger.fail("cells", f"{table.file}, row {row + 2}, column {name}", str(cells[row]) or "empty", wanted)
