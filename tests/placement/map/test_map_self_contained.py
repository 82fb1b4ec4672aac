"""The page holds all it needs, asks for nothing, and no text in it does anything."""

import copy
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from placement.map import assets, draw_map, plan_map
from tests.placement.map.reading import Tags, embedded, tags_named, visible

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)> \"quoted\" 'single' {{ 7*7 }} {% raw %} "
    "\u202egnp.exe \u2028 & \x00 \ud800"
)


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


def test_import_is_cheap() -> None:
    heavy = ["folium", "pandas", "numpy", "pydantic", "jinja2"]
    code = f"import sys, placement.map; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
