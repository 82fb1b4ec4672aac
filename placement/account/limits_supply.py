"""Limits on each open site's supply, and the fleet's caps on carbon and water."""

from collections.abc import Iterator

from models.settings import StateRules
from placement.account.accounts import Account, account_of
from placement.account.decisions import Option
from placement.account.facts import Facts, connection_mw
from placement.account.limit import Limit

NOTHING_MWH = 1e-6
"""A year's energy below this is rounding: shares of it mean nothing."""


def supply_limits(facts: Facts) -> Iterator[Limit]:
    """Connection, installed power, leases, yearly shares and permits by site; then the caps of the fleet."""
    accounts = {option: account_of(facts, option) for option in facts.decisions.power}
    for option, account in accounts.items():
        yield from _hourly(facts, option)
        yield from _yearly(facts, option, account)
        yield from _state_rules(facts, option, account)
    yield from _caps(facts, accounts)


def _hourly(facts: Facts, option: Option) -> Iterator[Limit]:
    site, _, stage = option
    power, data = facts.decisions.power[option], facts.supply[option]
    flow = connection_mw(facts, option)
    worst = int((data.headroom_mw - flow).argmin())
    yield Limit("connection", site, stage, float(flow[worst]), float(data.headroom_mw[worst]), "MW")
    nameplate = facts.decisions.it_draw_mw[option] / facts.case.operation.load_factor
    yield Limit("installed_power", site, stage, float(power.hourly["it_load_mw"].max()), nameplate, "MW")
    for kind, leased in power.leases_mw.items():
        bound = next(s.limit_mw for s in data.supplies.values() if s.supply == kind)
        if bound is not None and leased > 0:
            yield Limit("lease_limit", f"{site}/{kind}", stage, leased, bound, "MW")


def _yearly(facts: Facts, option: Option, account: Account) -> Iterator[Limit]:
    site, _, stage = option
    permit, least = facts.case.sites[site].water_m3_per_year, facts.case.policy.carbon_free_share
    if permit is not None:
        yield Limit("water_permit", site, stage, account.water_m3, permit, "m3 a year")
    if facts.case.policy.lost_compute_eur_per_mwh is not None:
        lost = facts.yearly(option, facts.decisions.power[option].hourly["lost_mw"])
        promised = facts.decisions.it_draw_mw[option] * facts.case.hours_per_year
        yield Limit(
            "lost_compute", site, stage, lost, facts.case.policy.max_lost_compute_share * promised, "MWh a year"
        )
    if least is not None and account.facility_mwh > NOTHING_MWH:
        share = account.clean_mwh / account.facility_mwh
        yield Limit("carbon_free_share", site, stage, share, least, "share", "lower")


def _state_rules(facts: Facts, option: Option, account: Account) -> Iterator[Limit]:
    site, _, stage = option
    rules = facts.case.state_rules.get(facts.case.sites[site].state, StateRules())
    power = facts.decisions.power[option]
    if account.facility_mwh <= NOTHING_MWH:
        return
    if rules.min_heat_reuse_share > 0:
        reused = account.heat_mwh / account.it_mwh
        yield Limit("heat_reuse", site, stage, reused, rules.min_heat_reuse_share, "share", "lower")
    if rules.min_dispatchable_share > 0:
        own = power.leases_mw.get("backup", 0.0) + power.leases_mw.get("battery", 0.0)
        bound = rules.min_dispatchable_share * power.peak_import_mw
        yield Limit("dispatchable", site, stage, own, bound, "MW", "lower")
    if rules.min_new_renewable_share > 0:
        share = account.new_renewable_mwh / account.facility_mwh
        yield Limit("new_renewables", site, stage, share, rules.min_new_renewable_share, "share", "lower")


def _caps(facts: Facts, accounts: dict[Option, Account]) -> Iterator[Limit]:
    policy = facts.case.policy
    for t in facts.case.stages if facts.case.cooling else ():
        here = [account for (_, _, stage), account in accounts.items() if stage == t.stage]
        if policy.carbon_cap_t_per_year is not None:
            carbon = sum(a.carbon_t(policy.carbon_account) for a in here)
            yield Limit("carbon_cap", "", t.stage, carbon, policy.carbon_cap_t_per_year, "t a year")
        if policy.water_cap_m3_per_year is not None:
            water = sum(a.water_m3 for a in here)
            yield Limit("water_cap", "", t.stage, water, policy.water_cap_m3_per_year, "m3 a year")
