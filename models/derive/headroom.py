"""What the grid connection of a site can carry, by stage and hour."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from models.case import Case, Headroom, Site, Stage
from models.derive.zone_series import ZoneSeries


def energised_tranches(case: Case, site: Site, stage: Stage) -> Iterator[Headroom]:
    """Tranches whose year is not after the stage's start; tranches of a site add up."""
    return (row for row in case.headroom_of.get(site.site, ()) if row.year <= stage.start_year)


def firm_headroom_mw(case: Case, site: Site, stage: Stage) -> float:
    """Firm import capacity in MW; an empty cell takes the site's stated estimate."""
    estimate = site.estimated_firm_mw or 0.0
    return sum(estimate if row.firm_mw is None else row.firm_mw for row in energised_tranches(case, site, stage))


def non_firm_headroom_mw(case: Case, site: Site, stage: Stage) -> float:
    """Non-firm import capacity in MW while it is not curtailed."""
    return sum(row.non_firm_mw for row in energised_tranches(case, site, stage))


def non_firm_availability(series: ZoneSeries, curtailed_hours: float) -> NDArray[np.float64]:
    """Share of each hour in which non-firm import is on.

    The dearest hours of the zone are cut first (earlier row first among equals) until ``curtailed_hours``
    of weight are used up; the hour in which they run out is on in part.
    """
    order = np.argsort(-series.price_eur_per_mwh, kind="stable")
    weight = series.weight[order]
    cut_before = np.cumsum(weight) - weight
    cut = np.clip(curtailed_hours - cut_before, 0.0, weight)
    availability = np.empty_like(weight)
    availability[order] = 1.0 - cut / weight
    return availability


def usable_headroom_mw(case: Case, site: Site, stage: Stage, series: ZoneSeries) -> NDArray[np.float64]:
    """H_h: firm plus available non-firm import capacity by hour, MW."""
    usable = np.full(series.weight.shape, float(firm_headroom_mw(case, site, stage)))
    for row in energised_tranches(case, site, stage):
        usable += row.non_firm_mw * non_firm_availability(series, row.non_firm_hours)
    return usable
