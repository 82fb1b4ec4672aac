"""Words, units and sentences of the report, without drawing it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from placement.report import units, words
from placement.report.blocks import NONE, Table, known, number, word
from placement.report.parts.brief import brief
from placement.report.parts.limits import binding
from placement.report.records import Limit
from placement.report.run import read_run
from tests.placement.report.conftest import change


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (units.money([4.02e10, 1e8]).full(4.02e10), "EUR 40.2 bn"),
        (units.money([1.5e6]).full(1.5e6), "EUR 1.50 M"),
        (units.money([5610.0]).full(5610.0), "EUR 5,610"),
        (units.money([None]).name, "EUR"),
        (units.energy([3.4e6]).full(3.4e6), "3.40 TWh a year"),
        (units.energy([0.0]).text(0.0), "0"),
        (units.carbon([352_700.0]).full(352_700.0), "352.7 kt CO\u2082 a year"),
        (units.compute([30.0]).name, "H100e"),
        (units.power([40.0]).text(9.96), "10.0"),
        (units.water([200_000.0]).full(106_900.0), "106.9 thousand m\u00b3 a year"),
        (words.column("network_eur_per_mwh"), "network, EUR/MWh"),
        (words.column("demand_charge_eur_per_mw_year"), "demand charge, EUR/MW a year"),
        (words.column("it_upkeep_share"), "IT upkeep share"),
        (words.term("grid_energy"), "energy from the grid"),
        (words.term("a_new_term"), "a new term"),
        (words.listed(["a"]), "a"),
        (words.listed(["a", "b", "c"]), "a, b and c"),
        (words.isolated("Vaasa"), "Vaasa"),
        (words.isolated("\u05d7\u05d9\u05e4\u05d4"), "\u2068\u05d7\u05d9\u05e4\u05d4\u2069"),
    ],
)
def test_words_and_figures(said: str, expected: str) -> None:
    assert said == expected


def test_a_column_without_figures_is_left_out() -> None:
    rows = ((word("x"), number(None, ""), number(2.0, "2")),)
    table = known(Table("t", ("Name", "Empty, MW", "Full, MW"), rows, words=(0,)))
    assert table is not None
    assert (table.head, [cell.text for cell in table.rows[0]]) == (("Name", "Full, MW"), ["x", "2"])
    assert known(Table("t", ("Name", "Empty, MW"), ((word("x"), number(None, "")),))) is None
    assert number(None, "").text == NONE


@pytest.mark.parametrize(
    ("slack", "bound", "binds"),
    [(0.0, 5.0, True), (-3e-11, 1e5, True), (1e-6, 1.0, True), (0.11, 25.0, False), (1.0, 5.0, False)],
)
def test_a_limit_without_room_binds(slack: float, bound: float, binds: bool) -> None:
    row = Limit(limit="latency", value=bound - slack, bound=bound, slack=slack, unit="ms")
    assert bool(binding([row])) is binds


def told(folder: Path) -> dict[str, str]:
    """Return the answers in short."""
    return dict(brief(read_run(folder)))


def test_in_short(run_folder: Path) -> None:
    answers = told(run_folder)
    assert re.fullmatch(
        r"2 sites in 2 states \(IT power in brackets\): "
        r"Andorra \(Teruel\) in Spain \(\d+ MW\) and Vaasa in Finland \(\d+ MW\)\.",
        answers["Where"],
    )
    assert re.search(r"European Union EUR \d+ M \(17 %\), host states EUR", answers["Who pays"])
    assert "all cost above the accelerators at the cheapest money" in answers["At what cost"]
    assert re.search(r"Of it EUR [\d.]+ M differs between the chosen sites", answers["At what cost"])
    assert "without the price of demand not met" in answers["At what cost"]


def test_one_site_without_funding(run_folder: Path) -> None:
    def alone(plan: dict[str, Any]) -> None:
        sites = [f for f in plan["features"] if f["properties"]["layer"] == "site"]
        plan["features"] = [f for f in plan["features"] if f not in sites[1:]]

    def unpaid(summary: dict[str, Any]) -> None:
        summary.update(funding_eur=dict.fromkeys(("eu", "state", "equity", "loan"), 0.0), investor={}, unmet_share=0.0)

    change(run_folder / "plan.geojson", alone)
    change(run_folder / "summary.json", unpaid)
    answers = told(run_folder)
    assert answers["Where"].startswith("One site in one state")
    assert set(answers) & {"Who pays", "For investors", "What is not served"} == set()


def test_no_site_at_all(run_folder: Path) -> None:
    change(run_folder / "plan.geojson", lambda plan: plan.update(features=[]))
    assert told(run_folder)["Where"] == "No site is open in the last stage."


def test_many_sites_are_not_all_named(run_folder: Path) -> None:
    def many(plan: dict[str, Any]) -> None:
        site = next(f for f in plan["features"] if f["properties"]["layer"] == "site")
        for index in range(20):
            copied = json.loads(json.dumps(site))
            copied["properties"] |= {"site": f"x{index}", "name": f"Place {index}"}
            plan["features"].append(copied)

    change(run_folder / "plan.geojson", many)
    assert told(run_folder)["Where"].endswith("and 14 more.")
