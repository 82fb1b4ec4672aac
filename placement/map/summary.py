"""What summary.json says, typed. Every field may be missing; the panel then leaves its line out."""

from collections.abc import Mapping
from typing import Annotated, Any

from placement.map.fields import AsList, AsObject, Number, Record, Size, Text, typed


class Screen(Record):
    """The part of the case that was solved, where not all of it was."""

    sites: Number = None
    of_sites: Number = None
    days: Number = None
    of_days: Number = None
    note: Text = ""


class StageCount(Size):
    """Totals of one stage."""

    stage: Text = ""
    sites: Number = None
    served_h100e: Number = None


class Counts(Size):
    """Totals of the last stage."""

    sites: Number = None
    states: Number = None
    facility_peak_mw: Number = None
    served_h100e: Number = None
    by_stage: Annotated[tuple[StageCount, ...], AsList] = ()


class Funding(Record):
    """Payments of all stages by kind of funder."""

    eu: Number = None
    state: Number = None
    equity: Number = None
    loan: Number = None

    def whole(self) -> float | None:
        """Return the sum in EUR, not discounted; None where nothing is paid or known."""
        known = [value for value in (self.eu, self.state, self.equity, self.loan) if value is not None]
        return sum(known) or None


class Investor(Record):
    """The investor's test."""

    project_irr: Number = None
    project_irr_without_grant: Number = None
    dscr_min: Number = None
    grant_eur_per_h100eh: Number = None


class Carbon(Record):
    """Tonnes a year in the last stage, by account."""

    location: Number = None
    market: Number = None
    hourly: Number = None


class EvidenceShares(Record):
    """Shares of the siting cost by class of evidence."""

    observed: Number = None
    derived: Number = None
    estimated: Number = None
    assumed: Number = None


class Evidence(Record):
    """What the numbers rest on."""

    siting_cost_share: Annotated[EvidenceShares, AsObject] = EvidenceShares()


class Summary(Record):
    """summary.json (docs/run-format.md)."""

    case: Text = ""
    currency_year: Number = None
    base_year: Number = None
    discount_rate: Number = None
    status: Text = ""
    method: Text = ""
    objective_eur: Number = None
    bound_eur: Number = None
    gap: Number = None
    gap_on_screen: Number = None
    screen: Annotated[Screen, AsObject] = Screen()
    siting_cost_eur: Number = None
    siting_gap: Number = None
    cost_terms: Annotated[Mapping[Text, Number], AsObject] = {}
    siting_cost_terms: Annotated[Mapping[Text, Number], AsObject] = {}
    lcoc_installed_eur_per_h100eh: Number = None
    lcoc_sold_eur_per_h100eh: Number = None
    resource_cost_eur: Number = None
    counts: Annotated[Counts, AsObject] = Counts()
    funding_eur: Annotated[Funding, AsObject] = Funding()
    investor: Annotated[Investor, AsObject] = Investor()
    carbon: Annotated[Carbon, AsObject] = Carbon()
    unmet_share: Number = None
    evidence: Annotated[Evidence, AsObject] = Evidence()


def read_summary(summary: Mapping[str, Any]) -> Summary:
    """Type summary.json."""
    try:
        told = _without_power(summary)
    except (AttributeError, TypeError):  # counts or carbon of another type, which is told now
        told = summary
    return typed(Summary, told, "summary.json")


_OF_POWER = ("it_mw", "facility_peak_mw", "accelerators")


def _without_power(summary: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave out the zeros of an abstract case: it has no power, so they are no figures."""
    counts = summary.get("counts") or {}
    if any(counts.get(name) for name in _OF_POWER):
        return summary
    stages = [_not_zero(stage, _OF_POWER) for stage in counts.get("by_stage") or ()]
    carbon = summary.get("carbon") or {}
    return {
        **summary,
        "counts": {**_not_zero(counts, _OF_POWER), "by_stage": stages},
        "carbon": _not_zero(carbon, tuple(carbon)),
    }


def _not_zero(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value != 0 or name not in names}
