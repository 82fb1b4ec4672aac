"""Excluded areas count, or the file is refused: in metres, swapped, beyond the globe, torn, without a place."""

import json
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point, shape

from placement.read import examine_case
from placement.read.exclusions import Areas, read_exclusions
from tests.placement.read.folder import CaseFolder

SQUARE = [[21.0, 62.5], [22.2, 62.5], [22.2, 63.6], [21.0, 63.6], [21.0, 62.5]]
HOLE = [[21.2, 62.7], [21.2, 62.9], [21.6, 62.9], [21.6, 62.7], [21.2, 62.7]]
VAASA = (21.6158, 63.0951)
IN_3035 = [
    [4948795.80493041779846, 4432199.968727804720402],
    [4926099.741218708455563, 4552431.16497830953449],
    [4867194.999082833528519, 4542561.520528865978122],
    [4887675.571886943653226, 4421997.225903415121138],
    [4948795.80493041779846, 4432199.968727804720402],
]
"""The square's corners in metres: their cs2cs -f %.17g EPSG:4326 EPSG:3035."""


def crs(name: Any, kind: str = "name", key: str = "name") -> dict[str, Any]:
    return {"type": kind, "properties": {key: name}}


def feature(geometry: Any, **more: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"name": "Vaasa"}, "geometry": geometry, **more}


def polygon(*rings: Any, **more: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings), **more}


def ring(west: float, east: float, south: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def several(*parts: Any) -> dict[str, Any]:
    return {"type": "MultiPolygon", "coordinates": [[part] for part in parts]}


def read(tmp_path: Path, *features: Any, **more: Any) -> Areas:
    path = tmp_path / "exclusions.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features), **more}), encoding="utf-8")
    return read_exclusions(path)


def said(areas: Areas) -> str:
    assert len(areas.findings) == 1, areas
    assert areas.exclusions == ()
    return str(areas.findings[0]).partition("exclusions.geojson: ")[2]


def notes(areas: Areas) -> list[str]:
    assert areas.findings == ()
    return [note.what for note in areas.notes]


def holds(areas: Areas, lon: float, lat: float) -> bool:
    (exclusion,) = areas.exclusions
    area = shape(dict(exclusion.geometry))
    assert area.is_valid
    return bool(area.covers(Point(lon, lat)))


def test_degrees_as_they_stand(tmp_path: Path) -> None:
    areas = read(tmp_path, feature(polygon(SQUARE, HOLE)))
    assert notes(areas) == []
    assert holds(areas, *VAASA)
    assert not holds(areas, 21.4, 62.8)


@pytest.mark.parametrize(
    "name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326", "http://www.opengis.net/def/crs/OGC/1.3/CRS84"]
)  # fmt: skip
def test_declared_degrees_need_no_note(tmp_path: Path, name: str) -> None:
    areas = read(tmp_path, feature(polygon(SQUARE)), crs=crs(name))
    assert notes(areas) == []
    assert holds(areas, *VAASA)


@pytest.mark.parametrize(
    "name", ["urn:ogc:def:crs:EPSG::3035", "EPSG:3035", "http://www.opengis.net/def/crs/EPSG/0/3035"]
)
@pytest.mark.parametrize("place", ["file", "feature", "geometry"])
def test_declared_metres_are_turned_into_degrees(tmp_path: Path, name: str, place: str) -> None:
    own = {"crs": crs(name)}
    geometry = polygon(IN_3035, **(own if place == "geometry" else {}))
    areas = read(tmp_path, feature(geometry, **(own if place == "feature" else {})), **(own if place == "file" else {}))
    assert notes(areas) == [
        f"coordinates of {name} were turned into degrees: longitude 21 to 22.2, latitude 62.5 to 63.6"
    ]
    assert holds(areas, *VAASA)
    assert not holds(areas, 20.99, 63.0)


def test_a_straight_line_of_a_map_bends_in_degrees(tmp_path: Path) -> None:
    west, east, south, north = 3_000_000, 5_500_000, 3_000_000, 4_000_000
    areas = read(tmp_path, feature(polygon(ring(west, east, south, north))), crs=crs("EPSG:3035"))
    assert holds(areas, 9.0076, 50.12)  # the southern edge passes at 50.108; between its corners in degrees, at 48.8
    assert not holds(areas, 9.0076, 50.10)


def test_the_older_way_to_name_a_system(tmp_path: Path) -> None:
    assert holds(read(tmp_path, feature(polygon(IN_3035)), crs=crs(3035, "EPSG", "code")), *VAASA)


@pytest.mark.parametrize(
    ("declared", "found"),
    [
        (crs("EPSG:1"), "the crs EPSG:1, expected a coordinate reference system that PROJ knows"),
        (crs("the usual one"), "the crs the usual one"),
        (crs("EPSG:4978"), "the crs EPSG:4978, expected a system on a map or in degrees"),
        (crs("x.prj", "link", "href"), "a crs that names no system"),
        ("EPSG:3035", "a crs that names no system"),
        (crs(None), "a crs that names no system"),
    ],
)
def test_a_system_that_nobody_knows(tmp_path: Path, declared: Any, found: str) -> None:
    assert found in said(read(tmp_path, feature(polygon(IN_3035)), crs=declared))


REFUSED = [
    (polygon(IN_3035), "feature 1 (Vaasa) with the longitude 4867194.999, expected degrees from -180 to 180"),
    (polygon([[lat, lon] for lon, lat in SQUARE]), "It looks like lat and lon are swapped."),
    (polygon([[lon + 360, lat] for lon, lat in SQUARE]), "the longitude 381, expected degrees from -180 to 180"),
    (polygon([[lon, lat + 30] for lon, lat in SQUARE]), "the latitude 92.5, expected degrees from -90 to 90"),
    (polygon([[lon + 60, lat] for lon, lat in SQUARE]), "longitude 81 to 82.2, latitude 62.5 to 63.6, expected an"),
    (polygon([[0.37, 1.09], [0.38, 1.09], [0.38, 1.1], [0.37, 1.09]]), "expected an area in Europe"),
    (None, "feature 1 (Vaasa) with no geometry (null), expected a Polygon"),
    ({"type": "Point", "coordinates": [21, 63]}, "a geometry of type Point, expected a Polygon or MultiPolygon"),
    ({"type": "GeometryCollection", "geometries": []}, "a geometry of type GeometryCollection"),
    ({"coordinates": [SQUARE]}, "a geometry without a type"),
    ("here", "no geometry"),
    (polygon(), "no rings"),
    (several(), "a geometry without coordinates"),
    ({"type": "Polygon"}, "no rings"),
    (polygon(SQUARE[0]), "ring 1, point 1: 21.0, expected two finite numbers"),
    (polygon(SQUARE, [*HOLE[:2], [float("nan"), 62.9], HOLE[0]]), "ring 2, point 3: [nan, 62.9], expected two finite"),
    (several(SQUARE, [*HOLE[:2], [21.2, float("inf")], HOLE[0]]), "part 2, ring 1, point 3: [21.2, inf]"),
    (polygon([*SQUARE[:3], ["21.0", 63.6], SQUARE[0]]), "ring 1, point 4: [21.0, 63.6]"),
    (polygon([*SQUARE[:3], [None, 63.6], SQUARE[0]]), "ring 1, point 4: [None, 63.6]"),
    (polygon([*SQUARE[:3], [10**400, 63.6], SQUARE[0]]), "ring 1, point 4: [1000"),
    (polygon([*SQUARE[:3], [True, 63.6], SQUARE[0]]), "ring 1, point 4: [True, 63.6]"),
    (polygon([*SQUARE[:3], [21.0], SQUARE[0]]), "ring 1, point 4: [21.0]"),
    (polygon([SQUARE[0], SQUARE[1], SQUARE[0]]), "ring 1 of fewer than three points"),
    (polygon([[21, 62], [22, 63], [23, 64], [21, 62]]), "rings that enclose nothing, expected an area"),
]  # fmt: skip


@pytest.mark.parametrize(("geometry", "found"), REFUSED)
def test_what_bars_nothing_is_refused(tmp_path: Path, geometry: Any, found: str) -> None:
    assert found in said(read(tmp_path, feature(geometry)))


def test_metres_declared_as_another_system(tmp_path: Path) -> None:
    assert "Europe" in said(read(tmp_path, feature(polygon(IN_3035)), crs=crs("EPSG:3857")))
    far = polygon([[x * 1e5, y * 1e5] for x, y in IN_3035])
    assert "no place on Earth" in said(read(tmp_path, feature(far), crs=crs("EPSG:3035")))


def test_degrees_declared_as_metres(tmp_path: Path) -> None:
    for name in ("EPSG:3035", "EPSG:27700"):  # the second would put them beside the Isles of Scilly, in silence
        found = said(read(tmp_path, feature(polygon(SQUARE)), crs=crs(name)))
        assert "21 to 22.2 and 62.5 to 63.6, which look like degrees, expected coordinates of the declared" in found


TOUCHING = several(SQUARE, [[lon + 1.2, lat] for lon, lat in SQUARE])
OVERLAPPING = several(SQUARE, [[lon + 0.4, lat] for lon, lat in SQUARE])
CROSSING = polygon([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]])
OUTSIDE_HOLE = polygon(SQUARE, [[lon + 5, lat] for lon, lat in HOLE])
TWICE = polygon([*SQUARE[:-1], *SQUARE])
MENDED = [
    (TOUCHING, "self-intersection at 22.2 63.6: made valid", [VAASA, (23.0, 63.0), (22.2, 63.0)], [(23.5, 63.0)]),
    (OVERLAPPING, "self-intersection at", [(21.1, 63.0), (21.8, 63.0), (22.5, 63.0)], [(22.7, 63.0)]),
    (CROSSING, "self-intersection at 21.6 63.05: made valid", [(21.1, 63.05), (22.1, 63.05)], [(21.6, 62.8)]),
    (OUTSIDE_HOLE, "hole lies outside shell at", [VAASA, (21.4, 62.8), (26.4, 62.8)], [(27, 62.8)]),
    (TWICE, "self-intersection at", [VAASA], [(20.9, 63.0)]),
    (polygon(SQUARE[:-1]), "an open ring was closed", [VAASA], [(20.9, 63.0)]),
    (several(SQUARE, [[lon + 60, lat] for lon, lat in SQUARE]), "1 of its parts outside Europe, where no site can be",
     [VAASA], [(22.3, 63)]),
]  # fmt: skip


@pytest.mark.parametrize(("geometry", "note", "inside", "outside"), MENDED)
def test_what_can_be_mended_is_mended_with_a_note(
    tmp_path: Path, geometry: Any, note: str, inside: list[tuple[float, float]], outside: list[tuple[float, float]]
) -> None:
    areas = read(tmp_path, feature(geometry))
    (told,) = notes(areas)
    assert told.startswith(f"feature 1 (Vaasa): {note}")
    assert all(holds(areas, *place) for place in inside)
    assert not any(holds(areas, *place) for place in outside)


@pytest.mark.parametrize("height", [0, None, "sea", {}])
def test_heights_mean_nothing(tmp_path: Path, height: Any) -> None:
    areas = read(tmp_path, feature(polygon([[*point, height] for point in SQUARE])))
    assert notes(areas) == []
    assert not shape(dict(areas.exclusions[0].geometry)).has_z
    assert holds(areas, *VAASA)


def test_very_many_mended_areas_are_counted(tmp_path: Path) -> None:
    told = notes(read(tmp_path, *[feature(polygon(SQUARE[:-1]))] * 50))
    assert len(told) == 11
    assert told[-1] == "40 more areas were mended alike"


def test_an_empty_list_bars_nothing_and_says_so(tmp_path: Path) -> None:
    assert notes(read(tmp_path)) == ["no area stands in it"]


def test_other_documents(tmp_path: Path) -> None:
    path = tmp_path / "exclusions.geojson"
    path.write_text(json.dumps(feature(polygon(SQUARE))))
    assert said(read_exclusions(path)).startswith("found a Feature without a list of features, expected a Feature")
    path.write_text('{"features": [], "features": []}')
    assert said(read_exclusions(path)).startswith('found the key "features" twice in one object')


def test_the_sites_that_an_area_bars_are_named(tutorial: CaseFolder) -> None:
    path = tutorial.path / "exclusions.geojson"
    twice = [feature(polygon(IN_3035)), feature(polygon(IN_3035), properties={"name": "the same again"})]
    path.write_text(json.dumps({"features": twice, "crs": crs("EPSG:3035")}))
    (row,) = [i for i, row in enumerate(tutorial.rows("sites"), start=1) if row[0] == "fi-vaasa"]
    said = tutorial.only()
    assert f"sites.csv, row {row}, column lat, lon: found site fi-vaasa inside Vaasa, the same again, expected" in said
    assert "turned into degrees" in str(examine_case(tutorial.path).notes[0])


def test_a_site_without_coordinates_is_told(abstract: CaseFolder) -> None:
    path = abstract.path / "exclusions.geojson"
    path.write_text(json.dumps({"features": [feature(polygon(SQUARE))]}))
    reading = examine_case(abstract.path)
    assert reading.findings == ()
    (note,) = reading.notes
    assert note.what.endswith("could not be compared with site a, b, without coordinates")
