"""The cards of candidates, regions and member states."""

from dataclasses import dataclass

from placement.map import numbers as show
from placement.map.cards import Line
from placement.map.near import LEFT_OUT, words_against
from placement.map.records import Candidate, Region, Site, State
from placement.map.siting import Yardsticks, estimate_above
from placement.map.text import isolated


@dataclass(frozen=True, slots=True)
class NotChosen:
    """A candidate and what it is measured against."""

    candidate: Candidate
    against: Yardsticks
    in_state: Site | None
    """The chosen site of its state that it could stand in for."""
    in_stage: Site | None
    """The same of any state, by stage of opening."""


@dataclass(frozen=True, slots=True)
class Home:
    """A member state and the chosen sites in it."""

    state: State
    sites: tuple[Site, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """A region of demand and the share of its demand that is met."""

    region: Region
    met: float | None


def _ready(place: NotChosen) -> str:
    year = place.candidate.ready_year
    return "" if year is None else f"{year:.0f}"


def _screened(place: NotChosen) -> str:
    return {True: "yes", False: "no, screened out", None: ""}[place.candidate.screened]


def _above_cheapest(place: NotChosen) -> str:
    base = place.against.cheapest_place
    if base is place.candidate:
        return "the cheapest"
    return show.above(estimate_above(place.candidate, base), isolated(base.name or base.site) if base else "")


def _left_out(place: NotChosen) -> str:
    return LEFT_OUT if place.candidate.siting_estimate_eur_per_mw_year is not None else ""


def _zone_prices(home: Home) -> str:
    """Return the price that each chosen site of the state pays for grid power, in its own zone."""
    return ", ".join(
        f"{isolated(site.name or site.site)} ({site.zone}): {show.plain(site.delivered_eur_per_mwh, 'EUR/MWh', 1)}"
        for site in home.sites
        if site.delivered_eur_per_mwh is not None
    )


CANDIDATE: tuple[Line[NotChosen], ...] = (
    Line("", "Ready from", _ready),
    Line("", "Grid headroom, last stage", lambda p: show.megawatts(p.candidate.headroom_mw)),
    Line("", "Site limit of IT power", lambda p: show.megawatts(p.candidate.max_it_mw)),
    Line("", "In the siting model", _screened),
    Line("Siting cost", "Estimate, per MW and year", lambda p: show.euros(p.candidate.siting_estimate_eur_per_mw_year)),
    Line("Siting cost", "against the cheapest place", _above_cheapest),
    Line("Siting cost", "against its state's chosen site", lambda p: words_against(p.candidate, p.in_state)),
    Line("Siting cost", "against the dearest chosen, by stage", lambda p: words_against(p.candidate, p.in_stage)),
    Line("Siting cost", "Left out of the estimate", _left_out),
)

REGION: tuple[Line[Demand], ...] = (
    Line("", "Demand, last stage", lambda d: show.plain(d.region.demand_h100e, "H100e")),
    Line("", "of which is met", lambda d: show.share(d.met)),
    Line("", "Round trip, mean", lambda d: show.milliseconds(d.region.mean_rtt_ms)),
    Line("", "Round trip, worst", lambda d: show.milliseconds(d.region.worst_rtt_ms)),
)

STATE: tuple[Line[Home], ...] = (
    Line("", "Delivered power price, mean of zones", lambda h: show.plain(h.state.delivered_eur_per_mwh, "EUR/MWh", 1)),
    Line("", "In the zone of a chosen site", _zone_prices),
    Line("", "Carbon intensity of the grid", lambda h: show.plain(h.state.carbon_g_per_kwh, "g CO\u2082/kWh")),
    Line("", "IT power of chosen sites", lambda h: show.megawatts(h.state.it_mw) if h.state.it_mw else ""),
    Line("", "National public money, all stages", lambda h: show.euros(h.state.public_money_eur or None)),
    Line("", "Its budget", lambda h: show.euros(h.state.public_money_budget_eur)),
)
