"""GeoJSON and GeoPackage, read back by programs that had no part in writing them."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from shapely import from_wkb
from shapely.geometry import shape

from placement.export import NothingToExport, export_run
from placement.export.layers import flat, layers
from placement.export.source import read_source

LAYERS = ["sites", "candidates", "regions", "states", "service_lines"]


def features(path: Path) -> list[dict[str, Any]]:
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["type"] == "FeatureCollection"
    assert content["name"] == path.stem
    return list(content["features"])


def plan(run: Path, layer: str) -> list[dict[str, Any]]:
    content = json.loads((run / "plan.geojson").read_text(encoding="utf-8"))
    return [feature for feature in content["features"] if feature["properties"]["layer"] == layer]


@pytest.fixture
def exported(run: Path, tmp_path: Path) -> Path:
    export_run(run, tmp_path / "out", ["geojson", "gpkg"])
    return tmp_path / "out"


def test_every_layer_has_a_file(exported: Path) -> None:
    assert sorted(path.stem for path in (exported / "geojson").iterdir()) == sorted(LAYERS)


def test_sites_keep_their_places_and_figures(run: Path, exported: Path) -> None:
    found, planned = features(exported / "geojson" / "sites.geojson"), plan(run, "site")
    assert [f["geometry"] for f in found] == [f["geometry"] for f in planned]
    for ours, theirs in zip(found, planned, strict=True):
        assert ours["properties"]["it_mw"] == theirs["properties"]["it_mw"]
        last = theirs["properties"]["by_stage"][-1]
        stage = last["stage"].replace("-", "_")
        assert ours["properties"][f"h100e_{stage}"] == last["h100e"]
        assert not any(isinstance(value, dict | list) for value in ours["properties"].values())
        assert "layer" not in ours["properties"]


def test_states_are_areas_with_their_figures(run: Path, exported: Path) -> None:
    found = {f["properties"]["state"]: f for f in features(exported / "geojson" / "states.geojson")}
    assert set(found) == {f["properties"]["state"] for f in plan(run, "state")}
    for feature in found.values():
        assert shape(feature["geometry"]).area > 0


def test_lines_run_from_region_to_site(run: Path, exported: Path) -> None:
    found = features(exported / "geojson" / "service_lines.geojson")
    regions = {f["properties"]["region"]: f for f in plan(run, "region") if f["geometry"]}
    sites = {f["properties"]["site"]: f for f in plan(run, "site")}
    served = [s for f in regions.values() for s in f["properties"]["services"] if s["site"] in sites]
    assert len(found) == len(served) > 0
    for line in found:
        at = [regions[line["properties"]["region"]], sites[line["properties"]["site"]]]
        assert line["geometry"]["coordinates"] == [end["geometry"]["coordinates"] for end in at]
        assert 0 < line["properties"]["share"] <= 1 + 1e-9
        assert line["properties"]["rtt_ms"] > 0


def test_the_geopackage_by_sqlite_alone(exported: Path) -> None:
    with sqlite3.connect(exported / "plan.gpkg") as book:
        contents = dict(book.execute("select table_name, srs_id from gpkg_contents where data_type = 'features'"))
        assert contents == dict.fromkeys(LAYERS, 4326)
        for layer in LAYERS:
            written = features(exported / "geojson" / f"{layer}.geojson")
            assert book.execute(f'select count(*) from "{layer}"').fetchone() == (len(written),)
        name, it_mw, blob = book.execute("select name, it_mw, geom from sites order by fid limit 1").fetchone()
    first = features(exported / "geojson" / "sites.geojson")[0]
    assert (name, it_mw) == (first["properties"]["name"], first["properties"]["it_mw"])
    # a header of 8 bytes and, for a point, no envelope; then well-known binary
    assert blob[:2] == b"GP"
    assert shape(first["geometry"]).equals(from_wkb(blob[8:]))


def test_the_geopackage_by_gdal(exported: Path) -> None:
    import pyogrio

    assert [name for name, _ in pyogrio.list_layers(exported / "plan.gpkg")] == LAYERS
    kinds = {name: kind for name, kind in pyogrio.list_layers(exported / "plan.gpkg")}
    assert kinds == {
        "sites": "Point",
        "candidates": "Point",
        "regions": "Point",
        "states": "MultiPolygon",
        "service_lines": "LineString",
    }
    told = pyogrio.read_info(exported / "plan.gpkg", layer="candidates")
    assert told["crs"] == "EPSG:4326"
    types = dict(zip(told["fields"], told["dtypes"], strict=True))
    assert types["screened"] == "bool"
    assert types["max_it_mw"] == "float64"
    assert types["name"] == "object"


def test_hostile_names_come_through_as_they_are(run: Path, tmp_path: Path) -> None:
    bad = "\"); drop table sites; -- </script> 'q' \u202e \u6771\u4eac"
    content = json.loads((run / "plan.geojson").read_text(encoding="utf-8"))
    for feature in content["features"]:
        feature["properties"] |= {"name": bad}
        for stage in feature["properties"].get("by_stage", ()):
            stage["stage"] = bad
    (run / "plan.geojson").write_text(json.dumps(content), encoding="utf-8")
    export_run(run, tmp_path / "out", ["geojson", "gpkg"])
    with sqlite3.connect(tmp_path / "out" / "plan.gpkg") as book:
        assert book.execute("select distinct name from sites").fetchall() == [(bad,)]
    assert features(tmp_path / "out" / "geojson" / "sites.geojson")[0]["properties"]["name"] == bad


def test_nested_properties_become_flat() -> None:
    assert flat(
        {
            "layer": "site",
            "services": [{"site": "a"}],
            "it_mw": 5,
            "by_stage": [{"stage": "2028-30", "it_mw": 3.0}, {"stage": "2028 30", "it_mw": 4.0}],
            "headroom_by_stage": [{"stage": "2028-30", "firm_mw": 9}],
            "supply_mwh_per_year": {"wind": 7.5},
            "siting_terms_eur": {"grid_energy": None},
        }
    ) == {
        "it_mw": 5.0,
        "it_mw_2028_30": 3.0,
        "it_mw_2028_30_2": 4.0,
        "headroom_firm_mw_2028_30": 9.0,
        "supply_wind_mwh_per_year": 7.5,
        "siting_terms_grid_energy_eur": None,
    }


def test_greece_has_an_area_under_either_code(run: Path) -> None:
    content = json.loads((run / "plan.geojson").read_text(encoding="utf-8"))
    state = {"type": "Feature", "geometry": None, "properties": {"layer": "state", "state": "EL", "name": "Greece"}}
    (run / "plan.geojson").write_text(json.dumps({"features": [*content["features"], state]}), encoding="utf-8")
    found = {layer.name: layer for layer in layers(read_source(run))}
    assert "EL" in {feature.properties["state"] for feature in found["states"].features}


@pytest.mark.parametrize("formats", [["geojson"], ["gpkg"], ["geojson", "gpkg"]])
def test_an_abstract_run_has_no_map(abstract_run: Path, tmp_path: Path, formats: list[Any]) -> None:
    with pytest.raises(NothingToExport, match="has coordinates"):
        export_run(abstract_run, tmp_path / "out", formats)
    assert not (tmp_path / "out").exists()
