"""A process that writes to a cache of curves, to be killed or to meet others."""

from pathlib import Path

from placement.solve.curve_cache import CurveCache
from placement.solve.curve_points import Plane, Point
from placement.solve.curve_records import Finding, KeptPlane
from placement.solve.supply_cut import Ask


def write(folder: Path, curve: str, count: int) -> None:
    """Write a point and a plane, say their number, and so on."""
    cache = CurveCache(folder)
    for i in range(count):
        plane = KeptPlane(Plane(float(i), 0.0, 0.0, 0.0), b"duals")
        cache.write([Finding(curve, Ask(float(i)), Point(2.0 * i), ((curve, plane),))])
        print(i, flush=True)
