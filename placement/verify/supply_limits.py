"""Yearly limits of each open site: connection, permit, leases, carbon-free share, rules of its state."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from placement.verify.accounts import Accounts
from placement.verify.book import Limit
from placement.verify.facts import LEASES, Facts
from placement.verify.rows import records
from placement.verify.supply import flow_mw

NOTHING_MWH = 1e-6
"""A year's energy below this is rounding: shares of it mean nothing."""


def supply_limits(facts: Facts, accounts: Accounts) -> list[Limit]:
    """Limits of the section Supply that limits.csv lists."""
    if not facts.case.cooling:
        return []
    return [*_worst_hours(facts), *_leases(facts), *_yearly(facts, accounts)]


def _worst_hours(facts: Facts) -> Iterator[Limit]:
    """The hour with the least room in the connection, and the one with the highest IT load."""
    hours = facts.hours.assign(flow=flow_mw(facts))
    hours["room"] = hours["re_headroom_mw"] - hours["flow"]
    groups: dict[Any, pd.DataFrame] = dict(tuple(hours.groupby("row")))
    for row, group in groups.items():
        place: Any = facts.plan.iloc[int(row)]
        worst: Any = group.iloc[int(group["room"].to_numpy().argmin())]
        yield Limit("connection", place.site, place.stage, worst.flow, worst.re_headroom_mw, "MW")
        most = float(group["it_load_mw"].max())
        yield Limit("installed_power", place.site, place.stage, most, place.re_nameplate, "MW")


def _leases(facts: Facts) -> Iterator[Limit]:
    for place in records(facts.plan):
        for kind in LEASES:
            supply = facts.case.supplies.get((str(place.zone), kind))
            if supply is None or supply.limit_mw is None:
                continue
            lease = float(getattr(place, f"lease_{kind}"))
            scope = f"{place.site}/{kind}"
            yield Limit("lease_limit", scope, str(place.stage), lease, supply.limit_mw, "MW", listed=lease > 0)


def _yearly(facts: Facts, accounts: Accounts) -> Iterator[Limit]:
    policy, lost = facts.case.policy, facts.yearly(facts.hours["lost_mw"])
    for i, place in enumerate(records(facts.plan)):
        if place.cooling == "":
            continue  # its power is not modelled
        site, stage = str(place.site), str(place.stage)
        permit = facts.case.sites[site].water_m3_per_year
        if permit is not None:
            yield Limit("water_permit", site, stage, float(accounts.water_m3[i]), permit, "m3 a year")
        if policy.lost_compute_eur_per_mwh is not None:
            most = policy.max_lost_compute_share * float(place.re_draw) * facts.case.hours_per_year
            yield Limit("lost_compute", site, stage, float(lost[i]), most, "MWh a year")
        facility = float(accounts.facility_mwh[i])
        if facility <= NOTHING_MWH:
            continue  # nothing is used: no share exists
        if policy.carbon_free_share is not None:
            share = _share(accounts.carbon_free_mwh[i], facility)
            yield Limit("carbon_free_share", site, stage, share, policy.carbon_free_share, "share", "lower")
        yield from _state_rules(facts, accounts, i)


def _state_rules(facts: Facts, accounts: Accounts, i: int) -> Iterator[Limit]:
    place: Any = facts.plan.iloc[i]
    rules = facts.case.state_rules.get(place.state)
    if rules is None:
        return
    if rules.min_heat_reuse_share > 0:
        heat = _share(accounts.heat_mwh[i], accounts.it_mwh[i])
        yield Limit("heat_reuse", place.site, place.stage, heat, rules.min_heat_reuse_share, "share", "lower")
    if rules.min_dispatchable_share > 0:
        own = place.lease_backup + place.lease_battery
        least = rules.min_dispatchable_share * place.lease_grid
        yield Limit("dispatchable", place.site, place.stage, own, least, "MW", "lower")
    if rules.min_new_renewable_share > 0:
        share = _share(accounts.new_renewable_mwh[i], accounts.facility_mwh[i])
        yield Limit("new_renewables", place.site, place.stage, share, rules.min_new_renewable_share, "share", "lower")


def _share(part: float, whole: float) -> float:
    return float(part / whole)
