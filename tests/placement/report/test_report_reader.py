"""What an adviser asks of the report: who pays when, what differs between sites, why these, what power costs."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from placement.map.summary import StageCount
from placement.report.parts import cost_by_site, price_path, reasons
from placement.report.records import CostRow, Limit, Service
from placement.report.run import read_run
from tests.placement.report.conftest import change
from tests.placement.report.test_report_content import drawn, text

pytestmark = pytest.mark.usefixtures("kept_charts")


def test_capital_is_told_by_stage_and_what_sites_pay_for_power(run_folder: Path, tmp_path: Path) -> None:
    html = drawn(run_folder, tmp_path)
    words = text(html)
    stages = len(json.loads((run_folder / "summary.json").read_text(encoding="utf-8"))["counts"]["by_stage"])
    assert (re.search(r"By stage: EUR [\d.]+ M in \S+ \(EU [\d.]+ %\)", words) is not None) == (stages > 1)
    assert ('id="capital-by-stage"' in html) == (stages > 1)
    assert "Most it may have paid" in words
    assert "Paid for power in all, EUR/MWh" in words
    (run_folder / "costs.csv").unlink()
    assert "Paid for power in all, EUR/MWh" not in text(drawn(run_folder, tmp_path))


def test_owners_and_lenders_are_told_apart(run_folder: Path, tmp_path: Path) -> None:
    change(run_folder / "summary.json", lambda summary: summary["investor"].update(project_irr=-0.1, dscr_min=1.1))
    assert "Lenders are paid, owners are not." in text(drawn(run_folder, tmp_path))


def test_price_and_cost_are_told_by_stage(solved: Path) -> None:
    run = read_run(solved)
    first, last = run.stages[0], run.stages[-1]
    stages = tuple(StageCount(stage=stage, served_h100e=2.0) for stage in (first, last))
    costs = [
        CostRow(term=term, stage=stage, eur_per_year=8760 * eur)
        for stage, term, eur in (
            *((first, "upkeep", 2.6), (first, "unmet_demand", 3.0)),
            *((last, "upkeep", 2.2), (last, "unmet_demand", 1.5)),
        )
    ]
    unmet = tuple(Service(stage=stage, workload="training", h100e=2.5, share=1.0) for stage in (first, last))
    counts = run.summary.counts.model_copy(update={"by_stage": stages})
    made = replace(run, summary=run.summary.model_copy(update={"counts": counts}), costs=tuple(costs), service=unmet)
    assert price_path.in_words(made) == (
        f"From {first} to {last} the price of demand not met goes from 1.200 to 0.600 EUR an hour of one H100e, and "
        "the cost of an hour sold from 1.300 to 1.100 EUR: the price falls faster than the cost."
    )
    assert price_path.in_words(replace(made, costs=())) == ""
    assert price_path.table(replace(made, costs=())) is None


def test_states_without_real_time_are_named_and_what_only_a_site_serves(run_folder: Path, tmp_path: Path) -> None:
    words = text(drawn(run_folder, tmp_path))
    assert re.search(r"Real-time, by state: (none is met in|a part in) \w+", words)
    assert "What tells for each chosen site" in words
    assert re.search(r"\d+(\.\d+)? % of real-time", words)


def test_limits_of_single_sites_are_folded_and_cache_is_not_told(run_folder: Path, tmp_path: Path) -> None:
    change(run_folder / "manifest.json", lambda manifest: manifest["options"].update(cache="/home/somebody/cache"))
    change(run_folder / "manifest.json", lambda manifest: manifest.update(notes=["zones.csv: 1 row left out"]))
    html = drawn(run_folder, tmp_path)
    assert "somebody" not in html
    assert "zones.csv: 1 row left out" in html
    assert re.search(r"<summary>Limits of single sites without room: \d+ rows</summary>", html)
    assert "g/kWh" in html


def test_non_firm_hours_and_the_design_day_are_told(run_folder: Path, tmp_path: Path) -> None:
    def lean(plan: dict[str, Any]) -> None:
        for feature in plan["features"]:
            if feature["properties"]["layer"] == "site":
                feature["properties"] |= {"headroom_firm_mw": 0.0, "headroom_non_firm_mw": 50.0}

    assert "Non-firm power, last stage" not in text(drawn(run_folder, tmp_path))
    change(run_folder / "plan.geojson", lean)
    words = text(drawn(run_folder, tmp_path))
    assert re.search(r"Vaasa 8,760 \d+", words.split("Non-firm power, last stage")[1])
    assert "Peak on the design day" in words


def test_what_differs_between_sites_adds_up(solved: Path) -> None:
    run = read_run(solved)
    one, two = run.sites
    dear = one.model_copy(update={"cost_eur": 300.0, "lcoc_sold_eur_per_h100eh": 3.0, "siting_cost_eur": 200.0})
    cheap = two.model_copy(update={"cost_eur": 100.0, "lcoc_sold_eur_per_h100eh": 2.0, "siting_cost_eur": 75.0})
    both = replace(run, sites=(dear, cheap))
    assert cost_by_site.cheapest(both.sites) == cheap
    assert cost_by_site.differing(both) == (200 / 100 - 75 / 50) * 100
    assert cost_by_site.differing(replace(run, sites=(dear,))) is None


def test_only_what_no_other_site_serves_counts(solved: Path) -> None:
    run = read_run(solved)
    one, two = (site.site for site in run.sites)
    rows = tuple(
        Service(stage=run.last, workload="real-time", region=region, site=site, share=0.5, h100e=h100e)
        for region, site, h100e in (("A", one, 30.0), ("B", one, 20.0), ("B", two, 10.0), ("C", "", 40.0))
    )
    limit = Limit(limit="latency", scope="real-time", stage=run.last, value=20.0, bound=25.0, slack=5.0, unit="ms")
    table = reasons.reasons(replace(run, service=rows, limits=(limit,)))
    assert table is not None
    told = [row[-1].text for row in table.rows]
    assert told == ["30 % of real-time", "\u2013"]


def test_headroom_is_drawn_by_stage(run_folder: Path, tmp_path: Path) -> None:
    plan = json.loads((run_folder / "plan.geojson").read_text(encoding="utf-8"))
    site = next(f["properties"] for f in plan["features"] if f["properties"]["layer"] == "site")
    stage = site["by_stage"][0]
    words = f'aria-label="{stage["stage"]} {site["name"]}, firm: {stage["headroom_firm_mw"]:,.0f} MW"'
    several = len(json.loads((run_folder / "summary.json").read_text(encoding="utf-8"))["counts"]["by_stage"]) > 1
    assert (words in drawn(run_folder, tmp_path)) == several


def test_in_short_says_what_each_site_serves_alone(run_folder: Path, tmp_path: Path) -> None:
    assert re.search(r"Why there Price is not all\. .*?: [^.]*\d %", text(drawn(run_folder, tmp_path)))


def test_sites_of_one_name_are_told_apart_and_the_earlier_stands_first(run_folder: Path) -> None:
    def two_of_one_name(plan: dict[str, Any]) -> None:
        chosen = [f["properties"] for f in plan["features"] if f["properties"]["layer"] == "site"]
        early, late = chosen[:2]
        stage = early["by_stage"][0]
        early |= {"name": "Twin", "opened_stage": "the first", "by_stage": [stage, stage]}
        late |= {"name": "Twin", "opened_stage": "a later one", "by_stage": [stage]}

    change(run_folder / "plan.geojson", two_of_one_name)
    sites = read_run(run_folder).sites
    twins = [site for site in sites if site.name.startswith("Twin")]
    assert [site.opened_stage for site in twins] == ["the first", "a later one"]
    assert [site.name for site in twins] == [f"Twin ({site.site})" for site in twins]
