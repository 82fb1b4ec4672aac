"""The table of results as columns of values: from Parquet, or from CSV where that is gone. Broken cells are told."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from placement import spreadsheet
from placement.account.difference import ROUNDING
from placement.read.findings import Finding, shown
from placement.read.folders import display
from placement.sweep_report.swept import PLAN, WITHOUT
from placement.sweep_report.trouble import RUN_AGAIN, NoSweep, refused

Columns = Mapping[str, list[Any]]
FILES = ("results.parquet", "results.csv")
NUMBERS = ("objective_eur", "bound_eur", "gap", "siting_cost_eur", "siting_gap", "difference_eur", "it_mw", "seconds")
TEXTS = ("name", "status", "reason", "sites", "key")
FLAGS = ("significant",)
LCOC_SOLD = "lcoc_sold_eur_per_h100eh"
LCOC = (LCOC_SOLD, "lcoc_installed_eur_per_h100eh")
"""Figures that an older version did not write."""
NEEDED = (*TEXTS, *NUMBERS, *FLAGS)
LARGEST = 1e30
"""No input goes beyond 1e15, so no product of two does beyond this."""
STATUSES = (*PLAN, *WITHOUT)


def read_results(folder: Path, parameters: tuple[str, ...]) -> tuple[Path, Columns]:
    """Return the file that was read and its columns, checked cell by cell. Raises NoSweep."""
    path = next((folder / name for name in FILES if (folder / name).is_file()), None)
    if path is None:
        raise NoSweep(f"{display(folder)} has neither results.parquet nor results.csv. {RUN_AGAIN}")
    columns = _parquet(path) if path.suffix == ".parquet" else _csv(path)
    missing = [name for name in (*NEEDED, *parameters) if name not in columns]
    if missing:
        raise refused([_finding(path, None, name, "no such column", "a column of that name") for name in missing])
    findings = list(_findings(path, columns))
    if findings:
        raise refused(findings)
    return path, columns


def _parquet(path: Path) -> dict[str, list[Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with path.open("rb") as stream:  # Arrow itself opens no path that is not UTF-8
            table = pq.ParquetFile(stream).read()
    except (pa.ArrowException, OSError) as error:
        raise NoSweep(f"{display(path)} cannot be read ({' '.join(str(error).split())[:200]}). {RUN_AGAIN}") from error
    return {name: column.to_pylist() for name, column in zip(table.column_names, table.columns, strict=True)}


def _csv(path: Path) -> dict[str, list[Any]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            lines = list(csv.reader(stream))
    except (UnicodeDecodeError, csv.Error) as error:
        raise NoSweep(f"{display(path)} cannot be read as CSV in UTF-8 ({error}). {RUN_AGAIN}") from error
    head, body = (lines[0], lines[1:]) if lines else ([], [])
    uneven = [
        _finding(path, row, None, f"{len(line)} cells", f"{len(head)}, as in the header")
        for row, line in enumerate(body, start=2)
        if len(line) != len(head)
    ]
    if uneven:
        raise refused(uneven)
    return {name: [_typed(name, spreadsheet.read(line[place])) for line in body] for place, name in enumerate(head)}


def _typed(column: str, text: str) -> Any:
    """Return what a cell of a CSV file means; text that is no number stays text, for the check to tell."""
    if text == "":
        return "" if column in ("reason", "sites") else None
    if column in TEXTS:
        return text
    if text in ("true", "false"):
        return text == "true"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _findings(path: Path, columns: Columns) -> Iterator[Finding]:
    checks: dict[str, tuple[Callable[[Any], bool], str]] = {
        "name": (lambda value: isinstance(value, str) and bool(value.strip()), "a name"),
        "status": (lambda value: value in STATUSES, f"one of {', '.join(STATUSES)}"),
        "reason": (_is_text, "text"),
        "sites": (_is_text, "ids of sites, apart by ;"),
        "key": (_is_text, "text"),
        "significant": (lambda value: value is None or isinstance(value, bool), "true, false or an empty cell"),
    }
    for name in columns:
        if name in NUMBERS or name in LCOC or (name.startswith("cost_") and name.endswith("_eur")):
            checks[name] = (_is_number, f"a finite number of at most {LARGEST:g} in size, or an empty cell")
    for name, (right, expected) in checks.items():
        for row, value in enumerate(columns[name], start=2):
            if not right(value):
                yield _finding(path, row, name, _told(value), expected)
    yield from _twice(path, columns["name"])
    yield from _contradictions(path, columns)


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST)


def _twice(path: Path, names: list[Any]) -> Iterator[Finding]:
    seen: dict[Any, int] = {}
    for row, name in enumerate(names, start=2):
        if (first := seen.setdefault(name, row)) != row:
            yield _finding(path, row, "name", f"{_told(name)}, which is row {first} already", "each case once")


def _contradictions(path: Path, columns: Columns) -> Iterator[Finding]:
    """Figures of one row that cannot stand together."""
    rows = zip(*(columns[name] for name in ("status", "objective_eur", "bound_eur", "siting_cost_eur")), strict=True)
    for row, (status, objective, bound, siting) in enumerate(rows, start=2):
        if not all(_is_number(value) for value in (objective, bound, siting)):
            continue  # told above
        if status in PLAN and objective is None:
            yield _finding(path, row, "objective_eur", "an empty cell", f"a number, for the status is {status}")
        if status in PLAN and siting is None:
            yield _finding(path, row, "siting_cost_eur", "an empty cell", f"a number, for the status is {status}")
        if status in WITHOUT and objective is not None:
            yield _finding(path, row, "objective_eur", _told(objective), f"an empty cell, for the status is {status}")
        if objective is not None and bound is not None and bound > objective + ROUNDING * abs(objective):
            yield _finding(path, row, "bound_eur", _told(bound), f"at most the objective, {objective:.6g}")


def _told(value: Any) -> str:
    return "an empty cell" if value is None else shown(value)


def _finding(path: Path, row: int | None, column: str | None, found: str, expected: str) -> Finding:
    return Finding(display(path), row, column, found, expected, RUN_AGAIN)
