"""Limits of the fleet in every stage, and the price that its load drives up."""

from collections.abc import Mapping

from models.case import Case, Stage
from tests.third_voice.compute import Compute
from tests.third_voice.power import Place, Power, carbon_kt, water_km3
from tests.third_voice.programme import Programme, Sum, total
from tests.third_voice.siting import Option, Siting
from tests.third_voice.weather import mean_pue, peak_pue


def limit_fleet(p: Programme, case: Case, siting: Siting, powers: Mapping[Option, tuple[Place, Power]]) -> None:
    policy = case.policy
    for t in (t.stage for t in case.stages):
        now = [found for option, found in powers.items() if option[2] == t]
        if policy.carbon_cap_t_per_year is not None:
            p.at_most(total(carbon_kt(*found) for found in now), policy.carbon_cap_t_per_year / 1e3)
        if policy.water_cap_m3_per_year is not None:
            p.at_most(total(water_km3(*found) for found in now), policy.water_cap_m3_per_year / 1e3)
        for state in case.states:
            _limit_state(p, case, siting, state, t)


def _limit_state(p: Programme, case: Case, siting: Siting, state: str, stage: str) -> None:
    """A state's part of the built power, and of its own system's peak."""
    policy, peak = case.policy, case.states[state].peak_load_mw
    built = {option: mw for option, mw in siting.built_mw.items() if option[2] == stage}
    inside = {option: mw for option, mw in built.items() if case.sites[option[0]].state == state}
    if policy.max_state_share is not None:
        p.at_most(total(inside.values()), policy.max_state_share * total(built.values()))
    if policy.max_share_of_state_peak is not None and peak is not None:
        facility = total(peak_pue(case.sites[s], case.cooling[k]) * mw for (s, k, _), mw in inside.items())
        p.at_most(facility, policy.max_share_of_state_peak * peak)


def price_rise(p: Programme, case: Case, compute: Compute, stage: Stage) -> Sum:
    """Million EUR a year: on or above every straight piece of the rise of each zone."""
    slope = case.policy.price_slope_eur_per_mwh_per_gw / 1e3 * case.hours_per_year / 1e6
    step, steps, rises = case.policy.price_slope_step_mw, case.policy.price_slope_steps, []
    for zone in case.zones if slope > 0 else ():
        load = total(
            mean_pue(case, case.sites[s], case.cooling[k], t) * mw
            for (s, k, t), mw in compute.draw_mw.items()
            if (case.sites[s].zone, t) == (zone, stage.stage)
        )
        rise = p.column()
        for i in range(steps):
            low, high = i * step, (i + 1) * step
            p.at_most(slope * (low * low + (low + high) * (load - low)), rise)
        rises.append(rise)
    return total(rises)
