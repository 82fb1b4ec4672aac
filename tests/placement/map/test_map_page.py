"""The page as text: every layer and figure, and content with missing fields."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from placement.map import draw_map, plan_map
from tests.placement.map.reading import embedded, visible


def test_all_layers_and_figures_are_there(plan_geojson: dict[str, Any], summary: dict[str, Any]) -> None:
    html = plan_map(plan_geojson, summary)
    data = embedded(html)
    counted = {
        layer: sum(f["properties"]["layer"] == layer for f in plan_geojson["features"])
        for layer in ("site", "candidate", "region", "state")
    }
    assert {layer: len(data[f"{layer}s"]["items"]) for layer in counted} == counted
    assert counted["site"] == 5
    assert counted["state"] == 27
    assert set(data["scales"]) == {"price", "carbon", "money", "rtt"}
    assert [shown["key"] for shown in data["circles"]] == [
        "lcoc",
        "cheapest",
        "carbon",
        "water",
        "public",
        "accelerators",
    ]
    assert [shown["key"] for shown in data["dots"]] == ["headroom", "ready"]
    assert data["workloads"] == ["interactive", "real-time", "sensitive"]
    assert all(item["shape"] for item in outlines(html))
    shown = visible(html)
    for words in (
        "Screening result, not a connection offer.",
        "Case: europe",
        "1,040 MW",
        "1,258 MW",
        "507,317",
        "1.27 M H100e",
        "EUR 52.7 bn",
        "Siting cost EUR 16.3 bn",
        "LCOC sold 1.247 EUR/H100e-h",
        "LCOC installed 0.950 EUR/H100e-h",
        "European Union EUR 6.12 bn, 17 %",
        "Location-based 795 kt",
        "Market-based 353 kt",
        "Hourly-matched 530 kt",
        "Demand not met 1.2 %",
        "2034-36 5 1,040 507,317",
        "no plan of this case costs less by more than 0.05 %",
    ):
        assert words in shown, words
    assert "europe" in html.split("<title>")[1].split("</title>")[0]


def outlines(html: str) -> list[dict[str, Any]]:
    """Return code and geometry of each outline in the page."""
    found = re.search(r'id="plan-outlines">(.*?)</script>', html, flags=re.DOTALL)
    assert found
    features = json.loads(found.group(1))["features"]
    assert len(features) == 27
    return [
        {"iso2": feature["properties"]["iso2"], "shape": feature["geometry"]["coordinates"]} for feature in features
    ]


def test_every_field_may_be_missing(plan_geojson: dict[str, Any], summary: dict[str, Any]) -> None:
    bare = [
        {"type": "Feature", "geometry": None, "properties": {"layer": layer}}
        for layer in ("site", "candidate", "region", "state")
    ]
    html = plan_map({"type": "FeatureCollection", "features": bare}, {})
    assert "Screening result, not a connection offer." in visible(html)
    assert "How far this plan is from the least cost is not proven." in visible(html)
    assert "None" not in visible(html)
    assert "nan" not in visible(html).lower().replace("finance", "")
    data = embedded(html)
    assert data["scales"] == {}
    assert data["circles"] == data["dots"] == data["columns"] == data["stages"] == []
    assert data["sites"]["items"][0]["at"] is None
    plan_map({"type": "FeatureCollection", "features": []}, summary)


@pytest.mark.parametrize("empty", [None, "", float("nan"), float("inf")])
def test_empty_numbers_are_left_out(plan_geojson: dict[str, Any], summary: dict[str, Any], empty: Any) -> None:
    site = next(f for f in plan_geojson["features"] if f["properties"]["layer"] == "site")["properties"]
    site |= {"heat_mwh_per_year": empty, "lcoc_sold_eur_per_h100eh": empty, "by_stage": None}
    summary |= {"gap": empty, "siting_cost_eur": empty, "counts": None, "funding_eur": None}
    data = embedded(plan_map(plan_geojson, summary))
    labels = [label for _, label in data["sites"]["lines"]]
    item = next(item for item in data["sites"]["items"] if item["id"] == site["site"])
    values = dict(zip(labels, item["values"], strict=True))
    assert values["Heat sold"] == values["LCOC sold"] == ""
    (lcoc,) = (shown for shown in data["circles"] if shown["key"] == "lcoc")
    assert lcoc["values"][data["sites"]["items"].index(item)] is None


def test_unmet_demand_and_pool_of_sites_in_services(plan_geojson: dict[str, Any], summary: dict[str, Any]) -> None:
    region = next(f for f in plan_geojson["features"] if f["properties"]["layer"] == "region")["properties"]
    site = next(f for f in plan_geojson["features"] if f["properties"]["layer"] == "site")["properties"]["site"]
    region["services"] = [
        {"workload": "real-time", "site": "", "share": 0.25, "rtt_ms": None},
        {"workload": "real-time", "site": site, "share": 0.75, "rtt_ms": 12.34},
    ]
    data = embedded(plan_map(plan_geojson, summary))
    index = data["workloads"].index("real-time")
    place = [item["id"] for item in data["sites"]["items"]].index(site)
    assert data["regions"]["items"][0]["services"] == [[index, -1, 0.25, None], [index, place, 0.75, 12.3]]


def test_greece_under_either_code(plan_geojson: dict[str, Any], summary: dict[str, Any]) -> None:
    for feature in plan_geojson["features"]:
        if feature["properties"].get("state") == "GR":
            feature["properties"]["state"] = "EL"
    assert "GR" in {item["id"] for item in embedded(plan_map(plan_geojson, summary))["states"]["items"]}


def test_unknown_layer_is_an_error(plan_geojson: dict[str, Any], summary: dict[str, Any]) -> None:
    plan_geojson["features"][3]["properties"]["layer"] = "cable"
    with pytest.raises(ValueError, match="feature 4, property layer: found 'cable', expected one of site"):
        plan_map(plan_geojson, summary)


def test_missing_and_broken_run_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"plan\.geojson: not found"):
        draw_map(tmp_path, tmp_path / "map.html")
    (tmp_path / "plan.geojson").write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match=r"plan\.geojson, line 1: not valid JSON"):
        draw_map(tmp_path, tmp_path / "map.html")
    assert not (tmp_path / "map.html").exists()
