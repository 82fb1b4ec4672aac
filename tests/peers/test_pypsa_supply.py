"""One site's supply costs the same in PyPSA, term by term."""

from dataclasses import dataclass
from functools import cache

import pytest

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


@dataclass(frozen=True)
class Ours:
    cost_meur: float
    terms_meur: dict[str, float]


@cache
def ours(seed: int) -> Ours:
    case, draw_mw = random_site(seed)
    lp = SupplyLp(case, SITE, COOLING, [STAGE])
    priced = lp.price(STAGE, Ask(draw_mw))
    assert priced is not None
    return Ours(priced.cost_meur, dict(lp.plan(STAGE, Ask(draw_mw)).terms_meur))


@cache
def theirs(batch: int) -> tuple[float, list[Found]]:
    """All sites of a batch, in one network."""
    return solve_network([island(seed) for seed in range(BATCH * batch, BATCH * (batch + 1))])


def island(seed: int) -> Island:
    case, draw_mw = random_site(seed)
    data = supply_data(case, case.sites[SITE], COOLING, STAGE, zone_series(case, STAGE, SITE))
    return Island(f"s{seed}", data, draw_mw, case.policy.carbon_free_share)


def found(seed: int) -> Found:
    return theirs(seed // BATCH)[1][seed % BATCH]


@pytest.mark.parametrize("batch", BATCHES)
def test_pypsa_pays_for_the_terms_that_are_compared(batch: int) -> None:
    objective_eur, sites = theirs(batch)
    assert sum(sum(site.terms_eur.values()) for site in sites) == pytest.approx(objective_eur, rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_least_cost(seed: int) -> None:
    assert sum(found(seed).terms_eur.values()) / 1e6 == pytest.approx(ours(seed).cost_meur, rel=SAME)


@pytest.mark.parametrize("seed", SEEDS)
def test_dispatch_costs_the_same(seed: int) -> None:
    one, other = ours(seed).terms_meur, found(seed).terms_eur
    dispatch = [sum(amount for name, amount in terms.items() if name not in LEASES) for terms in (one, other)]
    assert dispatch[1] / 1e6 == pytest.approx(dispatch[0], rel=SAME)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_term(seed: int) -> None:
    amounts, room = found(seed).terms_eur, SAME * ours(seed).cost_meur
    for name, meur in ours(seed).terms_meur.items():
        assert amounts.get(name, 0.0) / 1e6 == pytest.approx(meur, abs=room), name


def test_every_ingredient_matters_in_many_sites() -> None:
    active = {
        "battery": lambda site: site.leases_mw["battery"] > 0.1,
        "wind": lambda site: site.leases_mw["wind"] > 0.1,
        "solar": lambda site: site.leases_mw["solar"] > 0.1,
        "headroom": lambda site: site.price_of_headroom > 1.0,
        "carbon-free share": lambda site: site.price_of_clean > 0.01,
        "clean charge": lambda site: site.clean_charge_mwh > 1.0,
        "grid charge": lambda site: site.grid_charge_mwh > 1.0,
        "back-up": lambda site: site.leases_mw["backup"] > 0.01,
    }
    counts = {name: sum(matters(found(seed)) for seed in SEEDS) for name, matters in active.items()}
    print(counts)
    assert min(counts.values()) >= LEAST_ACTIVE, counts
