"""The cheapest conceivable capital against all the money that funders can give.

Least capital: every accelerator costs at least its price, and the facility and connection of its IT power where they
are cheapest. What a stage must serve, or the gigafactories that must stand in the last one, then cost at least the
cheapest way per busy H100e, or per accelerator, one stage at a time (other stages can only add).

Most money for a capital C: each funder within its budget and its share of C, states within their own budgets and
matched with the EU, public money within the programme, private money at least its share of C. That sum is concave in C
and zero at C = 0, so where it falls short of the least capital it falls short of every larger one.
"""

from collections.abc import Iterator
from math import inf

from models.bounds import FunderKind
from models.case import Accelerator, Case, Stage
from models.derive import busy_share, is_powered, peak_pue
from models.settings import StateRules
from placement.read.impossible.bounds import Bounds, busy_per_alive, on_sale, purchase_stages
from placement.read.impossible.required import required
from placement.read.impossible.text import Impossible, exceeds


def capital_beyond_funds(case: Case, bounds: Bounds) -> Iterator[Impossible]:
    """The largest lower bound on capital, where it is more than the funders or the capital cap allow."""
    if not is_powered(case) or any(site.capacity_h100e is not None for site in case.sites.values()):
        return
    needs = [*(_for_demand(case, bounds, stage) for stage in case.stages), _for_minimum(case, bounds)]
    capital, reason = max(needs, key=lambda need: need[0])
    if capital == inf or capital <= 0:
        return
    found = f"capital of at least {_billion(capital)} {reason}"
    cap = case.policy.capital_cap_eur
    if cap is not None and exceeds(capital, cap):
        advice = "Raise capital_cap_eur, or lower demand, coverage_share, min_sites or gigafactory_minimum."
        yield Impossible(found, f"at most capital_cap_eur of {_billion(cap)}", advice)
    funds = most_money(case, capital)
    if exceeds(capital, funds):
        advice = "Raise budgets, shares or leverage of the funders, or lower demand, coverage_share or least sizes."
        expected = f"at most the {_billion(funds)} that funders may pay of it within budgets, shares and programme"
        yield Impossible(found, expected, advice)


def _for_demand(case: Case, bounds: Bounds, stage: Stage) -> tuple[float, str]:
    """Least capital for the demand that must be served in one stage."""
    need = required(case, stage.stage)
    cheapest = {"training": inf, "inference": inf}
    for g in on_sale(case, stage):
        busy = max((busy_share(case, g, u, stage) for u in purchase_stages(case, g, stage)), default=0.0)
        alive = busy_per_alive(case, g, stage)
        if busy > 0 and alive > 0:
            cost = g.price_eur / busy + _site_capital(case, bounds, g) / alive
            cheapest["training"] = min(cheapest["training"], cost / g.h100e_training)
            cheapest["inference"] = min(cheapest["inference"], cost / g.h100e_inference)
    pairs = ((need.training, cheapest["training"]), (need.inference, cheapest["inference"]))
    capital = sum(amount * price for amount, price in pairs if amount > 0)
    return capital, f"for the demand that must be served in stage {stage.stage}"


def _for_minimum(case: Case, bounds: Bounds) -> tuple[float, str]:
    """Least capital for as many gigafactories of least size as must be open in the last stage."""
    p = case.policy
    by_h100e = p.gigafactory_unit == "h100e"
    unit = min(
        (
            (g.price_eur + _site_capital(case, bounds, g)) / (g.h100e_training if by_h100e else 1.0)
            for g in on_sale(case, case.stages[-1])
        ),
        default=inf,
    )
    number = (p.min_sites or 0) * p.gigafactory_minimum
    reason = f"for {p.min_sites} sites of {p.gigafactory_minimum:,.0f} {p.gigafactory_unit}"
    return (number * unit if number else 0.0), reason


def _site_capital(case: Case, bounds: Bounds, g: Accelerator) -> float:
    """Least capital of facility and connection per accelerator, EUR, over the sites and coolings that suit it."""
    suited = {k for a, k in case.accelerator_cooling if a == g.accelerator}
    ways = {(site, way.cooling) for (site, _), openings in bounds.openings.items() for way in openings}
    costs = [_capital_per_mw(case, site, cooling) for site, cooling in ways if cooling in suited]
    return min(costs, default=inf) * g.it_kw / 1000.0


def _capital_per_mw(case: Case, site_name: str, cooling_name: str) -> float:
    site, cooling = case.sites[site_name], case.cooling[cooling_name]
    rules = case.state_rules.get(site.state, StateRules())
    facility = cooling.capital_eur_per_mw * case.states[site.state].construction_index
    connection = site.connection_eur_per_mw + rules.connection_deposit_eur_per_mw
    return facility + connection * peak_pue(site, cooling)


def most_money(case: Case, capital: float) -> float:
    """Upper bound on what the funders pay of a capital, EUR."""
    p = case.policy
    by_kind: dict[FunderKind, float] = {"eu": 0.0, "state": 0.0, "equity": 0.0, "loan": 0.0}
    for funder in case.funders.values():
        budget = inf if funder.budget_eur is None else funder.budget_eur
        by_kind[funder.kind] += min(budget, funder.max_share * capital)
    own = sum(inf if state.budget_eur is None else state.budget_eur for state in case.states.values())
    state = min(by_kind["state"], own, capital)
    eu = by_kind["eu"] if p.state_match_ratio == 0 else min(by_kind["eu"], state / p.state_match_ratio)
    programme = inf if p.programme_budget_eur is None else p.programme_budget_eur
    public = min(eu + state, programme, (1.0 - (p.private_min_share or 0.0)) * capital)
    loan = min(by_kind["loan"], inf if p.max_leverage is None else p.max_leverage * capital)
    return min(public + loan + by_kind["equity"], capital)


def _billion(eur: float) -> str:
    return f"{eur / 1e9:,.3f} billion EUR"
