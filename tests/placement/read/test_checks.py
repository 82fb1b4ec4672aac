"""Each check beyond the type of a cell, broken once."""

import json
from collections.abc import Callable

import pytest

from placement.read import check_case, resolve_case
from tests.placement.read.folder import CaseFolder

Break = Callable[[CaseFolder], None]


def put(table: str, line: int, column: str, value: str) -> Break:
    return lambda case: case.put(table, line, column, value)


def toml(old: str, new: str) -> Break:
    return lambda case: case.text("case.toml", old, new)


def repeat(table: str, line: int) -> Break:
    return lambda case: case.repeat(table, line)


def drop(table: str, column: str, value: str) -> Break:
    return lambda case: case.drop_rows(table, column, value)


def add(table: str, **cells: str) -> Break:
    def append(case: CaseFolder) -> None:
        header, *rows = case.rows(table)
        template = dict(zip(header, rows[-1], strict=True))
        case.write(table, [header, *rows, list({**template, **cells}.values())])

    return append


def both(*breaks: Break) -> Break:
    def run(case: CaseFolder) -> None:
        for one in breaks:
            one(case)

    return run


CASES: dict[str, tuple[Break, str]] = {
    "duplicate site": (repeat("states", 2), "column state: found FI a second time (first in row 2), expected each key"),
    "duplicate climate": (repeat("climate", 2), "column site, month: found fi-kajaani-host 1 a second time"),
    "duplicate tranche": (repeat("headroom", 2), "found the same tranche of fi-kajaani-host as in row 2"),
    "duplicate demand": (repeat("demand", 2), "found EU training 2028-30 a second time (first in row 2)"),
    "every stage and one": (
        add("demand", region="EU", workload="training", stage="*"),
        "found 2028-30 for EU training, which has rows for every stage",
    ),
    "dangling zone": (put("sites", 2, "zone", "F"), "column zone: found F, expected a key of the zones table"),
    "dangling state": (put("regions", 2, "state", "XX"), "found XX, expected a key of the states table"),
    "dangling site": (put("climate", 2, "site", "nowhere"), "found nowhere, expected a key of the sites table"),
    "demand stage": (put("demand", 2, "stage", "2028"), "found 2028, expected a stage of case.toml or *"),
    "demand region": (put("demand", 2, "region", "E"), "found E, expected a key of the regions table or EU"),
    "demand missing": (
        drop("demand", "stage", "2031-33"), "found no row for EU training in 2031-33, expected a row for every stage"
    ),
    "first stage": (put("accelerators", 2, "first_stage", "2020"), "found 2020, expected a stage of case.toml"),
    "unknown cooling": (put("accelerator_cooling", 2, "cooling", "ice"), "found ice, expected a key of the"),
    "outside Europe": (put("sites", 2, "lat", "10"), "column lat: found 10, expected a number from 34 to 72 (Europe)"),
    "swapped": (
        both(put("sites", 2, "lat", "27.7285"), put("sites", 2, "lon", "64.2273")),
        "It looks like lat and lon are swapped.",
    ),
    "half a coordinate": (put("sites", 2, "lon", ""), "column lon: found an empty cell, expected a number"),
    "no coordinates": (
        both(put("sites", 2, "lon", ""), put("sites", 2, "lat", "")), "or a row of links with rtt_ms for region FI1B"
    ),
    "weights": (lambda c: reweigh(c, "182.5", "182.6"), "found weights of FI in stage * that add to"),
    "weight in a day": (put("hourly", 3, "weight", "181.5"), "found 181.5 after 182.5, for FI, stage *, period 1"),
    "month in a day": (put("hourly", 3, "month", "2"), "found 2 after 1, for FI, stage *, period 1, day 1"),
    "hours out of order": (put("hourly", 3, "hour", "2"), "found 24 rows that are not the hours 0 to 23"),
    "an hour twice": (repeat("hourly", 2), "found FI * 1 1 0 a second time"),
    "zone without hours": (drop("hourly", "zone", "ES"), "found no hourly rows for ES in stage 2028-30, 2031-33"),
    "zone without carbon": (drop("carbon", "zone", "ES"), "found no carbon row for ES"),
    "site without climate": (put("climate", 2, "month", "2"), "found no climate row for fi-kajaani-host in month 1"),
    "site without headroom": (drop("headroom", "site", "fi-vaasa"), "found no headroom row for fi-vaasa"),
    "no estimate": (put("sites", 3, "estimated_firm_mw", ""), "expected a number, or an estimate at the site"),
    "no zone": (put("sites", 2, "zone", ""), "column zone: found an empty cell, expected a key of the zones table"),
    "no design day": (put("sites", 2, "design_temperature_c", ""), "column design_temperature_c: found an empty cell"),
    "pool with latency": (put("workloads", 2, "max_rtt_ms", "60"), "The workload has max_rtt_ms: spread its demand"),
    "pool with residency": (put("workloads", 2, "resident", "true"), "The workload has resident: spread its demand"),
    "pool and regions": (
        add("demand", region="FI1B", workload="training", stage="*"),
        "found EU for workload training, expected either the pool or regions",
    ),
    "pool as region": (add("regions", region="EU"), "column region: found EU, expected another name"),
    "critical training": (put("workloads", 2, "critical_share", "0.5"), "found 0.5 for a training workload"),
    "price year": (put("workloads", 2, "unmet_price_year", "0"), "column unmet_price_year: found 0, expected a year"),
    "price falls from nothing": (
        both(put("workloads", 2, "unmet_fall_per_year", "1"), put("workloads", 2, "unmet_price_year", "2040")),
        "column unmet_fall_per_year: found 1 a year before 2040, which leaves no price for 2028",
    ),
    "price falls from the sky": (
        both(put("workloads", 2, "unmet_fall_per_year", "0.9"), put("workloads", 2, "unmet_price_year", "2040")),
        "expected a fall that makes the price in 2028 at most 10,000 EUR per H100e-hour",
    ),
    "battery earns": (lambda case: reprice(case), "The battery would earn money by wasting power"),
    "accelerator without cooling": (drop("accelerator_cooling", "accelerator", "rack-dense"), "no cooling for rack"),
    "air for a dense rack": (put("accelerators", 2, "rack_kw", "41"), "found air for racks of 41 kW"),
    "no funders": (lambda c: c.write("funders", c.rows("funders")[:1]), "expected somebody who pays for the capital"),
    "min over max": (put("rules", 2, "value", "4"), "expected at most max_sites, which is 3 (rules.csv, row 3)"),
    "two applied rules": (repeat("rules", 2), "found min_sites applied a second time (first in row 2)"),
    "unknown rule": (put("rules", 2, "rule", "min_site"), "column rule: found min_site, expected a policy rule"),
    "rule of text": (put("rules", 2, "rule", "carbon_account"), "expected a rule whose value is a number"),
    "half a site": (put("rules", 2, "value", "2.5"), "column value: found 2.5 for min_sites, expected a whole number"),
    "rule of nowhere": (put("rules", 2, "scope", "XX"), "column scope: found XX, expected EU or a state"),
    "source of nothing": (put("sources", 2, "table", "colling"), "found colling, expected a table of the case"),
    "source of no column": (put("sources", 2, "column", "x"), "column column: found x, expected a column of"),
    "no source": (drop("sources", "column", "pue_base"), "found no source for cooling.pue_base"),
}  # fmt: skip


def reweigh(case: CaseFolder, old: str, new: str) -> None:
    path = case.path / "hourly.csv"
    path.write_text(path.read_text().replace(f",{old},", f",{new},"))


def reprice(case: CaseFolder) -> None:
    header, *rows = case.rows("hourly")
    at = header.index("price_eur_per_mwh")
    case.write("hourly", [header, *([*row[:at], "-100", *row[at + 1 :]] for row in rows)])


@pytest.mark.parametrize("name", CASES)
def test_check(tutorial: CaseFolder, name: str) -> None:
    break_it, said = CASES[name]
    break_it(tutorial)
    found = "\n".join(str(f) for f in tutorial.findings() if f.kind == "bad-input")
    assert said in found, found


@pytest.mark.parametrize("name", ["tutorial", "europe"])
def test_the_packaged_cases_are_clean(name: str) -> None:
    assert check_case(resolve_case(name)) == []


def test_a_site_in_an_excluded_area(tutorial: CaseFolder) -> None:
    header, first, *_ = tutorial.rows("sites")
    lat, lon = (float(first[header.index(column)]) for column in ("lat", "lon"))
    ring = [[lon - 1, lat - 1], [lon + 1, lat - 1], [lon + 1, lat + 1], [lon - 1, lat + 1], [lon - 1, lat - 1]]
    feature = {"properties": {"name": "Lake"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    (tutorial.path / "exclusions.geojson").write_text(json.dumps({"features": [feature]}))
    assert "sites.csv, row 2, column lat, lon: found site fi-kajaani-host inside Lake" in tutorial.only()


def test_battery_condition_is_sharp(tutorial: CaseFolder) -> None:
    """All hours at -100 and adders of 27.4 in Finland: lease and demand charge must reach 8760 x 72.6 a MW."""
    reprice(tutorial)
    tutorial.drop_rows("supplies", "zone", "ES")
    enough = 8760 * (100 - 3 - 2 - 22.4) - 12_000
    assert not [
        f for f in tutorial.findings(f"supplies.FI.battery.yearly_eur_per_mw={enough + 1}") if "battery" in f.advice
    ]
    assert [
        f for f in tutorial.findings(f"supplies.FI.battery.yearly_eur_per_mw={enough - 1}") if "battery" in f.advice
    ]
