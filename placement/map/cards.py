"""The card of a site, candidate, region or state: headings, labels and values with units, as plain text."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from placement.map import numbers as show
from placement.map.cautions import non_firm_mw
from placement.map.plan import Candidate, Region, Site, State

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Line(Generic[Thing]):
    """One line of a card; an empty value is not shown."""

    heading: str
    label: str
    value: Callable[[Thing], str]


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of a layer: the lines' headings and labels once, the values per thing."""

    lines: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, ...], ...]


def cards(lines: tuple[Line[Thing], ...], things: Iterable[Thing]) -> Cards:
    """Return the cards of `things`."""
    return Cards(
        lines=tuple((line.heading, line.label) for line in lines),
        values=tuple(tuple(line.value(thing) for line in lines) for thing in things),
    )


SITE: tuple[Line[Site], ...] = (
    Line("Compute", "Opens", lambda s: s.opened_stage),
    Line("Compute", "IT power", lambda s: show.megawatts(s.it_mw)),
    Line("Compute", "Facility power, peak", lambda s: show.megawatts(s.facility_peak_mw)),
    Line("Compute", "Facility power, mean", lambda s: show.megawatts(s.facility_mean_mw)),
    Line("Compute", "Accelerators", lambda s: show.count(s.accelerators)),
    Line("Compute", "Compute", lambda s: show.plain(s.h100e, "H100e")),
    Line("Compute", "Compute sold, average", lambda s: show.plain(s.served_h100e, "H100e")),
    Line("Cost", "LCOC sold", lambda s: show.lcoc(s.lcoc_sold_eur_per_h100eh)),
    Line("Cost", "LCOC installed", lambda s: show.lcoc(s.lcoc_installed_eur_per_h100eh)),
    Line("Cost", "Cost, discounted", lambda s: show.euros(s.cost_eur)),
    Line("Cost", "of which siting cost", lambda s: show.euros(s.siting_cost_eur)),
    Line("Capital, not discounted", "All", lambda s: show.euros(s.capital_eur)),
    Line("Capital, not discounted", "European Union", lambda s: show.euros(s.eu_eur)),
    Line("Capital, not discounted", "Member state", lambda s: show.euros(s.state_eur)),
    Line("Capital, not discounted", "Private equity", lambda s: show.euros(s.equity_eur)),
    Line("Capital, not discounted", "Loans", lambda s: show.euros(s.loan_eur)),
    Line(
        "Capital, not discounted",
        "EU grant, discounted",
        lambda s: show.per_unit(s.grant_eur_per_h100eh, "EUR/H100e-h"),
    ),
    Line("Power", "Grid price, zone mean", lambda s: show.plain(s.delivered_eur_per_mwh, "EUR/MWh", 1)),
    Line("Power", "Energy", lambda s: show.energy(s.energy_mwh_per_year)),
    Line("Power", "Headroom, firm", lambda s: show.megawatts(s.headroom_firm_mw)),
    Line("Power", "Headroom, non-firm", lambda s: show.megawatts(s.headroom_non_firm_mw)),
    Line("Power", "Peak beyond firm headroom", lambda s: show.megawatts(non_firm_mw(s) or None)),
    Line("Power", "From power purchase agreements", lambda s: show.share(s.ppa_share)),
    Line("Power", "Carbon-free, hour by hour", lambda s: show.share(s.carbon_free_share)),
    Line("Power", "Facility over IT energy (PUE)", lambda s: show.plain(s.pue_mean, "", 2)),
    Line("Power", "Cooling", lambda s: s.cooling.replace("_", " ")),
    Line("Carbon, water, heat", "Carbon, location-based", lambda s: show.tonnes(s.carbon_location_t_per_year)),
    Line("Carbon, water, heat", "Carbon, market-based", lambda s: show.tonnes(s.carbon_market_t_per_year)),
    Line("Carbon, water, heat", "Carbon, hourly-matched", lambda s: show.tonnes(s.carbon_hourly_t_per_year)),
    Line("Carbon, water, heat", "Water", lambda s: show.volume(s.water_m3_per_year)),
    Line("Carbon, water, heat", "Heat sold", lambda s: show.energy(s.heat_mwh_per_year)),
)

CANDIDATE: tuple[Line[Candidate], ...] = (
    Line("", "Ready from", lambda c: "" if c.ready_year is None else f"{c.ready_year:.0f}"),
    Line("", "Grid headroom, last stage", lambda c: show.megawatts(c.headroom_mw)),
    Line("", "Site limit of IT power", lambda c: show.megawatts(c.max_it_mw)),
    Line("", "In the siting model", lambda c: {True: "yes", False: "no, screened out", None: ""}[c.screened]),
)

REGION: tuple[Line[Region], ...] = (
    Line("", "Demand, last stage", lambda r: show.plain(r.demand_h100e, "H100e")),
    Line("", "Round trip, mean", lambda r: show.milliseconds(r.mean_rtt_ms)),
    Line("", "Round trip, worst", lambda r: show.milliseconds(r.worst_rtt_ms)),
)

STATE: tuple[Line[State], ...] = (
    Line("", "Delivered power price", lambda s: show.plain(s.delivered_eur_per_mwh, "EUR/MWh", 1)),
    Line("", "Carbon intensity of the grid", lambda s: show.plain(s.carbon_g_per_kwh, "g CO\u2082/kWh")),
    Line("", "IT power of chosen sites", lambda s: show.megawatts(s.it_mw)),
    Line("", "National public money, all stages", lambda s: show.euros(s.public_money_eur)),
    Line("", "Its budget", lambda s: show.euros(s.public_money_budget_eur)),
)


def place(state: str, names: Mapping[str, str], zone: str = "", site_type: str = "") -> str:
    """Return the line under a card's title, such as "city area in Finland, bidding zone FI"."""
    name = names.get(state) or state
    kind = re.sub(r"\bai\b", "AI", site_type.replace("-", " ").replace("_", " "))
    where = f"{kind} in {name}" if kind and name else kind or name
    return ", ".join(part for part in (where[:1].upper() + where[1:], f"bidding zone {zone}" if zone else "") if part)
