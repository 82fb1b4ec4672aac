"""Rows of a run's tables (docs/run-format.md), typed. Every field may be missing; the report then leaves it out.

The layers of plan.geojson are typed once, in `placement.map.records`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator

from placement.map.fields import AsList, AsObject, Number, Record
from placement.map.text import clean


@cache
def _clean(text: str) -> str:
    """Clean a text once: the same few thousand names fill the tables."""
    return clean(text)


def _text(value: Any) -> str:
    return "" if value is None else _clean(str(value))


Text = Annotated[str, BeforeValidator(_text)]


class Limit(Record):
    """A row of limits.csv."""

    limit: Text = ""
    scope: Text = ""
    stage: Text = ""
    value: Number = None
    bound: Number = None
    slack: Number = None
    unit: Text = ""


class Supply(Record):
    """A row of supply.csv."""

    stage: Text = ""
    site: Text = ""
    supply: Text = ""
    leased_mw: Number = None
    energy_mwh_per_year: Number = None


class CostRow(Record):
    """A row of costs.csv; `site` empty: not of one site."""

    term: Text = ""
    stage: Text = ""
    site: Text = ""
    eur_per_year: Number = None


class Payment(Record):
    """A row of funding.csv, EUR."""

    stage: Text = ""
    site: Text = ""
    asset: Text = ""
    funder: Text = ""
    eur: Number = None


class Service(Record):
    """A row of service.csv; `site` empty: unmet."""

    stage: Text = ""
    workload: Text = ""
    region: Text = ""
    site: Text = ""
    share: Number = None
    h100e: Number = None
    rtt_ms: Number = None


class EvidenceRow(Record):
    """A row of evidence.csv: an input column and the siting cost that it prices."""

    table: Text = ""
    column: Text = ""
    evidence: Text = ""
    source: Text = ""
    vintage: Text = ""
    terms: Text = ""
    eur: Number = None
    share_of_siting_cost: Number = None


class Forced(Record):
    """How often a site stands among the near-best plans, and what forcing it in costs."""

    site: Text = ""
    chosen: Text = ""
    forced_in_eur: Number = None


class Within(Record):
    """The sites among plans within some per cent of the least cost."""

    percent: Number = None
    sites: Annotated[tuple[Forced, ...], AsList] = ()


class Explained(Record):
    """Why a site was chosen or not, in sentences."""

    site: Text = ""
    text: Annotated[tuple[Text, ...], AsList] = ()


class Manifest(Record):
    """manifest.json: what the run was made from."""

    placement: Text = ""
    case_folder: Text = ""
    inputs: Annotated[Mapping[Text, Text], AsObject] = {}
    overrides: Annotated[tuple[Text, ...], AsList] = ()
    notes: Annotated[tuple[Text, ...], AsList] = ()
    options: Annotated[Mapping[Text, Any], AsObject] = {}
    python: Text = ""
    packages: Annotated[Mapping[Text, Text], AsObject] = {}
