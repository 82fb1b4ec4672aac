"""Limits on where and how much is built, and on states."""

from collections.abc import Iterator

from models.derive import it_bound_mw
from placement.account.facts import Facts
from placement.account.limit import Limit


def site_limits(facts: Facts) -> Iterator[Limit]:
    """Counts, site bounds, gigafactory minimum, world supply, shares of states."""
    yield from _counts(facts)
    if facts.case.cooling:
        yield from _built(facts)
        yield from _sizes(facts)
        yield from _world_supply(facts)
        yield from _state_shares(facts)


def _counts(facts: Facts) -> Iterator[Limit]:
    case, policy = facts.case, facts.case.policy
    for t in case.stages:
        opened = facts.open_in(t.stage)
        states = [case.sites[s].state for s in opened]
        if policy.max_sites is not None:
            yield Limit("max_sites", "", t.stage, len(opened), policy.max_sites, "sites")
        if policy.max_states is not None:
            yield Limit("max_states", "", t.stage, len(set(states)), policy.max_states, "states")
        if policy.max_sites_per_state is not None:
            for c in sorted(set(states)):
                yield Limit("max_sites_per_state", c, t.stage, states.count(c), policy.max_sites_per_state, "sites")
    last = facts.open_in(facts.last)
    if policy.min_sites is not None:
        yield Limit("min_sites", "", facts.last, len(last), policy.min_sites, "sites", "lower")
    if policy.min_states is not None:
        hosts = len({case.sites[s].state for s in last})
        yield Limit("min_states", "", facts.last, hosts, policy.min_states, "states", "lower")


def _built(facts: Facts) -> Iterator[Limit]:
    stages = {t.stage: t for t in facts.case.stages}
    for s, k, t in facts.decisions.power:
        bound = it_bound_mw(facts.case, facts.case.sites[s], facts.case.cooling[k], stages[t])
        yield Limit("site_bound", f"{s}/{k}", t, facts.built_mw(s, t), bound, "MW")


def _sizes(facts: Facts) -> Iterator[Limit]:
    policy = facts.case.policy
    if policy.gigafactory_minimum == 0:
        return
    for s, _, t in facts.decisions.power:
        alive = facts.alive_in(s, t)
        in_h100e = policy.gigafactory_unit == "h100e"
        size = sum(n * (facts.case.accelerators[g].h100e_training if in_h100e else 1.0) for g, n in alive.items())
        unit = "H100e" if in_h100e else "accelerators"
        yield Limit("gigafactory_minimum", s, t, size, policy.gigafactory_minimum, unit, "lower")


def _world_supply(facts: Facts) -> Iterator[Limit]:
    for g in facts.case.accelerators.values():
        for t in facts.case.stages:
            bought = sum(
                n for (name, _, _, u), n in facts.decisions.bought.items() if (name, u) == (g.accelerator, t.stage)
            )
            if g.supply_per_stage is not None and bought > 0:
                yield Limit("world_supply", g.accelerator, t.stage, bought, g.supply_per_stage, "accelerators")


def _state_shares(facts: Facts) -> Iterator[Limit]:
    case, policy = facts.case, facts.case.policy
    for t in case.stages:
        opened = facts.open_in(t.stage)
        whole = sum(facts.built_mw(s, t.stage) for s in opened)
        for c in dict.fromkeys(case.sites[s].state for s in opened):
            own = [s for s in opened if case.sites[s].state == c]
            built = sum(facts.built_mw(s, t.stage) for s in own)
            if policy.max_state_share is not None and built > 0:
                yield Limit("max_state_share", c, t.stage, built, policy.max_state_share * whole, "MW")
            load = case.states[c].peak_load_mw
            if policy.max_share_of_state_peak is not None and load is not None and built > 0:
                peak = sum(facts.facility_peak_mw(s, t.stage) for s in own)
                yield Limit("state_peak_share", c, t.stage, peak, policy.max_share_of_state_peak * load, "MW")
