"""Too few sites or states, or minimum sizes that no site can hold."""

from collections import Counter
from collections.abc import Iterator
from math import inf

from models.case import Case
from models.derive import alive_share
from placement.read.impossible.bounds import Bounds, least_mw_of_minimum, on_sale, purchase_stages
from placement.read.impossible.required import required
from placement.read.impossible.text import Impossible, exceeds


def stages_without_site(case: Case, bounds: Bounds) -> Iterator[Impossible]:
    """Stages with demand that must be served and no site that could be open."""
    for stage in case.stages:
        need = required(case, stage.stage)
        if bounds.usable(stage.stage) or not (need.training or need.inference):
            continue
        power, site = bounds.largest_mw.get(stage.stage, (-1.0, ""))
        found = f"no site that can be open in stage {stage.stage}, with demand that must be served of {need.words}"
        if power < 0:
            expected = (
                f"a site ready by {stage.start_year} whose cooling suits an accelerator and meets its state's max_pue"
            )
            yield Impossible(found, expected, "Bring a ready_year forward, or let the stage start later.")
            continue
        least = min((least_mw_of_minimum(case, k, stage) for k in case.cooling), default=inf)
        what = f"{case.policy.gigafactory_minimum:,.0f} {case.policy.gigafactory_unit}"
        size = f"gigafactory_minimum of {what} ({least:,.1f} MW) and min_it_mw of {case.policy.min_it_mw:,.1f} MW"
        block = case.policy.block_it_mw
        expected = f"one that holds {size}: the largest, {site}, takes {power:,.1f} MW in blocks of {block:g}"
        advice = "Lower gigafactory_minimum or min_it_mw, or raise max_it_mw and headroom of a site."
        yield Impossible(found, expected, advice)


def sites_too_few(case: Case, bounds: Bounds) -> Iterator[Impossible]:
    """Fewer sites than ``min_sites`` can be open in the last stage, within the limits per state."""
    p, last = case.policy, case.stages[-1].stage
    states = Counter(case.sites[site].state for site in bounds.usable(last))
    most = len(case.sites) if p.max_sites_per_state is None else p.max_sites_per_state
    usable = sum(sorted((min(count, most) for count in states.values()), reverse=True)[: p.max_states])
    if p.min_sites and p.min_sites > usable:
        advice = "Lower min_sites, add sites, or raise headroom and max_it_mw where sites are too small to open."
        expected = f"at most the {usable} sites that can be open in {last}"
        yield Impossible(f"min_sites of {p.min_sites}", expected, advice)


def states_too_few(case: Case, bounds: Bounds) -> Iterator[Impossible]:
    """Fewer states than ``min_states`` have a site that can be open in the last stage."""
    p, last = case.policy, case.stages[-1].stage
    states = {case.sites[site].state for site in bounds.usable(last)}
    if p.min_states and p.min_states > len(states):
        advice = "Lower min_states, or add sites in further states."
        found = f"min_states of {p.min_states}"
        yield Impossible(found, f"at most the {len(states)} states with a site that can be open in {last}", advice)


def minimum_beyond_supply(case: Case) -> Iterator[Impossible]:
    """``min_sites`` gigafactories need more accelerators than the world supplies."""
    p, last = case.policy, case.stages[-1]
    if not (p.min_sites and p.gigafactory_minimum) or any(s.capacity_h100e is not None for s in case.sites.values()):
        return
    alive = 0.0
    for g in on_sale(case, last):
        share = sum(alive_share(g.life_years, bought, last) for bought in purchase_stages(case, g, last))
        rating = g.h100e_training if p.gigafactory_unit == "h100e" else 1.0
        alive += share * rating * (inf if g.supply_per_stage is None else g.supply_per_stage)
    need = p.min_sites * p.gigafactory_minimum
    if exceeds(need, alive):
        minimum = f"{p.gigafactory_minimum:,.0f} {p.gigafactory_unit}"
        found = f"{p.min_sites} sites of at least {minimum} ({need:,.0f} in all)"
        advice = "Raise supply_per_stage, or lower min_sites or gigafactory_minimum."
        yield Impossible(found, f"at most the world supply of {alive:,.0f} alive in {last.stage}", advice)
