"""What a site's connection gives: all of it on the design day, less in hours in which the operator curtails."""

from collections.abc import Sequence

from models.case import Case, Headroom, Hour, Site, Stage
from tests.third_voice.weather import hours_of


def tranches(case: Case, site: Site, stage: Stage) -> list[Headroom]:
    """Those energised by the start of the stage."""
    return [row for row in case.headroom if row.site == site.site and row.year <= stage.start_year]


def firm_mw(site: Site, row: Headroom) -> float:
    if row.firm_mw is not None:
        return row.firm_mw
    assert site.estimated_firm_mw is not None, "an empty cell of firm headroom has an estimate"
    return site.estimated_firm_mw


def in_all_mw(case: Case, site: Site, stage: Stage) -> float:
    """Firm and non-firm together."""
    return sum(firm_mw(site, row) + row.non_firm_mw for row in tranches(case, site, stage))


def availability(hours: Sequence[Hour], off_hours: float) -> list[float]:
    """Of a non-firm tranche: off in the dearest hours until so many are used up."""
    left, share = off_hours, [1.0] * len(hours)
    for i in sorted(range(len(hours)), key=lambda i: -hours[i].price_eur_per_mwh):  # sorted keeps the order of equals
        curtailed = min(left, hours[i].weight)
        share[i] = 1.0 - curtailed / hours[i].weight
        left -= curtailed
    return share


def headroom_mw(case: Case, site: Site, stage: Stage) -> list[float]:
    """Usable headroom of each hour."""
    hours = hours_of(case, site, stage.stage)
    usable = [0.0] * len(hours)
    for row in tranches(case, site, stage):
        share = availability(hours, row.non_firm_hours)
        usable = [mw + firm_mw(site, row) + row.non_firm_mw * on for mw, on in zip(usable, share, strict=True)]
    return usable
