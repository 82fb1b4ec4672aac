"""Types of the run's values: text is cleaned, an empty or non-finite number is missing (None)."""

import math
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from placement.map.text import clean


def _number(value: Any) -> Any:
    """Empty cells and not-a-number mean "none" in a run folder."""
    if value is None or value == "":
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _text(value: Any) -> str:
    return "" if value is None or (isinstance(value, float) and math.isnan(value)) else clean(value)


Number = Annotated[float | None, BeforeValidator(_number)]
Text = Annotated[str, BeforeValidator(_text)]


def _list(value: Any) -> Any:
    return () if value is None else value


def _object(value: Any) -> Any:
    return {} if value is None else value


AsList = BeforeValidator(_list)
AsObject = BeforeValidator(_object)


class Record(BaseModel):
    """A part of a run file, read-only; fields that the map does not use are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


Row = TypeVar("Row", bound=Record)


def typed(kind: type[Row], row: Any, where: str) -> Row:
    """Type one JSON object or row of a table; raises ValueError with place, field and what was found there."""
    try:
        return kind.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise ValueError(
            f"{where}, {field}: found {first['input']!r}: {first['msg']}. Solve the case again."
        ) from error


class Size(Record):
    """What stands somewhere at some time: a site or all sites, in one stage or the last."""

    it_mw: Number = None
    accelerators: Number = None
    h100e: Number = None


class Spot(Record):
    """Something that has a name, a member state and, unless it is abstract, a place."""

    name: Text = ""
    state: Text = ""
    lat: Number = None
    lon: Number = None
