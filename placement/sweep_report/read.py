"""Read the folder of a sweep: results, sweep.json, and what the case folder says of the sites."""

import csv
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from placement import spreadsheet
from placement.json_file import DamagedJson, read_object
from placement.map.fields import typed
from placement.map.summary import Summary
from placement.map.text import clean
from placement.read.findings import Finding
from placement.read.folders import display
from placement.sweep_report.records import DesignRecord, SiteRecord, StoredResult, SweepRecord
from placement.sweep_report.results import LCOC_SOLD, Columns, read_results
from placement.sweep_report.swept import Design, Parameter, Places, Row, Swept, Value
from placement.sweep_report.trouble import RUN_AGAIN, SOLVE_AGAIN, NoSweep, refused

MANIFEST = "sweep.json"
SITES = "sites.csv"
OTHER_NAMES = "the names in sweep.json, in their order"


def read_sweep(folder: Path) -> Swept:
    """Read and check the folder. Raises NoSweep with all that is wrong with a file."""
    content = _manifest(folder / MANIFEST)
    record = _record(folder / MANIFEST, content)
    path, columns = read_results(folder, record.parameters)
    _same_cases(path, columns, record)
    rows = tuple(_rows(columns, record.parameters))
    parameters = _parameters(record)
    by_name = dict(zip(columns["name"], rows, strict=True))
    by_column = dict(zip(record.parameters, parameters, strict=True))
    return Swept(
        record,
        parameters,
        rows,
        tuple(
            _design(folder, design, document, by_column, by_name)
            for design, document in zip(record.designs, content.get("designs") or (), strict=True)
        ),
        _places(record),
        columns,
        _base_summary(record),
    )


def _manifest(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise NoSweep(
            f"{display(path.parent)} is no sweep: it has no {MANIFEST}. `placement sweep` makes such a folder."
        )
    try:
        return read_object(path, paths=True)
    except DamagedJson as error:
        raise NoSweep(f"{error} {RUN_AGAIN}") from error


def _record(path: Path, content: dict[str, Any]) -> SweepRecord:
    try:
        record = typed(SweepRecord, content, display(path))
    except ValueError as error:
        raise NoSweep(str(error).replace("Solve the case again.", RUN_AGAIN)) from error
    if not record.cases:
        raise NoSweep(f"{display(path)}, cases: found none, expected the cases of the sweep. {RUN_AGAIN}")
    return record


def _same_cases(path: Path, columns: Columns, record: SweepRecord) -> None:
    names, listed = columns["name"], [case.name for case in record.cases]
    if names == listed:
        return
    here = next((i for i, pair in enumerate(zip(names, listed, strict=False)) if pair[0] != pair[1]), None)
    if here is not None:
        found, expected = f"{names[here]}", f"{listed[here]}, as in {MANIFEST}"
        raise refused([Finding(display(path), here + 2, "name", found, expected, RUN_AGAIN)])
    found, expected = f"{len(names):,} rows", f"{len(listed):,}, one for each case of {MANIFEST}"
    raise refused([Finding(display(path), None, None, found, expected, RUN_AGAIN)])


def _rows(columns: Columns, parameters: tuple[str, ...]) -> list[Row]:
    values = list(zip(*([_value(cell) for cell in columns[name]] for name in parameters), strict=True))
    base_has_plan = columns["objective_eur"][0] is not None
    lcoc = columns.get(LCOC_SOLD)
    return [
        Row(
            index=i,
            name=clean(name),
            values=values[i] if parameters else (),
            status=columns["status"][i],
            reason=clean(columns["reason"][i] or ""),
            objective_eur=columns["objective_eur"][i],
            bound_eur=columns["bound_eur"][i],
            siting_cost_eur=columns["siting_cost_eur"][i],
            it_mw=columns["it_mw"][i],
            lcoc_sold_eur_per_h100eh=lcoc[i] if lcoc else None,
            seconds=columns["seconds"][i],
            sites=tuple(clean(site) for site in (columns["sites"][i] or "").split(";") if site),
            key=columns["key"][i] or "",
            other_money=base_has_plan
            and columns["objective_eur"][i] is not None
            and columns["difference_eur"][i] is None,
        )
        for i, name in enumerate(columns["name"])
    ]


def _value(cell: Any) -> Value | None:
    return clean(cell) if isinstance(cell, str) else cell


def _parameters(record: SweepRecord) -> tuple[Parameter, ...]:
    """Return the columns with their paths, from the designs or, of an older sweep, from their names."""
    told = {axis.column: axis for design in record.designs for axis in design.parameters}
    made = []
    for number, column in enumerate(record.parameters):
        axis = told.get(column)
        if axis is not None:
            made.append(Parameter(number, clean(axis.path or column), axis.operator))
        elif column.endswith(" factor"):
            made.append(Parameter(number, clean(column.removesuffix(" factor")), "factor"))
        elif column.endswith(" amount"):
            made.append(Parameter(number, clean(column.removesuffix(" amount")), "amount"))
        else:
            made.append(Parameter(number, clean(column), "set"))
    return tuple(made)


def _design(
    folder: Path,
    record: DesignRecord,
    document: Mapping[str, Any],
    parameters: Mapping[str, Parameter],
    rows: Mapping[str, Row],
) -> Design:
    wrong = [
        Finding(display(folder / MANIFEST), None, f"designs, {record.kind}", found, expected, RUN_AGAIN)
        for known, names, expected in (
            (parameters, [axis.column for axis in record.parameters], "columns of the results"),
            (rows, record.cases, "names of its cases"),
        )
        for found in [name for name in names if name not in known][:1]
    ]
    if wrong:
        raise refused(wrong)
    return Design(
        record.kind,
        tuple(parameters[axis.column] for axis in record.parameters),
        tuple(rows[name] for name in record.cases),
        document,
    )


def _places(record: SweepRecord) -> Places:
    path = Path(record.case_folder) / SITES
    try:
        content = path.read_bytes()
        rows = list(spreadsheet.records(content.decode("utf-8-sig").splitlines()))
        sites = {site.site: site for row in rows if (site := typed(SiteRecord, row, SITES)).site}
    except FileNotFoundError:
        return Places(
            {}, "The case folder that the sweep read is not here any more, so sites have no names and no map."
        )
    except (OSError, ValueError, csv.Error) as error:
        reason = clean(str(error).replace("Solve the case again.", ""))
        return Places({}, f"sites.csv of the case cannot be read ({reason}), so sites have no names and no map.")
    if record.inputs.get(SITES) not in (None, hashlib.sha256(content).hexdigest()):
        return Places(sites, "sites.csv has changed since the sweep: names and places are those of today.")
    return Places(sites)


def _base_summary(record: SweepRecord) -> Summary:
    """Return the summary of the unchanged case, for the years behind its euros; what is gone is not told."""
    path = Path(record.store) / record.cases[0].key / "result.json"
    try:
        there = path.is_file()
    except (OSError, ValueError):  # out of reach, or a name that this system cannot have
        there = False
    if not there:
        return Summary()
    try:
        found = read_object(path, paths=True)
    except DamagedJson as error:
        raise NoSweep(f"{error} {SOLVE_AGAIN}") from error
    try:
        return typed(StoredResult, found, display(path)).summary
    except ValueError as error:
        raise NoSweep(str(error).replace("Solve the case again.", SOLVE_AGAIN)) from error
