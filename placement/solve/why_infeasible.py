"""Why no plan exists: which limit, lifted alone, would let one exist.

Each limit of the case is lifted in turn and the master, supply left out, is asked for any plan at all. Where it has
one with every limit on, supply or the loss of a site stands in the way: then the limits that hang on those are lifted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pyomo.environ import ConcreteModel

from models.case import Case
from models.derive import demand_groups
from models.settings import Policy
from placement.solve.answers import Infeasible, SolverTrouble
from placement.solve.formulate import LossCut, build_master, formulate
from placement.solve.highs_problem import HighsProblem
from placement.solve.progress import Stop
from placement.solve.survival import first_cuts

SECONDS_EACH = 20.0
ANY_PLAN_GAP = 1e6


@dataclass(frozen=True)
class _Lifted:
    """The case without one of its limits, and how to name that limit."""

    limit: str
    case: Case


def why_infeasible(case: Case, solves: Callable[[Case], bool], stop: Stop) -> tuple[str, ...]:
    """Reasons in the user's words: limits that, lifted alone, would let a plan exist.

    ``solves`` says whether a case has a plan by solving it, supply and all: it is asked only about what a master
    without supply does not see.
    """
    if _has_a_plan(case, stop):
        hidden = [lifted.limit for lifted in _hidden(case) if not stop() and solves(lifted.case)]
        return _named(hidden) or (
            "the sites that could carry the demand cannot be powered within headroom, permits and state rules",
        )
    found = [lifted.limit for lifted in _without_one(case) if not stop() and _has_a_plan(lifted.case, stop)]
    return _named(found) or ("no single limit stands in the way: several do together",)


def _named(limits: list[str]) -> tuple[str, ...]:
    return tuple(f"{limit} stands in the way: without it a plan exists" for limit in limits)


def _hidden(case: Case) -> Iterator[_Lifted]:
    """Limits that hang on supply, or on who can reach whom when a site is lost."""
    p = case.policy
    if p.n_minus_1:
        yield _Lifted("n_minus_1", replace(case, policy=replace(p, n_minus_1=False)))
    if p.carbon_cap_t_per_year is not None:
        text = f"carbon_cap_t_per_year = {p.carbon_cap_t_per_year:g} (t of carbon a year)"
        yield _Lifted(text, replace(case, policy=replace(p, carbon_cap_t_per_year=None)))
    if p.water_cap_m3_per_year is not None:
        text = f"water_cap_m3_per_year = {p.water_cap_m3_per_year:g} (m3 of water a year)"
        yield _Lifted(text, replace(case, policy=replace(p, water_cap_m3_per_year=None)))
    if p.carbon_free_share is not None:
        text = f"carbon_free_share = {p.carbon_free_share:g}"
        yield _Lifted(text, replace(case, policy=replace(p, carbon_free_share=None)))


def _without_one(case: Case) -> Iterator[_Lifted]:
    yield from _policies(case)
    yield from _workloads(case)
    yield from _money(case)
    limited = {name: g for name, g in case.accelerators.items() if g.supply_per_stage is not None}
    if limited:
        free = {name: replace(g, supply_per_stage=None) for name, g in case.accelerators.items()}
        yield _Lifted("the world supply of accelerators (supply_per_stage)", replace(case, accelerators=free))


def _policies(case: Case) -> Iterator[_Lifted]:
    p = case.policy
    optional: tuple[tuple[str, float | None, str, Policy], ...] = (
        ("max_sites", p.max_sites, "sites", replace(p, max_sites=None)),
        ("min_sites", p.min_sites, "sites", replace(p, min_sites=None)),
        ("max_sites_per_state", p.max_sites_per_state, "sites in one state", replace(p, max_sites_per_state=None)),
        ("max_states", p.max_states, "states", replace(p, max_states=None)),
        ("min_states", p.min_states, "states", replace(p, min_states=None)),
        ("max_state_share", p.max_state_share, "of built IT power in one state", replace(p, max_state_share=None)),
        (
            "max_share_of_state_peak",
            p.max_share_of_state_peak,
            "of a state's peak load",
            replace(p, max_share_of_state_peak=None),
        ),
        ("capital_cap_eur", p.capital_cap_eur, "EUR of capital", replace(p, capital_cap_eur=None)),
        (
            "private_min_share",
            p.private_min_share,
            "of capital from private funders",
            replace(p, private_min_share=None),
        ),
        ("max_leverage", p.max_leverage, "of capital from loans", replace(p, max_leverage=None)),
        (
            "programme_budget_eur",
            p.programme_budget_eur,
            "EUR of EU and state money",
            replace(p, programme_budget_eur=None),
        ),
        (
            "carbon_cap_t_per_year",
            p.carbon_cap_t_per_year,
            "t of carbon a year",
            replace(p, carbon_cap_t_per_year=None),
        ),
        (
            "water_cap_m3_per_year",
            p.water_cap_m3_per_year,
            "m3 of water a year",
            replace(p, water_cap_m3_per_year=None),
        ),
    )
    for name, given, unit, lifted in optional:
        if given is not None:
            yield _Lifted(f"{name} = {given:g} ({unit})", replace(case, policy=lifted))
    if p.access_levels:
        text = f"access_levels = {list(p.access_levels)}"
        yield _Lifted(text, replace(case, policy=replace(p, access_levels=())))
    if p.gigafactory_minimum > 0:
        text = f"gigafactory_minimum = {p.gigafactory_minimum:g} ({p.gigafactory_unit})"
        yield _Lifted(text, replace(case, policy=replace(p, gigafactory_minimum=0.0)))
    if p.n_minus_1:
        yield _Lifted("n_minus_1", replace(case, policy=replace(p, n_minus_1=False)))
    if p.single_source:
        yield _Lifted("single_source", replace(case, policy=replace(p, single_source=False)))


def _workloads(case: Case) -> Iterator[_Lifted]:
    for w in case.workloads.values():
        if w.max_rtt_ms is not None:
            free = {**case.workloads, w.workload: replace(w, max_rtt_ms=None)}
            yield _Lifted(f"max_rtt_ms = {w.max_rtt_ms:g} of workload {w.workload}", replace(case, workloads=free))
        if w.coverage_share > 0:
            loose = {**case.workloads, w.workload: replace(w, coverage_share=0.0)}
            text = f"coverage_share = {w.coverage_share:g} of workload {w.workload}"
            yield _Lifted(text, replace(case, workloads=loose))


def _money(case: Case) -> Iterator[_Lifted]:
    for f in case.funders.values():
        if f.budget_eur is not None:
            free = {**case.funders, f.funder: replace(f, budget_eur=None)}
            yield _Lifted(f"budget_eur = {f.budget_eur:g} of funder {f.funder}", replace(case, funders=free))
    if any(c.budget_eur is not None for c in case.states.values()):
        rich = {name: replace(c, budget_eur=None) for name, c in case.states.items()}
        yield _Lifted("the budgets of the states (states.budget_eur)", replace(case, states=rich))


def _has_a_plan(case: Case, stop: Stop) -> bool:
    """Whether the master finds any plan in a short while; supply costs nothing here."""
    cuts = first_cuts(case, demand_groups(case)) if case.policy.n_minus_1 else ()
    try:
        _, form = formulate(_without_supply, case, cuts)
    except Infeasible:
        return False  # a limit that is plainly broken still stands in the way
    problem = HighsProblem(form)
    problem.set("mip_rel_gap", ANY_PLAN_GAP)
    try:
        return problem.run(stop, time_limit_s=SECONDS_EACH).values is not None
    except SolverTrouble:
        return False


def _without_supply(case: Case, loss_cuts: tuple[LossCut, ...]) -> ConcreteModel:
    """The master with supply at no cost."""
    model = build_master(case, loss_cuts)
    for cost in model.SupplyCost.values():
        cost.fix(0.0)
    return model
