"""The page as text: self-contained, whole, safe against hostile names, content with missing fields."""

import copy
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from placement.map import assets, draw_map, plan_map

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)> \"quoted\" 'single' {{ 7*7 }} {% raw %} "
    "\u202egnp.exe \u2028 & \x00 \ud800"
)


class Tags(HTMLParser):
    """Every tag with its attributes, and the text outside script and style."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._inert = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inert = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._inert = False

    def handle_data(self, data: str) -> None:
        if not self._inert:
            self.text.append(data)


def visible(html: str) -> str:
    """Return the text of the page in one line."""
    return " ".join(" ".join(Tags(html).text).split())


def embedded(html: str) -> dict[str, Any]:
    """Return the data that the script reads."""
    found = re.search(r'<script type="application/json" id="plan-data">(.*?)</script>', html, flags=re.DOTALL)
    assert found
    content: dict[str, Any] = json.loads(found.group(1))
    return content


def test_draw_map_writes_one_file_of_modest_size(run_folder: Path, tmp_path: Path) -> None:
    path = draw_map(run_folder, tmp_path / "new" / "map.html")
    assert path == tmp_path / "new" / "map.html"
    assert 200_000 < path.stat().st_size < 2_000_000
    assert [item.name for item in path.parent.iterdir()] == ["map.html"]


def test_a_full_run_stays_under_two_megabytes(plan_geojson: dict[str, Any], summary: dict[str, Any]) -> None:
    by_layer = {
        layer: [f for f in plan_geojson["features"] if f["properties"]["layer"] == layer]
        for layer in ("site", "candidate", "region")
    }
    many = [
        copy.deepcopy(f)
        for layer, times in (("site", 8), ("candidate", 22), ("region", 13))
        for f in by_layer[layer] * times
    ]
    assert len(many) > 1000
    assert len(plan_map({**plan_geojson, "features": many}, summary).encode()) < 2_000_000


def test_every_style_and_script_is_in_the_page(plan_geojson: dict[str, Any], summary: dict[str, Any]) -> None:
    html = plan_map(plan_geojson, summary)
    own = Path(assets.__file__).parent / "assets"
    for path in (*own.glob("*.css"), *own.glob("*.js")):
        if path.name != "start_without_map.js":
            assert path.read_text(encoding="utf-8").strip() in html, path.name


def test_same_run_gives_the_same_bytes(plan_geojson: dict[str, Any], summary: dict[str, Any]) -> None:
    assert plan_map(plan_geojson, summary) == plan_map(plan_geojson, summary)


def test_nothing_is_loaded_from_anywhere(plan_geojson: dict[str, Any], summary: dict[str, Any]) -> None:
    html = plan_map(plan_geojson, summary)
    for tag, attributes in Tags(html).tags:
        assert "src" not in attributes, tag
        assert (attributes.get("href") or "data:").startswith("data:"), tag
    assert tags_named(html, "link") == [{"rel": "icon", "href": "data:,"}]
    assert set(re.findall(r"url\([^)]*\)", html)) <= {
        "url(#default#VML)"
    }  # Leaflet's, for Internet Explorer 8, within the page
    assert "@import" not in html
    # What is left: the address in Leaflet's licence line and the name of the SVG language. Neither is fetched.
    assert set(re.findall(r"https?://[\w./]+", html)) == {"https://leafletjs.com", "http://www.w3.org/2000/svg"}
    for gone in ("jquery", "bootstrap", "awesome", "sourceMappingURL"):
        assert gone not in html.lower()


def tags_named(html: str, name: str) -> list[dict[str, str | None]]:
    """Return the attributes of the tags of that name."""
    return [attributes for tag, attributes in Tags(html).tags if tag == name]


def test_policy_allows_only_our_scripts(plan_geojson: dict[str, Any], summary: dict[str, Any]) -> None:
    html = plan_map(plan_geojson, summary)
    policy = next(
        meta["content"] or ""
        for meta in tags_named(html, "meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    scripts = policy.split(";")[1]
    assert "unsafe" not in scripts
    assert scripts.count("sha256-") == len(re.findall("<script>", html)) == 2


def test_hostile_text_does_nothing(plan_geojson: dict[str, Any], summary: dict[str, Any]) -> None:
    tame = plan_map(plan_geojson, summary)
    for feature in plan_geojson["features"]:
        feature["properties"] = poisoned(feature["properties"])
    summary |= {"case": HOSTILE, "cost_terms": {HOSTILE: 1e9}, "screen": {"note": HOSTILE}}
    for stage in summary["counts"]["by_stage"]:
        stage["stage"] = HOSTILE
    html = plan_map(plan_geojson, summary)
    html.encode()
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "49" not in visible(html.split("</title>")[0])
    assert "{{ 7*7 }}" in visible(html)
    assert len(tags_named(html, "script")) == len(tags_named(tame, "script")) == 4
    for mark in "\u202e\u2028\x00\ud800":
        assert mark not in html
    name = embedded(html)["sites"]["items"][0]["name"]
    assert name.startswith("</script><script>alert(1)</script><img")
    assert name.endswith("gnp.exe &")


def poisoned(value: Any) -> Any:
    """Return `value` with every text but the layer replaced."""
    if isinstance(value, dict):
        return {key: item if key == "layer" else poisoned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item) for item in value]
    return HOSTILE if isinstance(value, str) else value


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
        "siting",
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
        "no plan of this case costs less by more than 0.04 %",
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


def test_import_is_cheap() -> None:
    heavy = ["folium", "pandas", "numpy", "pydantic", "jinja2"]
    code = f"import sys, placement.map; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
