"""GeoJSON (RFC 7946): one file a layer, flat properties, so that a map program opens it by a double click."""

import json
from collections.abc import Sequence
from pathlib import Path

from placement.export.layers import Feature, Layer

NOTICE = "Screening result, not a connection offer."


def write_geojson(layers: Sequence[Layer], folder: Path) -> list[Path]:
    """Write LAYER.geojson for each layer into the folder; coordinates are longitude and latitude (EPSG:4326)."""
    folder.mkdir()
    return [_write(layer, folder / f"{layer.name}.geojson") for layer in layers]


def _write(layer: Layer, path: Path) -> Path:
    head = json.dumps({"type": "FeatureCollection", "name": layer.name, "description": NOTICE})[:-1]
    lines = ",\n".join(_text(feature) for feature in layer.features)
    path.write_text(f'{head}, "features": [\n{lines}\n]}}\n', encoding="utf-8", newline="\n")
    return path


def _text(feature: Feature) -> str:
    content = {"type": "Feature", "geometry": feature.geometry, "properties": feature.properties}
    return json.dumps(content, ensure_ascii=False, allow_nan=False)
