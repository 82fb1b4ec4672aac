"""Limits that bind all sites together, and the price rise of a zone."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from placement.verify.accounts import Accounts
from placement.verify.book import Limit
from placement.verify.facts import Facts


def fleet_limits(facts: Facts, accounts: Accounts) -> list[Limit]:
    """All caps of the section Fleet."""
    return [*_caps(facts, accounts), *_state_shares(facts), *_state_peaks(facts)]


def price_rise(facts: Facts) -> pd.Series:
    """Yearly cost of dearer power by (stage, zone), EUR: piecewise linear in the fleet's load there."""
    policy = facts.case.policy
    load = (facts.plan["re_mean_pue"] * facts.plan["re_draw"]).groupby([facts.plan["stage"], facts.plan["zone"]]).sum()
    slope, step = policy.price_slope_eur_per_mwh_per_gw / 1000.0, policy.price_slope_step_mw
    piece = np.clip(np.floor(load / step), 0, policy.price_slope_steps - 1)
    low, high = piece * step, (piece + 1) * step
    chord = low**2 + (load - low) * (high**2 - low**2) / step
    yearly: pd.Series = slope * facts.case.hours_per_year * chord
    return yearly


def _caps(facts: Facts, accounts: Accounts) -> Iterator[Limit]:
    policy = facts.case.policy
    if not facts.case.cooling:
        return
    carbon = accounts.carbon(policy.carbon_account)
    for stage in facts.stages:
        here = (facts.plan["stage"] == stage).to_numpy()
        if policy.carbon_cap_t_per_year is not None:
            yield Limit("carbon_cap", "", stage, float(carbon[here].sum()), policy.carbon_cap_t_per_year, "t a year")
        if policy.water_cap_m3_per_year is not None:
            water = float(accounts.water_m3[here].sum())
            yield Limit("water_cap", "", stage, water, policy.water_cap_m3_per_year, "m3 a year")


def _state_shares(facts: Facts) -> Iterator[Limit]:
    share = facts.case.policy.max_state_share
    if share is None or not facts.case.cooling:
        return
    own = facts.plan.groupby(["stage", "state"])["it_mw"].sum().to_dict()
    for stage in facts.stages:
        whole = float(facts.plan.loc[facts.plan["stage"] == stage, "it_mw"].sum())
        for state in facts.case.states:
            built = float(own.get((stage, state), 0.0))
            yield Limit("max_state_share", state, stage, built, share * whole, "MW", listed=built > 0, scale=whole)


def _state_peaks(facts: Facts) -> Iterator[Limit]:
    share = facts.case.policy.max_share_of_state_peak
    if share is None or not facts.case.cooling:
        return
    peak = (facts.plan["re_peak_pue"] * facts.plan["it_mw"]).groupby([facts.plan["stage"], facts.plan["state"]]).sum()
    own = peak.to_dict()
    for stage in facts.stages:
        for name, state in facts.case.states.items():
            if state.peak_load_mw is None:
                continue
            value = float(own.get((stage, name), 0.0))
            yield Limit("state_peak_share", name, stage, value, share * state.peak_load_mw, "MW", listed=value > 0)
