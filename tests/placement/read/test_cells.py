"""Every kind of wrong cell, column, file and key of case.toml, one at a time."""

import pytest

from tests.placement.read.folder import CaseFolder

FIRM = """found -40, expected a number from 0 to 100,000 (above 0: at least 0.000001).
    Give the firm capacity in MW that the grid operator has offered: 0 if none, empty to use the stated estimate."""

CELLS = [
    ("headroom", 3, "firm_mw", "-40", FIRM),
    ("zones", 2, "levies_eur_per_mwh", "", "found an empty cell, expected a number from 0 to 100,000"),
    ("zones", 2, "levies_eur_per_mwh", "2,5", "    Write the decimal point as a point, not as a comma."),
    ("states", 2, "budget_eur", "600,000,000", "    Remove the thousands separators."),
    ("states", 2, "budget_eur", "600 000 000", "    Remove the thousands separators."),
    ("zones", 2, "levies_eur_per_mwh", "nan", "    Give a finite number."),
    ("sites", 2, "max_it_mw", "inf", "    Leave the cell empty for none."),
    ("zones", 2, "levies_eur_per_mwh", "1e400", "found 1e400, expected a number"),
    ("sites", 2, "max_it_mw", "1e30", "    No quantity is above 1e+15. Leave the cell empty for no limit."),
    ("zones", 2, "levies_eur_per_mwh", "0x10", "found 0x10, expected a number"),
    ("zones", 2, "levies_eur_per_mwh", "1_000", "found 1_000, expected a number"),
    ("zones", 2, "levies_eur_per_mwh", "٣", "found ٣, expected a number"),
    ("zones", 2, "levies_eur_per_mwh", "5 EUR", "    Write a plain number: digits, a point for decimals, no unit."),
    ("sites", 2, "ready_year", "2027.5", "sites.csv, row 2, column ready_year: found 2027.5, expected a whole number"),
    ("climate", 3, "month", "13", "found 13, expected a whole number from 1 to 12"),
    ("carbon", 2, "carbon_free_share", "90", "found 90, expected a number from 0 to 1"),
    ("accelerators", 2, "it_kw", "0", "found 0, expected a number from 0.001 to 10,000"),
    ("supplies", 2, "efficiency", "1.2", "found 1.2, expected a number from 0.01 to 1"),
    ("supplies", 2, "supply", "hydro", "found hydro, expected one of wind, solar, baseload, battery, backup"),
    ("workloads", 2, "resident", "perhaps", "found perhaps, expected true or false"),
    ("sites", 2, "name", "", "sites.csv, row 2, column name: found an empty cell, expected a text"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "line", "column", "value", "said"), CELLS)
def test_a_wrong_cell_is_named(tutorial: CaseFolder, table: str, line: int, column: str, value: str, said: str) -> None:
    tutorial.put(table, line, column, value)
    assert said in tutorial.only()


FINE = [
    ("sites", "max_it_mw", ""),
    ("sites", "line_km", "-0"),
    ("rules", "note", ""),
    ("zones", "levies_eur_per_mwh", "2e0"),
]


@pytest.mark.parametrize(("table", "column", "value"), FINE)
def test_what_a_cell_may_hold(tutorial: CaseFolder, table: str, column: str, value: str) -> None:
    tutorial.put(table, 2, column, value)
    assert tutorial.findings() == []


TOML = [
    ("max_leverage = 0.6", "max_leverag = 0.6", "column policy.max_leverag: found an unknown key, "
     "expected a key of [policy].\n    Did you mean max_leverage?"),
    ("max_leverage = 0.6", 'max_leverage = "0.6"', 'policy.max_leverage: found "0.6", expected a number from 0 to 1'),
    ("max_leverage = 0.6", "max_leverage = nan", "found nan, expected a number from 0 to 1"),
    ("max_sites_per_state = 2", "max_sites_per_state = 2.5", "found 2.5, expected a whole number from 0 to 1,000,000"),
    ("max_sites_per_state = 2", "max_sites_per_state = true", "found true, expected a whole number"),
    ('name = "tutorial"', 'name = "../elsewhere"', 'found "../elsewhere", expected a short name without slashes'),
    ("n_minus_1 = true", "n_minus_1 = 1", "found 1, expected true or false"),
    ("access_levels = [0.0, 0.1, 0.2]", "access_levels = [0.0, 2]", "expected a list, each item a number from 0 to 1"),
    ("access_levels = [0.0, 0.1, 0.2]", "access_levels = [0.1, 0.1]", "expected each level once"),
    ("years = 3", "years = 0", "column stages.0.years: found 0, expected a whole number from 1 to 60"),
    ("start_year = 2031", "start_year = 2030", "found 2030, expected 2031 or later, the end of stage 2028-30"),
    ("social_rate = 0.035", "", "column social_rate: found no such key, expected the key"),
    ('currency = "EUR"', 'currency = "USD"', 'found "USD", expected one of EUR'),
    ("hours_per_year = 8760.0", "hours_per_year = 8000", "found 8000, expected 8760 or 8784"),
    ("[solve]", "[solver]", "found an unknown section, expected a section of case.toml.\n    Did you mean solve?"),
    ("scale = 1.0", "scale = 1.0\nscale = 2.0", "found broken TOML (Cannot overwrite a value)"),
    ("scale = 1.0", "scale = ", "found broken TOML (Invalid value)"),
    ("utilisation_first_year = 0.5", "utilisation_first_year = 0.9", "expected at most utilisation, which is 0.8"),
    ("water_eur_per_m3 = 2.0", "heat_full_demand_c = 20", "expected below heat_no_demand_c, which is 15"),
    ("max_sites_per_state = 2", "max_sites = 2", "column rule: found max_sites, which [policy] gives too"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), TOML)
def test_a_wrong_key_is_named(tutorial: CaseFolder, old: str, new: str, said: str) -> None:
    tutorial.text("case.toml", old, new)
    weights = [f for f in tutorial.findings() if f.column != "weight"]
    assert len(weights) == 1
    assert said in str(weights[0])


def test_missing_and_unknown_columns(tutorial: CaseFolder) -> None:
    tutorial.text("zones.csv", "levies_eur_per_mwh", "levy_eur_per_mwh")
    assert "zones.csv, row 1, column levy_eur_per_mwh: found an unknown column" in tutorial.only()
    assert "Did you mean levies_eur_per_mwh?" in tutorial.only()


def test_a_required_column_misspelt_is_told_once(tutorial: CaseFolder) -> None:
    tutorial.text("funders.csv", "return_rate", "return_rat")
    assert "Did you mean return_rate?" in tutorial.only()


def test_a_required_column_missing(tutorial: CaseFolder) -> None:
    rows = tutorial.rows("funders")
    tutorial.write("funders", [[cell for i, cell in enumerate(row) if i != 2] for row in rows])
    assert "funders.csv, row 1, column return_rate: found no such column, expected the column" in tutorial.only()


def test_a_defaulted_column_may_be_absent(tutorial: CaseFolder) -> None:
    rows = tutorial.rows("funders")
    tutorial.write("funders", [row[:3] for row in rows])
    assert tutorial.findings() == []


def test_ten_wrong_things_are_ten_findings_in_order(tutorial: CaseFolder) -> None:
    tutorial.text("case.toml", "max_leverage = 0.6", "max_leverage = 6")
    tutorial.put("states", 2, "construction_index", "0")
    tutorial.put("zones", 3, "state", "EZ")
    tutorial.put("sites", 2, "lat", "27.7285")
    tutorial.put("sites", 3, "max_it_mw", "forty")
    tutorial.put("headroom", 3, "firm_mw", "-40")
    tutorial.put("demand", 2, "h100e", "8.000,00")
    tutorial.put("accelerators", 3, "first_stage", "2028")
    tutorial.put("cooling", 2, "pue_base", "0.9")
    tutorial.put("hourly", 30, "wind", "61")
    at = 1 + (tutorial.path / "case.toml").read_text().split("\n").index("max_leverage = 6")
    found = [(f.file.split("/")[-1], f.row, f.column) for f in tutorial.findings()]
    assert found == [
        ("case.toml", at, "policy.max_leverage"),
        ("states.csv", 2, "construction_index"),
        ("zones.csv", 3, "state"),
        ("sites.csv", 2, "lat"),
        ("sites.csv", 3, "max_it_mw"),
        ("headroom.csv", 3, "firm_mw"),
        ("demand.csv", 2, "h100e"),
        ("accelerators.csv", 3, "first_stage"),
        ("cooling.csv", 2, "pue_base"),
        ("hourly.csv", 30, "wind"),
    ]


def test_repetition_down_a_column_is_counted(tutorial: CaseFolder) -> None:
    header, *rows = tutorial.rows("hourly")
    at = header.index("wind")
    tutorial.write("hourly", [header, *([*row[:at], "many", *row[at + 1 :]] for row in rows)])
    findings = tutorial.findings()
    assert len(findings) == 11
    assert findings[-1].found == f"{len(rows) - 10} more like the one above"
