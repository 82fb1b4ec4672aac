"""Parts of plan.geojson against what they should be: names, properties, points, figures by stage and by name."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from placement.verify.fields import is_number
from placement.verify.keys import same_keys
from placement.verify.ledger import Ledger

FILE = "plan.geojson"
NOTHING = 1e-9
"""A figure of no more than this share of the site's cost or energy is rounding: named or not, it says nothing."""
Properties = Mapping[str, Any]


def same_names(layer: str, found: Mapping[str, Any], wanted: set[str], ledger: Ledger) -> list[str]:
    """The features of a layer that there should be; those too many or too few are told."""
    ledger.checked += len(wanted)
    for name in sorted(set(found) - wanted):
        ledger.fail("geojson", f"{FILE}, layer {layer}", name, "no such feature")
    for name in sorted(wanted - set(found)):
        ledger.fail("geojson", f"{FILE}, layer {layer}", "nothing", name)
    return sorted(wanted & set(found))


def compare(place: str, found: Properties, wanted: Mapping[str, Any], ledger: Ledger) -> None:
    """Each wanted property: numbers within tolerance, the rest exactly; NaN stands for null."""
    for key, value in wanted.items():
        where = f"{place}, {key}"
        if key not in found:
            ledger.fail("geojson", where, "no such property", str(value))
        elif isinstance(value, (float, np.floating)) and np.isnan(value):
            ledger.require(found[key] is None, "geojson", where, str(found[key]), "null")
        elif isinstance(value, (int, float, np.floating)) and not isinstance(value, bool):
            if ledger.require(is_number(found[key]), "geojson", where, str(found[key]), f"{value:.6g}"):
                ledger.equal("geojson", where, found[key], float(value), "-", scale=1e-3)
        else:
            same = found[key] == value or (value == "" and found[key] is None)
            ledger.require(same, "geojson", where, str(found[key]), str(value))


def point(place: str, geometry: Any, lat: float | None, lon: float | None, ledger: Ledger) -> None:
    """The feature stands where the inputs say."""
    if lat is None or lon is None:
        ledger.require(geometry is None, "geojson", f"{place}, geometry", str(geometry), "null: no coordinates")
        return
    is_point = isinstance(geometry, Mapping) and geometry.get("type") == "Point"
    found = geometry.get("coordinates") if is_point else None
    same = isinstance(found, list) and len(found) == 2 and bool(np.allclose(found, [lon, lat], rtol=0, atol=1e-9))
    ledger.require(same, "geojson", f"{place}, geometry", str(found), f"[{lon}, {lat}]")


def by_stage(place: str, found: Any, wanted: list[dict[str, Any]], ledger: Ledger) -> None:
    """Figures of each stage, in order."""
    length = len(found) if isinstance(found, list) else 0
    if ledger.require(length == len(wanted), "geojson", place, f"{length} stages", f"{len(wanted)}"):
        for said, right in zip(found or [], wanted, strict=True):
            if same_keys("geojson", place, said, right, ledger):
                compare(f"{place} {right['stage']}", said, right, ledger)


def named_figures(place: str, found: Any, wanted: Mapping[str, float], scale: float, ledger: Ledger) -> None:
    """The same figures by name; one that is nothing beside ``scale`` may be named or left out."""
    said = {k: v for k, v in found.items() if not _is_nothing(v, scale)} if isinstance(found, Mapping) else {}
    wanted = {k: v for k, v in wanted.items() if not _is_nothing(v, scale)}
    if ledger.require(set(said) == set(wanted), "geojson", place, str(sorted(said)), str(sorted(wanted))):
        compare(place, said, wanted, ledger)


def _is_nothing(value: object, scale: float) -> bool:
    return isinstance(value, (int, float)) and abs(value) <= NOTHING * scale
