"""What sweep.json says of a sweep, typed. Fields that an older version did not write are empty."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from placement.map.fields import AsList, AsObject, Number, Record, Text
from placement.map.summary import Summary

Operator = Literal["set", "factor", "amount"]
Kind = Literal["grid", "one_at_a_time", "latin_hypercube", "sobol", "saltelli", "morris", "cases"]
SAMPLES = ("latin_hypercube", "sobol", "saltelli", "morris")


class AxisRecord(Record):
    """A parameter of a design: values one by one, or an interval."""

    column: str
    """Column of the results, as it is written there."""
    path: str = ""
    operator: Operator = "set"
    values: Annotated[tuple[Any, ...], AsList] = ()
    low: Number = None
    high: Number = None


class DesignRecord(Record):
    """A section of the specification: its parameters and the names of its rows."""

    kind: Kind
    parameters: Annotated[tuple[AxisRecord, ...], AsList] = ()
    cases: Annotated[tuple[str, ...], AsList] = ()


class CaseRecord(Record):
    """A row of the sweep."""

    name: str
    overrides: Annotated[tuple[str, ...], AsList] = ()
    key: str = ""


class SweepRecord(Record):
    """The whole of sweep.json."""

    placement: Text = ""
    case_folder: str = ""
    inputs: Annotated[Mapping[str, str], AsObject] = {}
    options: Annotated[Mapping[str, Any], AsObject] = {}
    store: str = ""
    parameters: Annotated[tuple[str, ...], AsList] = ()
    cases: Annotated[tuple[CaseRecord, ...], AsList] = ()
    designs: Annotated[tuple[DesignRecord, ...], AsList] = ()


class StoredResult(Record):
    """What the store keeps of a case, as far as the page shows it."""

    summary: Annotated[Summary, AsObject] = Summary()


class SiteRecord(Record):
    """A row of the case's sites.csv."""

    site: Text = ""
    name: Text = ""
    state: Text = ""
    lat: Number = None
    lon: Number = None
