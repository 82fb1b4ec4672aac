"""One site's supply costs the same in PyPSA, term by term."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from models.case import Case
from models.derive import supply_data, zone_series
from placement.solve.supply_cut import Ask
from placement.solve.supply_lp import SupplyLp
from tests.peers.pypsa_solved import Found, solve_network
from tests.peers.pypsa_supply import Island
from tests.peers.random_sites import BATCH, COOLING, SITE, STAGE, random_site

pytestmark = pytest.mark.filterwarnings("ignore:pandas infers the `str` dtype:FutureWarning")  # inside PyPSA

BATCHES = range(6)
SEEDS = range(BATCH * len(BATCHES))
SAME = 1e-6
LEASES = ("ppa", "battery", "backup")
"""Terms that are paid for what is leased; back-up's fuel is among them."""
LEAST_ACTIVE = 10
"""Sites in which each ingredient must matter."""
ACTIVE: dict[str, Callable[[Found], bool]] = {
    "battery": lambda site: site.leases_mw["battery"] > 0.1,
    "wind": lambda site: site.leases_mw["wind"] > 0.1,
    "solar": lambda site: site.leases_mw["solar"] > 0.1,
    "backup": lambda site: site.leases_mw["backup"] > 0.1,
    "clean charge": lambda site: site.clean_charge_mwh > 1.0,
    "grid charge": lambda site: site.grid_charge_mwh > 1.0,
    "headroom": lambda site: site.price_of_headroom > 1.0,
    "carbon-free share": lambda site: site.price_of_clean > 0.01,
}


@dataclass(frozen=True)
class Ours:
    cost_meur: float
    terms_meur: dict[str, float]


@pytest.fixture(scope="module")
def ours() -> list[Ours]:
    return [solve_ours(*random_site(seed)) for seed in SEEDS]


def solve_ours(case: Case, draw_mw: float) -> Ours:
    lp = SupplyLp(case, SITE, COOLING, [STAGE])
    priced = lp.price(STAGE, Ask(draw_mw))
    assert priced is not None
    return Ours(priced.cost_meur, dict(lp.plan(STAGE, Ask(draw_mw)).terms_meur))


@pytest.fixture(scope="module")
def batches() -> list[tuple[float, list[Found]]]:
    """The least cost of each network, EUR a year, and its sites."""
    return [solve_network([island(seed) for seed in SEEDS[BATCH * b : BATCH * (b + 1)]]) for b in BATCHES]


@pytest.fixture(scope="module")
def theirs(batches: list[tuple[float, list[Found]]]) -> list[Found]:
    return [site for _, sites in batches for site in sites]


def island(seed: int) -> Island:
    case, draw_mw = random_site(seed)
    data = supply_data(case, case.sites[SITE], COOLING, STAGE, zone_series(case, STAGE, SITE))
    return Island(f"s{seed}", data, draw_mw, case.policy.carbon_free_share)


def test_terms_are_all_that_pypsa_pays(batches: list[tuple[float, list[Found]]]) -> None:
    for objective_eur, sites in batches:
        assert sum(sum(site.terms_eur.values()) for site in sites) == pytest.approx(objective_eur, rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_least_cost(seed: int, ours: list[Ours], theirs: list[Found]) -> None:
    assert sum(theirs[seed].terms_eur.values()) / 1e6 == pytest.approx(ours[seed].cost_meur, rel=SAME)


@pytest.mark.parametrize("seed", SEEDS)
def test_dispatch_costs_the_same(seed: int, ours: list[Ours], theirs: list[Found]) -> None:
    assert dispatch(theirs[seed].terms_eur) / 1e6 == pytest.approx(dispatch(ours[seed].terms_meur), rel=SAME)


def dispatch(terms: dict[str, float]) -> float:
    return sum(amount for name, amount in terms.items() if name not in LEASES)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_term(seed: int, ours: list[Ours], theirs: list[Found]) -> None:
    room = SAME * ours[seed].cost_meur
    for name, meur in ours[seed].terms_meur.items():
        assert theirs[seed].terms_eur.get(name, 0.0) / 1e6 == pytest.approx(meur, abs=room), name


@pytest.mark.parametrize("ingredient", ACTIVE)
def test_ingredient_matters_in_many_sites(ingredient: str, theirs: list[Found]) -> None:
    assert sum(ACTIVE[ingredient](site) for site in theirs) >= LEAST_ACTIVE
