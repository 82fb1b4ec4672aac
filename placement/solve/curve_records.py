"""Records of a cache as they stand on disk: signed text and bytes; what is not as it was written is no record."""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from hashlib import sha256
from math import isfinite

from placement import __version__
from placement.solve.cache_key import Field, is_signed, signed
from placement.solve.curve_points import Plane, Point
from placement.solve.supply_cut import Ask

CURVE_FORMAT = 3
"""Raise it when a record's shape or the meaning of its numbers changes: older files are then left alone."""


@dataclass(frozen=True, slots=True)
class KeptPlane:
    """A plane of a curve, and the duals that it follows from."""

    plane: Plane
    duals: bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """What one solve found: a point of one curve, and planes of that curve or of others, each under its digest."""

    curve: str
    ask: Ask
    point: Point | None
    """None where it is not to be kept."""
    planes: tuple[tuple[str, KeptPlane], ...]
    duals: bytes = b""
    """That no supply meets the ask, where the point has no cost."""


@dataclass(slots=True)
class Kept:
    """What a cache holds of one curve; nothing of it is checked against the curve yet."""

    points: dict[Ask, tuple[Point, bytes]] = field(default_factory=dict)
    planes: list[KeptPlane] = field(default_factory=list)


def name_of(digest: str) -> str:
    """A digest, for this version of the code that made the record."""
    return f"{__version__} {digest}"


def name_of_duals(duals: bytes) -> str:
    """Duals that serve several planes are kept once, under a name that nothing else has."""
    return sha256(duals).hexdigest()


def text(record: Ask | Point | Plane) -> str:
    """The fields in order; Python writes a float so that the very same one is read."""
    return json.dumps(astuple(record))


def sealed(key: bytes, table: str, fields: Sequence[Field]) -> tuple[Field, ...]:
    """The row, with the checksum that only the holder of the key can make."""
    return (*fields, signed(key, (CURVE_FORMAT, table, *fields)))


def is_sealed(key: bytes, table: str, row: Sequence[Field]) -> bool:
    """Whether the row is as it was written, and in the table that it was written to."""
    return is_signed(key, (CURVE_FORMAT, table, *row[:-1]), row[-1])


def is_shaped(table: str, fields: Sequence[object]) -> bool:
    """Whether the fields can be read as what the table holds."""
    try:
        match table, fields:
            case "points", (_, ask, point, str()):
                return bool(point_of(ask, point))
            case "planes", (_, plane, str()):
                return bool(plane_of(plane))
            case "duals" | "prices" | "starts", (str(), bytes()):
                return True
    except (ValueError, RecursionError):
        return False
    return False


def point_of(ask: object, point: object) -> tuple[Ask, Point]:
    """Of two texts. Raises ValueError where they are of another kind."""
    *where, one_way = _listed(ask, 5)
    it_draw, carbon, water, penalty = (None if n is None else _number(n) for n in where)
    cost, over_carbon, over_water, largest = _numbers(point, 4)
    if None in (it_draw, penalty, over_carbon, over_water) or (cost is None) == (largest is None):
        raise ValueError(f"no point of a curve: {point}")
    if not isinstance(one_way, bool):
        raise ValueError(f"no point of a curve: {point}")
    known = Point(cost, over_carbon or 0.0, over_water or 0.0, largest)
    return Ask(it_draw or 0.0, carbon, water, penalty or 0.0, one_way), known


def plane_of(plane: object) -> Plane:
    """Of a text. Raises ValueError where it is of another kind."""
    *numbers, of_cost = _listed(plane, 5)
    if not isinstance(of_cost, bool):
        raise ValueError(f"no plane: {plane!r}")
    slope, intercept, carbon, water = map(_number, numbers)
    return Plane(slope, intercept, carbon, water, of_cost)


def _numbers(found: object, count: int) -> list[float | None]:
    return [None if n is None else _number(n) for n in _listed(found, count)]


def _listed(found: object, count: int) -> list[object]:
    if not isinstance(found, str):
        raise ValueError(f"no text: {type(found).__name__}")
    fields = json.loads(found)
    if not isinstance(fields, list) or len(fields) != count:
        raise ValueError(f"no list of {count}")
    return fields


def _number(found: object) -> float:
    if isinstance(found, bool) or not isinstance(found, int | float) or not isfinite(found):
        raise ValueError(f"no number: {found!r}")
    return found
