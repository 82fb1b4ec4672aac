"""The whole model, built a second time in linopy, has the same optimum."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.case import Case
from tests.models.cases import (
    with_accelerator,
    with_cooling,
    with_operation,
    with_policy,
    with_region,
    with_site,
    with_state,
    with_workload,
)
from tests.models.random_cases import SEALED, SWITCHES, rich_base
from tests.models.solving import Answer, Solve
from tests.peers.linopy_model import least_cost_meur

GAP = 1e-6
UNION_MEUR = 30.0
"""What the Union has to give."""
WITHOUT = {"lost_compute"}
"""Terms of switches that this peer does not have."""
SETTINGS: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    ((), {"max_sites_per_state": 1}),
    (("blocks", "unmet"), {"capital_cap_eur": 385e6}),
    (("gigafactory in H100e", "clean"), {"programme_budget_eur": 20e6, "max_sites": 2}),
    (("carbon price", "match", "private money", "many sites"), {"min_it_mw": 6.0, "private_min_share": 0.9}),
    (("hourly carbon price", "clean without the grid", "many states"), {"min_it_mw": 6.0}),
    (("blocks", "gigafactory", "unmet", "match"), {}),
)
"""Switches of the rich cases, and more of the policy; the other switches this peer does not have."""
SEEDS = range(len(SETTINGS))


def rich(seed: int) -> Case:
    """Like the random cases of the models, and with every running cost, budgets, and demand that abroad costs more."""
    rng = np.random.default_rng(50 + seed)
    case = rich_base(rng)
    case = with_operation(
        case, staff_per_mw=0.5, staff_per_site=20.0, land_rent_share=0.05, transit_eur_per_gbps_year=2e4
    )
    for site in case.sites:
        case = with_site(case, site, land_eur_per_mw=float(rng.uniform(1e5, 5e5)), fibre_eur_per_year=2e5)
        wage, index = float(rng.uniform(15, 50)), float(rng.uniform(0.8, 1.2))
        case = with_state(case, site.upper(), labour_eur_per_h=wage, construction_index=index, budget_eur=15e6)
    case = with_cooling(case, "wet", capital_eur_per_mw=float(rng.uniform(8e6, 12e6)))
    if seed % 2:
        case = replace(case, accelerator_cooling=(*case.accelerator_cooling, ("h", "dry")))
    case = with_region(case, SEALED, "home", float(rng.integers(200, 800)), "A", **dict.fromkeys(case.sites, 10.0))
    home = {
        ("home", s): replace(case.links["home", s], cost_eur_per_h100e_year=rng.uniform(0, 500)) for s in case.sites
    }
    case = replace(case, residency={("A", "B"): float(rng.uniform(0, 0.1))}, links={**case.links, **home})
    if "d" in case.sites:
        case = with_site(case, "d", state="A")
    supplies = {key: replace(row, duration_h=1.0) for key, row in case.supplies.items()}
    demand = {key: h100e * (0.4 if seed == 5 and key[2] == "2033" else 1.0) for key, h100e in case.demand.items()}
    case = replace(case, supplies=supplies, demand=demand)
    case = with_accelerator(case, "h", supply_per_stage=1_000.0)
    case = with_workload(case, "chat", gbps_per_1000_h100e=8.0)
    union = replace(case.funders["union"], budget_eur=1e6 * UNION_MEUR, max_share=0.2 if seed % 2 else 0.04)
    bank = replace(case.funders["bank"], max_share=0.6)
    return replace(case, funders={**case.funders, "union": union, "bank": bank})


def case_of(seed: int) -> Case:
    """A rich case with the switches of its setting."""
    case, (on, policy) = rich(seed), SETTINGS[seed]
    for switch in SWITCHES:
        if switch.name in on:
            case = switch.on(case)
    return with_policy(case, **policy)


@pytest.fixture(scope="module")
def ours() -> list[Answer]:
    """By the monolithic method."""
    return [Solve("monolithic")(case_of(seed), GAP) for seed in SEEDS]


@pytest.fixture(scope="module")
def theirs() -> list[float]:
    """MEUR."""
    return [least_cost_meur(case_of(seed), GAP) for seed in SEEDS]


@pytest.mark.parametrize("seed", SEEDS)
def test_optimum(seed: int, ours: list[Answer], theirs: list[float]) -> None:
    check(ours[seed], theirs[seed])


@pytest.mark.parametrize("seed", SEEDS)
def test_optimum_by_the_decomposed_method(seed: int, theirs: list[float]) -> None:
    check(Solve("decomposed")(case_of(seed), GAP), theirs[seed])


def check(ours: Answer, theirs_meur: float) -> None:
    assert ours.objective_meur == pytest.approx(theirs_meur, rel=2 * GAP)
    assert ours.bound_meur <= theirs_meur * (1 + 2 * GAP)


def test_every_term_is_paid_somewhere(ours: list[Answer]) -> None:
    paid = {name for answer in ours for (name, _, _), meur in answer.amounts().items() if abs(meur) > 1e-3}
    known = {name for answer in ours for name, _, _ in answer.amounts()}
    assert known - paid == WITHOUT


def test_plans_differ(ours: list[Answer]) -> None:
    """Sites open late, both coolings are used, and the Union's money is all spent here and not there."""
    assert any(answer.open_sites("2030") < answer.open_sites("2033") for answer in ours)
    assert {k for answer in ours for _, k, _ in answer.decided.supply} == {"dry", "wet"}
    assert any(answer.paid_meur("union") == pytest.approx(UNION_MEUR) for answer in ours)
    assert any(answer.paid_meur("union") < UNION_MEUR - 1 for answer in ours)
