"""How dear one place is against another: siting cost per hour sold, and an estimate for every place."""

from dataclasses import dataclass

from placement.map.plan import Plan
from placement.map.records import Candidate, Site


def siting_per_hour_eur(site: Site) -> float | None:
    """Return siting cost in EUR per H100e-hour sold.

    Cost and hours are discounted alike, so a site that opens later compares with one that opens earlier.
    """
    if site.siting_cost_eur is None or site.lcoc_sold_eur_per_h100eh is None or not site.cost_eur:
        return None
    return site.lcoc_sold_eur_per_h100eh * site.siting_cost_eur / site.cost_eur


def siting_apart_eur(sites: tuple[Site, ...]) -> float | None:
    """Return by how much the siting cost tells the sites apart, in discounted EUR.

    Each site's siting cost per hour sold above that of the cheapest, times its hours; None for fewer than two sites.
    """
    known = [(rate, site.siting_cost_eur or 0.0) for site in sites if (rate := siting_per_hour_eur(site) or 0.0) > 0]
    if len(known) < 2:
        return None
    least = min(rate for rate, _ in known)
    return sum((rate - least) * eur / rate for rate, eur in known)  # siting cost over its rate: the hours


@dataclass(frozen=True, slots=True)
class Yardsticks:
    """What others are measured against; None where the run does not know."""

    cheapest_site: Site | None
    """Of the chosen sites, by siting cost per hour sold."""
    cheapest_place: Site | Candidate | None
    """Of all places, by the estimated siting cost of a full-size gigafactory."""
    left_open_eur: float | None
    """What the proof leaves open: a difference between sites below it is none that the run can tell."""


def yardsticks(plan: Plan, left_open_eur: float | None = None) -> Yardsticks:
    """Return what the places of the plan are measured against."""
    sold = [site for site in plan.sites if (siting_per_hour_eur(site) or 0.0) > 0]
    places: list[Site | Candidate] = [*plan.sites, *plan.candidates]
    places = [place for place in places if _estimate(place) > 0]
    return Yardsticks(
        cheapest_site=min(sold, key=lambda site: siting_per_hour_eur(site) or 0.0, default=None),
        cheapest_place=min(places, key=_estimate, default=None),
        left_open_eur=left_open_eur,
    )


def _estimate(place: Site | Candidate) -> float:
    return place.siting_estimate_eur_per_mw_year or 0.0


def above(value: float | None, base: float | None) -> float | None:
    """Return by what share `value` is above `base`; None where either is unknown or the base is not above 0."""
    return None if value is None or base is None or base <= 0 else value / base - 1


def estimate_above(place: Site | Candidate, base: Site | Candidate | None) -> float | None:
    """Return by what share the estimated siting cost of `place` is above that of `base`."""
    return above(place.siting_estimate_eur_per_mw_year, base.siting_estimate_eur_per_mw_year if base else None)


def per_hour_above(site: Site, base: Site | None) -> float | None:
    """Return by what share siting cost per hour sold is above that of `base`."""
    return above(siting_per_hour_eur(site), siting_per_hour_eur(base) if base else None)
