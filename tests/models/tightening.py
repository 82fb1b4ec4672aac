"""Limits that bind: set from the relaxation without them, so that they cut it off and the answer lies on them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyomo.environ import value

from models.case import Case
from models.derive import demand_groups
from placement.account.facts import gather
from placement.account.limits import limit_table
from placement.solve.answers import Infeasible
from placement.solve.decided import Decided
from placement.solve.extract import extract
from placement.solve.formulate import build, formulate
from placement.solve.highs_problem import HighsProblem
from placement.solve.standard_form import StandardForm
from placement.solve.supply_cut import Option
from tests.models.cases import with_policy, with_workload
from tests.models.many_cases import between, flip
from tests.models.many_switches import is_on

KINDS: Mapping[str, tuple[str, ...]] = {
    "headroom": ("connection",),
    "carbon cap": ("carbon_cap",),
    "budget": ("funder_budget", "state_budget", "programme_budget", "capital_cap"),
    "latency": ("latency",),
}
"""The four kinds that must bind in half of the cases -> limits of limits.csv."""
ZERO = 1e-6
"""A limit binds where its slack is so small a share of its bound."""
USED = 1e-6


@dataclass(frozen=True)
class Relaxed:
    """What the cheapest fractional plan takes, and the least carbon and water of any; in the units of the limits."""

    longest_trip_ms: float
    """Of chat."""
    capital_eur: float
    carbon_t: float
    """A year, in the stage with most of it."""
    least_carbon_t: float
    water_m3: float
    least_water_m3: float


def relax(case: Case) -> Relaxed | None:
    """Solve the relaxation for least cost, least carbon and least water; None where even that has no plan."""
    try:
        model, form = formulate(build, case, ())
    except Infeasible:
        return None
    problem = HighsProblem(replace(form, integer=np.zeros_like(form.integer)), threads=1, listens=False)
    carbon, water = (dict(a.items()) for a in (model.SiteCarbon, model.SiteWater))
    if not _solve(problem, form, form.cost):
        return None
    found = Relaxed(
        longest_trip_ms=_longest_trip_ms(case, model),
        capital_eur=1e6 * sum(float(value(c)) for c in model.Capital.values()),
        carbon_t=1e3 * _largest(model, carbon),
        least_carbon_t=0.0,
        water_m3=1e3 * _largest(model, water),
        least_water_m3=0.0,
    )
    assert _solve(problem, form, _sum_of(form, carbon))
    found = replace(found, least_carbon_t=1e3 * _largest(model, carbon))
    assert _solve(problem, form, _sum_of(form, water))
    return replace(found, least_water_m3=1e3 * _largest(model, water))


def _solve(problem: HighsProblem, form: StandardForm, cost: NDArray[np.float64]) -> bool:
    """Whether there is a point; the cheapest is written into the model."""
    problem.highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
    outcome = problem.run(lambda: False)
    if outcome.values is not None:
        form.load(outcome.values)
    return outcome.values is not None


def _sum_of(form: StandardForm, amount: Mapping[Option, Any]) -> NDArray[np.float64]:
    column, cost = form.column_of(), np.zeros_like(form.cost)
    cost[[column[id(a)] for a in amount.values()]] = 1.0
    return cost


def _largest(model: Any, amount: Mapping[Option, Any]) -> float:
    """Over the stages, the largest sum over all sites."""
    return max(sum(float(value(a)) for (_, _, u), a in amount.items() if u == t) for t in model.STAGES)


def _longest_trip_ms(case: Case, model: Any) -> float:
    trips = [
        case.links[r, s].rtt_ms or 0.0
        for group in demand_groups(case)
        if group.workload == "chat"
        for r in group.regions
        for g, s, t in model.SERVICE_LINKS
        if g == group.group and value(model.Serve[g, s, t]) > USED
    ]
    return max(trips, default=0.0)


def tighten(case: Case, relaxed: Relaxed, seed: int) -> Case:
    """A round trip below the longest one used; by lot, caps on carbon, water and capital below what it took."""
    rng = np.random.default_rng([44, seed])
    case = with_workload(case, "chat", max_rtt_ms=_round_trip_ms(case, relaxed, rng))
    if is_on("carbon cap", 15, seed):
        cap = _within(relaxed.least_carbon_t, relaxed.carbon_t, between(rng, 0.45, 0.75))
        case = with_policy(case, carbon_cap_t_per_year=cap)
    if is_on("water cap", 5, seed):
        cap = _within(relaxed.least_water_m3, relaxed.water_m3, between(rng, 0.4, 0.8))
        case = with_policy(case, water_cap_m3_per_year=cap)
    if is_on("capital cap", 4, seed):
        case = with_policy(case, capital_cap_eur=between(rng, 1.15, 1.35) * relaxed.capital_eur)
    return case


def _within(low: float, high: float, share: float) -> float:
    return low + share * (high - low)


def _round_trip_ms(case: Case, relaxed: Relaxed, rng: np.random.Generator) -> float:
    """One of the trips there are, below the longest used, that leaves every region sites enough from the start."""
    start = case.stages[0].start_year
    early = [s.site for s in case.sites.values() if s.ready_year <= start]
    enough = min(len(early), 3 if case.policy.n_minus_1 else 2)
    needed = max(sorted(case.links[r, s].rtt_ms or 0.0 for s in early)[enough - 1] for r in case.regions)
    trips = sorted({link.rtt_ms or 0.0 for link in case.links.values()})
    fit = [trip for trip in trips if needed <= trip < relaxed.longest_trip_ms]
    return fit[int(flip(rng, 0.3)) % len(fit)] if fit else needed


def binding(case: Case, decided: Decided, relaxed: Relaxed) -> set[str]:
    """The kinds of limit on which the plan lies; of a round trip also that the relaxation had to give way to it."""
    table = limit_table(gather(case, extract(decided.case, decided)))
    tight = table[table["slack"].abs() <= ZERO * table["bound"].abs().clip(lower=1.0)]
    names = set(tight["limit"])
    found = {kind for kind, limits in KINDS.items() if names & set(limits)}
    cut = relaxed.longest_trip_ms > (case.workloads["chat"].max_rtt_ms or np.inf)
    return found if cut else found - {"latency"}
