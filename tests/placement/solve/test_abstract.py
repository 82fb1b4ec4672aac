"""Abstract cases: sites with a given compute and cost, links with a cost, no power; against enumeration."""

from dataclasses import replace
from itertools import chain, combinations
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from models.case import Case
from placement.read.without_power import POWER
from placement.solve import Infeasible, SolveOptions, solve_case
from tests.models.test_service import abstract

H100E = 1_000.0
"""Demand of each region."""


def random_case(seed: int) -> tuple[Case, dict[str, float], dict[str, float], dict[tuple[str, str], float]]:
    """Five sites, four regions, a link for most pairs."""
    rng = np.random.default_rng(seed)
    capacity = {s: float(rng.integers(10, 30)) * 100 for s in "abcde"}
    fixed = {s: float(rng.integers(1, 30)) / 10 for s in "abcde"}
    cost = {(r, s): float(rng.integers(0, 2_000)) for r in "pqrs" for s in "abcde" if rng.random() < 0.8}
    return abstract(capacity, fixed, cost), capacity, fixed, cost


def cheapest_meur(
    capacity: dict[str, float], fixed: dict[str, float], cost: dict[tuple[str, str], float]
) -> float | None:
    """Over all sets of open sites, a transport problem each."""
    found = []
    regions = sorted({r for r, _ in cost})
    for some in chain.from_iterable(combinations(capacity, n) for n in range(1, len(capacity) + 1)):
        links = [(r, s) for r, s in cost if s in some]
        if {r for r, _ in links} != set(regions):
            continue
        answer = linprog(
            [cost[link] for link in links],
            A_ub=[[1.0 if s == site else 0.0 for _, s in links] for site in some],
            b_ub=[capacity[site] for site in some],
            A_eq=[[1.0 if r == region else 0.0 for r, _ in links] for region in regions],
            b_eq=[H100E] * len(regions),
        )
        if answer.x is not None:
            found.append(float(answer.fun) / 1e6 + sum(fixed[s] for s in some))
    return min(found, default=None)


@pytest.mark.parametrize("method", ["auto", "monolithic", "decomposed"])
@pytest.mark.parametrize("seed", range(6))
def test_optimum_of_an_abstract_case(seed: int, method: Any) -> None:
    case, capacity, fixed, cost = random_case(seed)
    best = cheapest_meur(capacity, fixed, cost)
    options = SolveOptions(gap=1e-7, threads=1, method=method)
    if best is None:
        with pytest.raises(Infeasible):
            solve_case(case, options)
        return
    plan = solve_case(case, options)
    assert plan.summary["objective_eur"] == pytest.approx(1e6 * best, rel=1e-6)
    assert plan.summary["bound_eur"] <= 1e6 * best * (1 + 1e-6)
    assert plan.service.groupby("region")["share"].sum().to_numpy() == pytest.approx(1.0)
    for site, h100e in plan.service.groupby("site")["h100e"].sum().items():
        assert h100e <= capacity[str(site)] * (1 + 1e-6)
    assert len(plan.dispatch) == len(plan.supply) == len(plan.funding) == 0
    assert plan.summary["counts"]["h100e"] == pytest.approx(sum(capacity[s] for s in plan.sites["site"]))


def test_abstract_case_needs_no_coordinates() -> None:
    case, *_ = random_case(0)
    assert all(site.lat is None for site in case.sites.values())
    plan = solve_case(case, SolveOptions(threads=1))
    assert all(f["geometry"] is None for f in plan.geojson["features"])


def test_limits_on_money_are_listed_where_there_is_no_capital() -> None:
    case, *_ = random_case(1)
    limited = replace(case, policy=replace(case.policy, capital_cap_eur=0.0, programme_budget_eur=1.0))
    plan = solve_case(limited, SolveOptions())
    rows = {row["limit"]: (row["value"], row["bound"], row["slack"]) for row in plan.limits.to_dict("records")}
    assert rows["capital_cap"] == (0, 0, 0)
    assert rows["programme_budget"] == (0, 1, 1)


HARSH = {
    **{"block_it_mw": 3.0, "min_it_mw": 5.0, "max_state_share": 0.1, "max_share_of_state_peak": 0.0},
    **{"carbon_cap_t_per_year": 0.0, "carbon_price_eur_per_t": 500.0, "water_cap_m3_per_year": 0.0},
    **{"capital_cap_eur": 0.0, "carbon_free_share": 1.0, "moved_load_share": 0.5, "lost_compute_eur_per_mwh": 1.0},
    **{"price_slope_eur_per_mwh_per_gw": 5.0, "state_match_ratio": 1.0, "private_min_share": 1.0},
    **{"max_leverage": 0.0, "programme_budget_eur": 0.0, "access_levels": (0.5,)},
}


def test_what_is_told_to_count_for_nothing_does_so() -> None:
    assert set(POWER["policy"]) == set(HARSH)
    case, capacity, fixed, cost = random_case(0)
    halved = {name: getattr(case.operation, name) / 2 for name in POWER["operation"]}
    harsh = replace(
        case,
        policy=replace(case.policy, **HARSH),  # type: ignore[arg-type]
        operation=replace(case.operation, **halved),
        solve=replace(case.solve, screen_sites=1),
    )
    plan = solve_case(harsh, SolveOptions(gap=1e-7, threads=1))
    best = cheapest_meur(capacity, fixed, cost)
    assert best is not None
    assert plan.summary["objective_eur"] == pytest.approx(1e6 * best, rel=1e-6)
