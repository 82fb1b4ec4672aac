"""The card of a chosen site."""

from collections.abc import Callable
from dataclasses import dataclass

from placement.map import numbers as show
from placement.map.cards import Line
from placement.map.carries import Carries, share_words
from placement.map.cautions import non_firm_mw
from placement.map.reach import Reach
from placement.map.records import Site
from placement.map.siting import Yardsticks, estimate_above, per_hour_above, siting_per_hour_eur
from placement.map.text import isolated
from placement.rounded import gap_percent, up


@dataclass(frozen=True, slots=True)
class Chosen:
    """A chosen site, what it is measured against and whom it serves."""

    site: Site
    against: Yardsticks
    reach: Reach
    carries: Carries


def _site(heading: str, label: str, words: Callable[[Site], str]) -> Line[Chosen]:
    """Return a line that needs the site alone."""
    return Line(heading, label, lambda chosen: words(chosen.site))


_SERVED = "Whom it serves, last stage"


def _reach(label: str, words: Callable[[Reach], str]) -> Line[Chosen]:
    return Line(_SERVED, label, lambda chosen: words(chosen.reach))


COMPUTE = (
    _site("Compute", "Opens", lambda s: s.opened_stage),
    _site("Compute", "IT power", lambda s: show.megawatts(s.it_mw)),
    _site("Compute", "Facility power, peak", lambda s: show.megawatts(s.facility_peak_mw)),
    _site("Compute", "Facility power, mean", lambda s: show.megawatts(s.facility_mean_mw)),
    _site("Compute", "Accelerators", lambda s: show.count(s.accelerators)),
    _site("Compute", "Compute", lambda s: show.plain(s.h100e, "H100e")),
    _site("Compute", "Compute sold, average", lambda s: show.plain(s.served_h100e, "H100e")),
)

COST = (
    _site("Cost", "LCOC sold", lambda s: show.lcoc(s.lcoc_sold_eur_per_h100eh)),
    _site("Cost", "LCOC installed", lambda s: show.lcoc(s.lcoc_installed_eur_per_h100eh)),
    _site("Cost", "Cost, discounted", lambda s: show.euros(s.cost_eur)),
)


def _against_cheapest_site(chosen: Chosen) -> str:
    base = chosen.against.cheapest_site
    if base is chosen.site:
        return "the cheapest"
    return show.above(per_hour_above(chosen.site, base), "the cheapest")


def _left_open(chosen: Chosen) -> str:
    """Return what the proof leaves open, as a share of this site's own siting cost: of the plan's it is far less."""
    left, own = chosen.against.left_open_eur, chosen.site.siting_cost_eur
    if not left:
        return ""
    share = f", {gap_percent(left / own)} of this site's" if own and own > 0 else ""
    return f"{show.euros(left, up)}{share}"


def _against_cheapest_place(chosen: Chosen) -> str:
    base = chosen.against.cheapest_place
    if base is None or base is chosen.site:
        return "the cheapest" if base else ""
    return show.above(estimate_above(chosen.site, base), isolated(base.name or base.site))


SITING = (
    _site("Siting cost", "All stages, discounted", lambda s: show.euros(s.siting_cost_eur)),
    _site("Siting cost", "Per hour sold", lambda s: show.lcoc(siting_per_hour_eur(s))),
    Line("Siting cost", "against the chosen sites", _against_cheapest_site),
    Line("Siting cost", "Left open by the proof", _left_open),
    _site("Siting cost", "Estimate, per MW and year", lambda s: show.euros(s.siting_estimate_eur_per_mw_year)),
    Line("Siting cost", "against the cheapest place", _against_cheapest_place),
)

POWER = (
    _site("Power", "Grid price, zone mean", lambda s: show.plain(s.delivered_eur_per_mwh, "EUR/MWh", 1)),
    _site("Power", "Energy", lambda s: show.energy(s.energy_mwh_per_year)),
    _site("Power", "Headroom, firm", lambda s: show.megawatts(s.headroom_firm_mw)),
    _site("Power", "Headroom, non-firm", lambda s: show.megawatts(s.headroom_non_firm_mw)),
    _site("Power", "Peak beyond firm headroom", lambda s: show.megawatts(non_firm_mw(s) or None)),
    _site("Power", "From power purchase agreements", lambda s: show.share(s.ppa_share)),
    _site("Power", "Carbon-free, hour by hour", lambda s: show.share(s.carbon_free_share)),
    _site("Power", "Given back by the battery", lambda s: show.energy(s.supply_mwh_per_year.get("battery") or None)),
    _site("Power", "Facility over IT energy (PUE)", lambda s: show.plain(s.pue_mean, "", 2)),
    _site("Power", "Cooling", lambda s: s.cooling.replace("_", " ").replace("-", " ")),
)

CAPITAL = (
    _site("Capital, not discounted", "All", lambda s: show.euros(s.capital_eur)),
    _site(
        "Capital, not discounted",
        "EU grant, discounted",
        lambda s: show.per_unit(s.grant_eur_per_h100eh, "EUR/H100e-h"),
    ),
)

SERVICE: tuple[Line[Chosen], ...] = (
    _reach("Regions", lambda r: show.count(len(r.regions) or None)),
    _reach("Member states", lambda r: show.count(len(r.states) or None)),
    Line(_SERVED, "Share of demand", lambda chosen: share_words(chosen.carries.all)),
    Line(_SERVED, "that no other site serves", lambda chosen: share_words(chosen.carries.alone)),
    _reach("Round trip, mean", lambda r: show.milliseconds(r.mean_ms)),
    _reach("Round trip, worst", lambda r: show.milliseconds(r.worst_ms)),
)

_NATURE = "Carbon, water, heat"
NATURE = (
    _site(_NATURE, "Carbon, location-based", lambda s: show.tonnes(s.carbon_location_t_per_year)),
    _site(_NATURE, "Carbon, market-based", lambda s: show.tonnes(s.carbon_market_t_per_year)),
    _site(_NATURE, "Carbon, hourly-matched", lambda s: show.tonnes(s.carbon_hourly_t_per_year)),
    _site(_NATURE, "Water", lambda s: show.volume(s.water_m3_per_year)),
    _site(_NATURE, "Heat sold", lambda s: show.energy(s.heat_mwh_per_year)),
)

SITE: tuple[Line[Chosen], ...] = (*COMPUTE, *COST, *SITING, *POWER, *CAPITAL, *SERVICE, *NATURE)
