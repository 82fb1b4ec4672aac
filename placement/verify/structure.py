"""Names that the case does not know, rows that nothing calls for, rows that are missing."""

from collections.abc import Container, Iterable
from typing import Any

import numpy as np
import pandas as pd

from models.case import EU_POOL, Case
from placement.verify.derived import Derived
from placement.verify.ledger import Ledger
from placement.verify.money import stages_by_name
from placement.verify.rows import records, tuples
from placement.verify.tables import RunTables

SITE_TERMS = [
    "accelerators_capital",
    "facility_capital",
    "connection_capital",
    "grid_energy",
    "network_and_levies",
    "electricity_tax",
    "demand_charge",
    "ppa",
    "battery",
    "backup",
    "lost_compute",
    "carbon_price",
    "water",
    "heat_sold",
    "upkeep",
    "staff",
    "fixed_site",
    "network_and_fibre",
    "land",
    "residency_surcharge",
    "assignment",
]
"""Cost terms that belong to one site."""
FLEET_TERMS = ("price_rise", "unmet_demand")
"""Cost terms that belong to no single site."""
HOUR_KEY = ["period", "day", "hour"]


def check_structure(case: Case, derived: Derived, run: RunTables, ledger: Ledger) -> bool:
    """Whether the tables name only what exists and fit together; numbers are looked at only then."""
    before = len(ledger.failures)
    _names(case, run, ledger)
    if len(ledger.failures) > before:
        return False
    _one_cooling(run, ledger)
    _rows_fit(case, run, ledger)
    if len(ledger.failures) > before:
        return False
    _hours(case, derived, run, ledger)
    return len(ledger.failures) == before


def _names(case: Case, run: RunTables, ledger: Ledger) -> None:
    stages, coolings = stages_by_name(case), set(case.cooling)
    if not coolings or any(site.capacity_h100e is not None for site in case.sites.values()):
        coolings |= {""}
    generations = set(case.accelerators)
    assets = generations | {"facility", "connection"}
    regions = set(case.regions) | {EU_POOL}
    supplies = {kind for _, kind in case.supplies} | {"grid"}
    known: list[tuple[str, pd.DataFrame, str, Container[str]]] = [
        ("sites.csv", run.sites, "opened_stage", stages),
        ("sites.csv", run.sites, "cooling", coolings),
        ("capacity.csv", run.capacity, "cooling", coolings),
        ("accelerators.csv", run.accelerators, "accelerator", generations),
        ("work.csv", run.work, "accelerator", generations),
        ("work.csv", run.work, "kind", {"training", "inference"}),
        ("service.csv", run.service, "workload", case.workloads),
        ("service.csv", run.service, "region", regions),
        ("supply.csv", run.supply, "supply", supplies),
        ("funding.csv", run.funding, "asset", assets),
        ("funding.csv", run.funding, "funder", case.funders),
        ("costs.csv", run.costs, "term", {*SITE_TERMS, *FLEET_TERMS}),
    ]
    for name in ("capacity", "accelerators", "work", "supply", "funding", "service", "costs"):
        known.append((f"{name}.csv", getattr(run, name), "stage", stages))
    known.append(("dispatch.parquet", run.dispatch, "stage", stages))
    for name in ("capacity", "accelerators", "work", "supply", "funding", "sites"):
        known.append((f"{name}.csv", getattr(run, name), "site", case.sites))
    known.append(("dispatch.parquet", run.dispatch, "site", case.sites))
    known += [(f"{n}.csv", getattr(run, n), "site", {*case.sites, ""}) for n in ("service", "costs")]
    if run.access is not None:
        known.append(("access.csv", run.access, "site", case.sites))
    for file, frame, column, names in known:
        _unknown(file, frame, column, names, ledger)


def _unknown(file: str, frame: pd.DataFrame, column: str, names: Container[str], ledger: Ledger) -> None:
    ledger.checked += len(frame)
    for value in frame[column].unique():
        if value not in names:
            ledger.fail("names", f"{file}, column {column}", str(value) or "empty", "a name that the case knows")


def _one_cooling(run: RunTables, ledger: Ledger) -> None:
    doubled = run.capacity[run.capacity.duplicated(["stage", "site"])]
    ledger.checked += len(run.capacity)
    for row in records(doubled):
        ledger.fail("one cooling", f"capacity.csv, site {row.site}, stage {row.stage}", "several coolings", "one")


def _rows_fit(case: Case, run: RunTables, ledger: Ledger) -> None:
    """Every row of a site stands at an open site (with its cooling) and every open site has its rows."""
    open_cooled = _keys(run.capacity, ["stage", "site", "cooling"])
    opened = _keys(run.capacity, ["stage", "site"])
    for file, frame in (("accelerators.csv", run.accelerators), ("supply.csv", run.supply)):
        _within(file, _keys(frame, ["stage", "site", "cooling"]), open_cooled, ledger)
    used = [("work.csv", run.work), ("funding.csv", run.funding)]
    used += [(n, f[f["site"] != ""]) for n, f in (("service.csv", run.service), ("costs.csv", run.costs))]
    for file, frame in used:
        _within(file, _keys(frame, ["stage", "site"]), opened, ledger)
    _rows_of_last_stage(case, run, ledger)
    wanted = _keys(run.capacity[run.capacity["cooling"] != ""], ["stage", "site", "cooling"])
    _same_rows("dispatch.parquet", _keys(run.dispatch, ["stage", "site", "cooling"]), wanted, ledger)
    fleet = run.costs[(run.costs["site"] == "") & run.costs["term"].isin(SITE_TERMS)]
    for row in records(fleet):
        ledger.fail("rows", f"costs.csv, term {row.term}, stage {row.stage}", "no site", "a site")


def _rows_of_last_stage(case: Case, run: RunTables, ledger: Ledger) -> None:
    last = case.stages[-1].stage
    in_last = run.capacity[run.capacity["stage"] == last]
    _same_rows("sites.csv", _keys(run.sites, ["site", "cooling"]), _keys(in_last, ["site", "cooling"]), ledger)
    if run.access is not None:
        _same_rows(
            "access.csv",
            _keys(run.access, ["site"]),
            _keys(run.capacity[run.capacity["cooling"] != ""], ["site"]),
            ledger,
        )


def _hours(case: Case, derived: Derived, run: RunTables, ledger: Ledger) -> None:
    """Each open site has every hour of its zone, in order."""
    groups: dict[Any, pd.DataFrame] = dict(tuple(run.dispatch.groupby(["stage", "site", "cooling"], sort=False)))
    for (stage, site, cooling), rows in groups.items():
        zone = case.sites[site].zone
        where = f"dispatch.parquet, stage {stage}, site {site}, cooling {cooling}"
        if not ledger.require(zone is not None, "rows", where, "dispatch of a site without a zone", "none"):
            continue
        wanted = derived.zone_hours(stage, str(zone))[HOUR_KEY].to_numpy(dtype=float)
        found = rows[HOUR_KEY].to_numpy(dtype=float)
        same = found.shape == wanted.shape and bool(np.array_equal(found, wanted))
        ledger.require(same, "hours", where, "hours that differ from hourly.csv", "the hours of the zone, in order")


def _keys(frame: pd.DataFrame, columns: list[str]) -> set[tuple[str, ...]]:
    return set(tuples(frame, *columns))


def _within(file: str, found: Iterable[tuple[str, ...]], wanted: set[tuple[str, ...]], ledger: Ledger) -> None:
    for key in sorted(set(found) - wanted):
        ledger.fail("rows", file, " / ".join(key), "a site that is open in the stage (with its cooling)")


def _same_rows(file: str, found: set[tuple[str, ...]], wanted: set[tuple[str, ...]], ledger: Ledger) -> None:
    ledger.checked += len(wanted)
    for key in sorted(found - wanted):
        ledger.fail("rows", file, " / ".join(key), "no such row: the site is not open there")
    for key in sorted(wanted - found):
        ledger.fail("rows", file, "nothing", " / ".join(key))
