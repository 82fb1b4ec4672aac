"""The tutorial with one input a third lower and higher: cost moves the right way, strictly where it must."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from placement.account import Plan
from placement.read import read_case
from placement.solve import SolveOptions, solve_case
from placement.solve.screen import with_sites

GAP = 0.003
COARSE = ("policy.block_it_mw=10", "policy.n_minus_1=false", "accelerators.*.supply_per_stage*3")
"""Larger blocks and no N-1: a quick solve. Accelerators enough for more demand."""
SITES = ("fi-espoo", "fi-vaasa", "es-zaragoza", "es-andorra")


@dataclass(frozen=True)
class Lever:
    """An input by its override, with the change of cost when it rises: 1, -1; 0.5 and -0.5 where it may stay."""

    path: str
    direction: float
    low: str = "*0.7"
    high: str = "*1.3"
    base: tuple[str, ...] = ()
    """Overrides that make it matter."""


LEVERS = (
    Lever("demand.scale", 1),
    Lever("hourly.*.price_eur_per_mwh", 1),
    Lever("zones.*.electricity_tax_eur_per_mwh", 1),
    Lever("accelerators.*.price_eur", 1),
    Lever("headroom.*.firm_mw", -0.5),
    Lever("sites.*.estimated_firm_mw", -0.5, low="*0.25"),
    Lever("states.*.budget_eur", -0.5, base=("policy.programme_budget_eur=none",)),
    Lever("funders.eu.budget_eur", -1, base=("funders.eu.budget_eur=150000000", "states.*.budget_eur=none")),
    Lever("policy.programme_budget_eur", -1, base=("policy.programme_budget_eur=600000000",)),
    Lever("policy.carbon_free_share", 1, low="=0.66", high="=1.0", base=("carbon.*.carbon_free_share=0.6",)),
    Lever("workloads.real-time.max_rtt_ms", -0.5),
)


@cache
def solved(tutorial: Path, overrides: tuple[str, ...]) -> Plan:
    case = with_sites(read_case(tutorial, (*COARSE, *overrides)), SITES)
    return solve_case(case, SolveOptions(gap=GAP, threads=1))


def cost(plan: Plan) -> tuple[float, float]:
    """Proven bound and objective: the optimum lies between."""
    return plan.summary["bound_eur"], plan.summary["objective_eur"]


@pytest.fixture(scope="module")
def solve(tutorial: Path) -> Callable[..., Plan]:
    return lambda *overrides: solved(tutorial, overrides)


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.path)
def test_cost_moves_the_right_way(lever: Lever, solve: Callable[..., Plan]) -> None:
    low, high = (solve(*lever.base, lever.path + change) for change in (lever.low, lever.high))
    cheap, dear = (low, high) if lever.direction > 0 else (high, low)
    # never the wrong way: the cheap optimum is at least its bound, the dear one at most its plan
    assert cost(cheap)[0] <= cost(dear)[1]
    if abs(lever.direction) == 1:
        assert cost(cheap)[1] < cost(dear)[0]


def test_latency_decides_who_serves(solve: Callable[..., Plan]) -> None:
    # Finland's real-time demand is beyond 25 ms of Spain; with 200 ms anyone may serve it
    tight, loose = solve("workloads.real-time.max_rtt_ms=25"), solve("workloads.real-time.max_rtt_ms=200")
    for plan, limit in ((tight, 25.0), (loose, 200.0)):
        rows = plan.service[plan.service["workload"] == "real-time"]
        assert rows["rtt_ms"].dropna().max() <= limit
    assert cost(loose)[0] <= cost(tight)[1]


def test_dear_power_moves_away(solve: Callable[..., Plan]) -> None:
    def it_mw(plan: Plan, state: str) -> float:
        return float(plan.sites.loc[plan.sites["state"] == state, "it_mw"].sum())

    dear_es, dear_fi = solve("zones.ES.network_eur_per_mwh=100"), solve("zones.FI.network_eur_per_mwh=100")
    assert it_mw(dear_es, "FI") > it_mw(dear_fi, "FI")
    assert it_mw(dear_es, "ES") < it_mw(dear_fi, "ES")


def test_clean_share_is_kept(solve: Callable[..., Plan]) -> None:
    for share in (0.66, 1.0):
        plan = solve("carbon.*.carbon_free_share=0.6", f"policy.carbon_free_share={share}")
        assert plan.sites["carbon_free_share"].min() >= share - 1e-6


def test_carbon_price_lowers_carbon(solve: Callable[..., Plan]) -> None:
    free, priced = solve(), solve("policy.carbon_price_eur_per_t=400")
    assert priced.summary["carbon"]["location"] <= free.summary["carbon"]["location"] * (1 + 1e-6)
    assert cost(free)[1] < cost(priced)[0]


def test_public_money_stays_within_budgets(solve: Callable[..., Plan]) -> None:
    plan = solve("policy.programme_budget_eur=600000000", "policy.programme_budget_eur*0.7")
    funding = plan.summary["funding_eur"]
    assert funding["eu"] + funding["state"] <= 420e6 * (1 + 1e-6)
