"""Demand against all that sites can hold, and all that the world can supply.

Two kinds of work share one capacity. A resource that makes a H100e of training, or b of inference, or any mixture,
meets demand (p, q) only if w p + (1 - w) q <= max(w a, (1 - w) b) for every weight w in [0, 1]; the same holds for
sums of resources. Every weight gives a valid bound; those at which some maximum changes sides are the sharp ones.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf

from models.case import Case, Stage
from models.derive import busy_share
from placement.read.impossible.bounds import Bounds, busy_per_alive, on_sale, purchase_stages
from placement.read.impossible.required import Required, required
from placement.read.impossible.text import Impossible, exceeds


@dataclass(frozen=True)
class Resource:
    """Most busy H100e of one kind alone."""

    training: float
    inference: float
    state: str = ""

    def value(self, weight: float) -> float:
        """Largest weighted output."""
        return max(weight * self.training if weight > 0 else 0.0, (1 - weight) * self.inference if weight < 1 else 0.0)


def demand_beyond_sites(case: Case, bounds: Bounds) -> Iterator[Impossible]:
    """Demand of a stage that all sites together, as many as may be open, cannot serve."""
    for stage in case.stages:
        need = required(case, stage.stage)
        sites = site_resources(case, bounds, stage)
        share = _served_share(need, sites, partial(_most_of_sites, case, sites))
        if share is not None:
            power = sum(max(o.it_mw for o in ways) for (_, t), ways in bounds.openings.items() if t == stage.stage)
            limits, size = _site_limits(case), f" ({power:,.0f} MW of IT power)" if power > 0 else ""
            yield Impossible(
                f"demand that must be served of {need.words} in stage {stage.stage}",
                f"at most {share:.3g} of it: all that {len(sites)} sites{limits} hold{size}",
                "Add sites, headroom or stages, allow more sites, lower coverage_share, or scale demand down.",
            )


def demand_beyond_supply(case: Case) -> Iterator[Impossible]:
    """Demand of a stage beyond the world supply of accelerators bought so far."""
    if not case.accelerators or any(site.capacity_h100e is not None for site in case.sites.values()):
        return
    for stage in case.stages:
        need = required(case, stage.stage)
        supply = [_supply(case, g.accelerator, stage) for g in on_sale(case, stage)]
        share = _served_share(need, supply, partial(_most_of_all, supply))
        if share is not None:
            yield Impossible(
                f"demand that must be served of {need.words} in stage {stage.stage}",
                f"at most {share:.3g} of it: all that supply_per_stage of the accelerators on sale makes by then",
                "Raise supply_per_stage, offer further accelerators, lower coverage_share, or scale demand down.",
            )


def site_resources(case: Case, bounds: Bounds, stage: Stage) -> list[Resource]:
    """What each site can make in a stage, with the cooling and the accelerator that make most."""
    per_mw = {cooling: _per_mw(case, cooling, stage) for cooling in case.cooling}
    found: list[Resource] = []
    for (site, at), ways in bounds.openings.items():
        if at == stage.stage:
            training = max(_times(way.it_mw, per_mw[way.cooling][0]) for way in ways)
            inference = max(_times(way.it_mw, per_mw[way.cooling][1]) for way in ways)
            found.append(Resource(training, inference, case.sites[site].state))
    given = [(site, h100e) for (site, at), h100e in bounds.given.items() if at == stage.stage]
    return found + [Resource(h100e, h100e, case.sites[site].state) for site, h100e in given]


def _per_mw(case: Case, cooling: str, stage: Stage) -> tuple[float, float]:
    """Most busy H100e (training, inference) per MW of built IT power."""
    best = (0.0, 0.0)
    for g in on_sale(case, stage, cooling):
        busy = busy_per_alive(case, g, stage) * 1000.0 / g.it_kw
        best = (max(best[0], busy * g.h100e_training), max(best[1], busy * g.h100e_inference))
    return best


def _supply(case: Case, accelerator: str, stage: Stage) -> Resource:
    g = case.accelerators[accelerator]
    busy = sum(busy_share(case, g, bought, stage) for bought in purchase_stages(case, g, stage))
    most = inf if g.supply_per_stage is None else g.supply_per_stage
    return Resource(_times(most, busy * g.h100e_training), _times(most, busy * g.h100e_inference))


def _most_of_sites(case: Case, sites: Sequence[Resource], weight: float) -> float:
    """Largest weighted output of as many sites and states as policy allows."""
    by_state: dict[str, list[float]] = {}
    for site in sites:
        by_state.setdefault(site.state, []).append(site.value(weight))
    p = case.policy
    kept = {state: sorted(values, reverse=True)[: p.max_sites_per_state] for state, values in by_state.items()}
    by_sites = sum(sorted((value for values in kept.values() for value in values), reverse=True)[: p.max_sites])
    by_states = sum(sorted((sum(values) for values in kept.values()), reverse=True)[: p.max_states])
    return min(by_sites, by_states)


def _most_of_all(resources: Sequence[Resource], weight: float) -> float:
    """Largest weighted output of everything."""
    return sum(resource.value(weight) for resource in resources)


def _site_limits(case: Case) -> str:
    p = case.policy
    limits = (("sites", p.max_sites), ("sites per state", p.max_sites_per_state), ("states", p.max_states))
    words = [f"{most} {what}" for what, most in limits if most is not None]
    return f" (at most {', '.join(words)})" if words else ""


def _served_share(need: Required, resources: Iterable[Resource], most: Callable[[float], float]) -> float | None:
    """Upper bound on the share of the need that can be served, where that is below one."""
    finite = [r for r in resources if 0 < r.training < inf and 0 < r.inference < inf]
    weights = {0.0, 1.0, *(round(r.inference / (r.training + r.inference), 9) for r in finite)}
    asked = [(need.weighted(w), most(w)) for w in sorted(weights)]
    shares = [have / want for want, have in asked if exceeds(want, have)]
    return min(shares, default=None)


def _times(amount: float, rate: float) -> float:
    """Product in which nothing of something unlimited is nothing."""
    return 0.0 if rate == 0 or amount == 0 else amount * rate
