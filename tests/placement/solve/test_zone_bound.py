"""The bounds of a zone's programme are below the true supply cost of every site of the zone, and near it."""

from pathlib import Path

import numpy as np
import pytest

from models.case import Case
from models.derive import site_options
from placement.read import read_case
from tests.models.cases import tiny, with_rules, with_site, with_supply, with_zone
from tests.models.random_cases import rich_case
from tests.placement.solve.supplies import EXACT, SWITCHES, Switch, bound_at, true_cost, without_limits, zone_cuts

DRAWS = [0.05, 0.7, 3.0, 8.0, 20.0, 45.0]
NEAR = 0.03
"""Where no limit binds the bound is within this share of the truth."""
SAMPLE = 5


@pytest.fixture(scope="module")
def base(tutorial: Path) -> Case:
    return read_case(tutorial)


def excesses(case: Case, seed: int, count: int) -> list[float]:
    """(bound - V) / V at some options and draws."""
    cuts, options = zone_cuts(case), site_options(case)
    chosen = np.random.default_rng(seed).permutation(len(options))[:count]
    return [
        (bound_at(cuts[options[i]], x) - cost) / max(1e-3, abs(cost))
        for i in chosen
        for x, cost in true_cost(case, options[i], DRAWS).items()
    ]


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda switch: switch.name)
def test_bound_is_below_true_cost(base: Case, switch: Switch) -> None:
    found = excesses(switch.on(base), 1, SAMPLE)
    assert len(found) >= SAMPLE
    assert max(found) <= EXACT


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda switch: switch.name)
def test_bound_is_near_where_no_limit_binds(base: Case, switch: Switch) -> None:
    if switch.name == "heat rule":
        pytest.skip("the rule hangs on each site's own heat network")
    found = excesses(without_limits(switch.on(base)), 2, SAMPLE)
    assert len(found) == SAMPLE * len(DRAWS)
    assert min(found) >= -NEAR
    assert max(found) <= EXACT


@pytest.mark.parametrize("seed", range(8))
def test_bound_is_below_true_cost_on_random_cases(seed: int) -> None:
    found = excesses(rich_case(seed, share_on=0.4)[0], seed, 4)
    assert max(found, default=0.0) <= EXACT


def test_every_option_has_a_bound_of_use(base: Case) -> None:
    # no option is left at nothing: power costs something everywhere in the tutorial
    cuts = zone_cuts(base)
    assert set(cuts) == set(site_options(base))
    assert all(bound_at(cuts[o], 10.0) > 1.0 for o in cuts)


def shared_zone(**rule_of_a: float) -> Case:
    """Two sites at 50 EUR/MWh in one zone, each in a state of its own; only the first state has a rule."""
    case = with_supply(tiny(demand=1_000, a=50, b=50), "a", "backup", 1e6)
    return with_rules(with_site(case, "b", zone="a"), "A", **rule_of_a)


def test_zone_of_two_states_without_rules() -> None:
    case = shared_zone()
    assert bound_at(zone_cuts(case)["b", "dry", "2030"], 10.0) == pytest.approx(4.38)


def test_rule_of_one_state_binds_no_other_in_its_zone() -> None:
    case = shared_zone(min_dispatchable_share=1.0)
    cuts = zone_cuts(case)
    for site in "ab":
        option = (site, "dry", "2030")
        assert bound_at(cuts[option], 10.0) <= true_cost(case, option, [10.0])[10.0] * (1 + EXACT)


def test_demand_charge_stays_in_the_bound() -> None:
    # flat load of 10 MW: 4.38 MEUR of energy and 10 x 0.1 MEUR for the peak
    case = with_zone(tiny(a=50), "a", demand_charge_eur_per_mw_year=1e5)
    assert bound_at(zone_cuts(case)["a", "dry", "2030"], 10.0) == pytest.approx(5.38)
