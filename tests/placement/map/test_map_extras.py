"""What other files of the run folder add, and that nothing stands where they are absent."""

import json
from pathlib import Path
from typing import Any

import pytest

from placement.map import draw_map, plan_map
from tests.placement.map.reading import embedded, tags_named, visible
from tests.placement.map.whole_run import STAGES, layer

CONTROLS = {"find", "circles", "dots", "shade", "trip", "workload", "lines", "stage"}


def ids(html: str) -> set[str]:
    """Return the ids of all form controls."""
    return {tag["id"] or "" for name in ("input", "select") for tag in tags_named(html, name)}


def options(html: str, control: str) -> str:
    """Return the words of a choice."""
    return visible(html.split(f'<select id="{control}"', 1)[1].split(">", 1)[1].split("</select>", 1)[0])


def test_a_whole_run_has_every_control(whole_run: Path, tmp_path: Path) -> None:
    html = draw_map(whole_run, tmp_path / "map.html").read_text(encoding="utf-8")
    assert ids(html) == CONTROLS
    assert options(html, "circles") == (
        "Cost of compute (LCOC sold) Siting cost above the cheapest "
        "Power by source Carbon, hourly-matched Water Public money, EU and state Accelerators "
        "How sure: plans within 1 % How sure: plans within 3 % "
        "Hide the sites"
    )
    assert options(html, "dots") == (
        "Where they are Siting cost, estimate Near-ties within the state Near-ties by stage of opening "
        "Grid headroom, firm Grid headroom with non-firm Ready from (energisation) "
        "How sure: plans within 1 % How sure: plans within 3 % "
        "Cost of forcing the site in Hide the candidates"
    )
    assert options(html, "trip") == "Hide the regions Mean round trip Worst round trip Share of demand met"
    assert [stage for stage, _ in embedded(html)["stages"]] == list(STAGES)


def test_alternatives_and_explanations_are_on_the_card(whole_run: Path, tmp_path: Path) -> None:
    data = embedded(draw_map(whole_run, tmp_path / "map.html").read_text(encoding="utf-8"))
    first = json.loads((whole_run / "alternatives.json").read_text(encoding="utf-8"))["within"][0]["sites"][0]["site"]
    (site,) = (item for item in data["sites"]["items"] if item["id"] == first)
    lines = [label for _, label in data["sites"]["lines"]]
    assert site["values"][lines.index("Plans within 1 % of the least cost")] == "always chosen"
    assert site["why"] == ["It has the cheapest power.", "It is early."]
    labels = [label for _, label in data["candidates"]["lines"]]
    candidate = data["candidates"]["items"][0]["values"]
    assert candidate[labels.index("Cost of forcing it in")] == "EUR 10.0 M"
    assert candidate[labels.index("Plans within 3 % of the least cost")] == "sometimes chosen"


def test_service_tells_who_is_served(whole_run: Path, tmp_path: Path) -> None:
    """1,000 H100e times its share for every workload and region: shares that are not met are known by name."""
    data = embedded(draw_map(whole_run, tmp_path / "map.html").read_text(encoding="utf-8"))
    regions = {item["id"]: item["met"] for item in data["regions"]["items"]}
    plan = json.loads((whole_run / "plan.geojson").read_text(encoding="utf-8"))
    place = data["workloads"].index("real-time") + 1
    for region in layer(plan, "region"):
        met = [s for s in region["services"] if s["workload"] == "real-time" and s["site"]]
        assert regions[region["region"]][place] == (1.0 if met else 0.0)
        assert regions[region["region"]][0] == pytest.approx(1.0 if met else 2 / 3, abs=1e-4)
    labels = [label for _, label in data["sites"]["lines"]]
    served = [dict(zip(labels, item["values"], strict=True)) for item in data["sites"]["items"]]
    assert all(int(values["Member states"]) > 0 for values in served)
    assert all(values["Round trip, mean"].endswith(" ms") for values in served)
    assert all(values["Share of demand"].endswith(" %") for values in served)


def test_what_a_region_waits_for_is_told(whole_run: Path, tmp_path: Path) -> None:
    """plan.geojson names who serves; what nobody serves is in service.csv alone."""
    path = whole_run / "plan.geojson"
    plan = json.loads(path.read_text(encoding="utf-8"))
    for region in layer(plan, "region"):
        region["services"] = [service for service in region["services"] if service["site"]]
    waiting = next(r for r in layer(plan, "region") if all(s["workload"] != "real-time" for s in r["services"]))
    path.write_text(json.dumps(plan), encoding="utf-8")
    data = embedded(draw_map(whole_run, tmp_path / "map.html").read_text(encoding="utf-8"))
    (item,) = (item for item in data["regions"]["items"] if item["id"] == waiting["region"])
    assert item["services"][-1] == [data["workloads"].index("real-time"), -1, 1.0, None]


def test_nothing_stands_for_what_is_absent(run_folder: Path, tmp_path: Path) -> None:
    html = draw_map(run_folder, tmp_path / "map.html").read_text(encoding="utf-8")
    assert "How sure" not in html.split("plan-data")[0].split("<body>")[-1]
    assert "Near-ties" not in options(html, "dots")
    assert "Share of demand met" not in options(html, "trip")
    data = embedded(html)
    assert not any("least cost" in label or "forcing" in label for _, label in data["sites"]["lines"])


def test_a_bare_plan_has_no_choices(plan_geojson: dict[str, Any]) -> None:
    keep = {"layer", "site", "name", "lat", "lon"}
    for feature in plan_geojson["features"]:
        feature["properties"] = {k: v for k, v in feature["properties"].items() if k in keep}
    html = plan_map(plan_geojson, {})
    assert ids(html) == {"find", "dots"}
    assert options(html, "dots") == "Where they are Hide the candidates"


def test_service_without_its_columns_is_refused(whole_run: Path, tmp_path: Path) -> None:
    (whole_run / "service.csv").write_text("stage,workload\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"service\.csv: column h100e not found"):
        draw_map(whole_run, tmp_path / "map.html")


ABSTRACT_SITE = {
    "layer": "site",
    "site": "w01",
    "name": "Warehouse 1",
    "state": "XX",
    "opened_stage": "one",
    "it_mw": 0.0,
    "facility_peak_mw": 0.0,
    "facility_mean_mw": 0.0,
    "accelerators": 0.0,
    "h100e": 5000.0,
    "served_h100e": 4200.0,
    "energy_mwh_per_year": 0.0,
    "capital_eur": 0.0,
    "eu_eur": 0.0,
    "state_eur": 0.0,
    "equity_eur": 0.0,
    "loan_eur": 0.0,
    "grant_eur_per_h100eh": 0.0,
    "site_type": "city-area",
    "lcoc_sold_eur_per_h100eh": 0.000634,
    "cost_eur": 23_300.0,
    "siting_cost_eur": 23_300.0,
    "siting_estimate_eur_per_mw_year": None,
    "supply_mwh_per_year": {},
    "siting_terms_eur": {"fixed_site": 7500.0, "assignment": 15_800.0},
    "by_stage": [{"stage": "one", "it_mw": 0.0, "accelerators": 0.0, "h100e": 5000.0}],
}
ABSTRACT_SUMMARY = {
    "case": "cap41",
    "objective_eur": 1_040_444.0,
    "counts": {
        "sites": 1,
        "states": 1,
        "it_mw": 0.0,
        "facility_peak_mw": 0.0,
        "accelerators": 0.0,
        "h100e": 5000.0,
        "served_h100e": 4200.0,
        "by_stage": [{"stage": "one", "sites": 1, "it_mw": 0.0, "accelerators": 0.0, "h100e": 5000.0}],
    },
    "funding_eur": {"eu": 0.0, "state": 0.0, "equity": 0.0, "loan": 0.0},
    "carbon": {"location": 0.0, "market": 0.0, "hourly": 0.0},
}


def abstract() -> str:
    """Return the page of a case without coordinates, power and money."""
    state = {"layer": "state", "state": "XX", "name": "Nowhere", "it_mw": 0.0, "public_money_eur": 0.0}
    features = [{"type": "Feature", "geometry": None, "properties": p} for p in (ABSTRACT_SITE, state)]
    return plan_map({"type": "FeatureCollection", "features": features}, ABSTRACT_SUMMARY)


def test_an_abstract_case_has_no_map_and_no_figure_it_does_not_have() -> None:
    html = abstract()
    shown = visible(html)
    data = embedded(html)
    words = json.dumps(
        [[item["values"], item["tables"], item["under"]] for item in data["sites"]["items"]], ensure_ascii=False
    )
    for absent in ("0 MW", "EUR 0", "0 t CO", "0 MWh", "0 EUR", "City area", "Accelerators", "IT power \u2013"):
        assert absent not in shown, absent
        assert absent not in words, absent
    assert 'class="folium-map"' not in html
    assert "leaflet" not in html.lower()
    assert ids(html) == {"find"}
    assert "Screening result, not a connection offer." in shown
    assert "EUR 1.04 M" in shown
    assert [head for head, _ in data["columns"]] == ["Compute, H100e", "Sold, H100e", "Cost, discounted"]
    assert data["sites"]["items"][0]["bars"][0][3] == [
        ["cost of serving", "0.000430", 100.0, "siting", 0.0],
        ["fixed cost of a site", "0.000204", 47.5, "siting", 0.0],
    ]


def test_an_abstract_page_keeps_the_same_policy() -> None:
    html = abstract()
    assert html.count("<script>") == 2
    assert html.count("'sha256-") == 2
    assert "SCRIPT-HASHES" not in html
