"""One GeoPackage with all layers, by GDAL (pyogrio)."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from placement.export.layers import Layer, Value


def write_geopackage(layers: Sequence[Layer], path: Path) -> Path:
    """Write the layers into the new GeoPackage ``path``; coordinates in EPSG:4326."""
    with TemporaryDirectory() as plain:  # GDAL opens no path that is not UTF-8
        made = Path(plain) / path.name
        for number, layer in enumerate(layers):
            _append(layer, made, number > 0)
        shutil.copyfile(made, path)
    return path


def _append(layer: Layer, path: Path, append: bool) -> None:
    import pyogrio.raw
    from shapely import to_wkb
    from shapely.geometry import shape

    names = list(layer.features[0].properties)
    columns = [_column([feature.properties[name] for feature in layer.features]) for name in names]
    pyogrio.raw.write(
        str(path),
        np.array([to_wkb(shape(feature.geometry)) for feature in layer.features], dtype=object),
        field_data=[data for data, _ in columns],
        field_mask=[mask for _, mask in columns],
        fields=np.array(names, dtype=object),
        layer=layer.name,
        driver="GPKG",
        geometry_type=layer.shape,
        crs="EPSG:4326",
        append=append,
    )


def _column(values: list[Value]) -> tuple[Any, Any]:
    """Return a column as an array, and where it has no value."""
    missing = np.array([value is None for value in values])
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, bool) for value in known):
        return np.array([bool(value) for value in values]), missing
    if all(isinstance(value, float) for value in known):
        return np.array([np.nan if value is None else value for value in values], dtype=float), missing
    return np.array([None if value is None else str(value) for value in values], dtype=object), missing
