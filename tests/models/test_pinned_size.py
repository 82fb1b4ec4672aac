"""Pinned: the size of the tutorial's model by component, and its objective. A lost row or a changed cost is seen here.

After a change that is meant, run this file with ``-vv`` and take over what it prints.
"""

from collections import Counter
from pathlib import Path

import pytest
from pyomo.environ import ConcreteModel, Constraint, Var

from models.build import build, build_master
from models.case import Case
from placement.read import read_case
from placement.solve.standard_form import compile_model
from tests.models.solving import Method, Solve

OBJECTIVE_MEUR = 1463.79312
CONSTRAINTS = {
    "bought_in_use_within_world_supply": 34,
    "critical_demand_has_two_sites": 6,
    "site_within_peak_share": 11,
    "Supply.backup_within_lease": 576,
    "Supply.carbon_free_share_met": 22,
    "Supply.carbon_of_sources": 22,
    "Supply.clean_charge_is_ppa_power": 480,
    "Supply.clean_level_carries_over": 480,
    "Supply.daily_compute_is_kept": 44,
    "Supply.one_way_within_power": 480,
    "Supply.grid_charge_is_grid_power": 480,
    "Supply.grid_import_within_headroom": 1056,
    "Supply.grid_level_carries_over": 480,
    "Supply.heat_is_recoverable": 288,
    "Supply.heat_is_wanted": 288,
    "Supply.levels_within_energy": 480,
    "Supply.lost_within_load": 1056,
    "Supply.lost_within_share": 22,
    "Supply.moved_down_within_share": 1056,
    "Supply.moved_up_within_installed_power": 1056,
    "Supply.peak_covers_import": 1056,
    "Supply.power_balances": 1056,
    "Supply.ppa_output_within_lease": 1536,
    "Supply.water_of_cooling": 22,
    "Supply.water_within_permit": 22,
    "alive_is_left_of_bought": 34,
    "at_least_min_sites": 1,
    "at_most_max_sites": 2,
    "at_most_max_sites_per_state": 4,
    "blocks_are_kept": 10,
    "bought_within_world_supply": 4,
    "built_above_minimum": 22,
    "built_within_site_bound": 22,
    "busy_is_left_of_bought": 17,
    "capital_is_paid": 44,
    "capital_of_accelerators": 22,
    "capital_of_connection": 11,
    "capital_of_facility": 11,
    "cooling_is_kept": 10,
    "coverage_reached": 10,
    "demand_is_served_or_unmet": 18,
    "draw_follows_nameplate": 22,
    "funder_within_budget": 1,
    "funder_within_share": 22,
    "loans_within_leverage": 11,
    "nameplate_within_built": 22,
    "one_cooling_when_open": 11,
    "only_open_sites_serve": 85,
    "price_rise_above_piece": 20,
    "private_minimum_met": 11,
    "programme_within_budget": 1,
    "site_is_a_gigafactory": 11,
    "site_stays_open": 5,
    "state_matches_eu": 11,
    "state_within_budget": 2,
    "state_within_peak_share": 4,
    "supply_meets_draw": 22,
    "work_within_busy": 17,
    "work_within_compute": 22,
}
VARIABLES = {
    "Alive": 34,
    "Blocks": 22,
    "Bought": 34,
    "Busy": 17,
    "Capital": 44,
    "ItDraw": 22,
    "OpenSite": 11,
    "Pay": 176,
    "PriceRise": 4,
    "Serve": 85,
    "Supply.Backup": 576,
    "Supply.Carbon": 22,
    "Supply.CleanCharge": 480,
    "Supply.CleanDischarge": 480,
    "Supply.CleanLevel": 480,
    "Supply.GridCharge": 480,
    "Supply.GridDischarge": 480,
    "Supply.GridImport": 1056,
    "Supply.GridLevel": 480,
    "Supply.Heat": 288,
    "Supply.ItDraw": 22,
    "Supply.Lease": 54,
    "Supply.Lost": 1056,
    "Supply.Moved": 1056,
    "Supply.PeakImport": 22,
    "Supply.PpaOutput": 1536,
    "Supply.Water": 22,
    "Unmet": 18,
    "UseCooling": 22,
    "Work": 34,
}


@pytest.fixture(scope="module")
def case(tutorial: Path) -> Case:
    return read_case(tutorial)


@pytest.fixture(scope="module")
def model(case: Case) -> ConcreteModel:
    return build(case)


def sizes(model: ConcreteModel, kind: type) -> dict[str, int]:
    """Members by component; those of the supply problems together under ``Supply.``."""
    found: Counter[str] = Counter()
    for component in model.component_objects(kind, descend_into=True):
        inside = component.parent_block() is not model
        found[f"Supply.{component.local_name}" if inside else component.local_name] += len(component)
    return {name: count for name, count in sorted(found.items()) if count}


def test_constraints_of_the_tutorial(model: ConcreteModel) -> None:
    assert sizes(model, Constraint) == CONSTRAINTS


def test_variables_of_the_tutorial(model: ConcreteModel) -> None:
    assert sizes(model, Var) == VARIABLES


def test_master_is_the_model_without_supply(case: Case) -> None:
    master = build_master(case)
    joined = {name: count for name, count in CONSTRAINTS.items() if not name.startswith("Supply.")}
    del joined["supply_meets_draw"]
    assert sizes(master, Constraint) == joined


def test_every_row_reaches_the_solver(model: ConcreteModel) -> None:
    # every row of the model but those without a variable
    form = compile_model(model)
    assert 0 <= sum(CONSTRAINTS.values()) - len(form.row_lower) <= 0.01 * sum(CONSTRAINTS.values())


@pytest.mark.parametrize(("method", "gap"), [("monolithic", 5e-3), ("decomposed", 1e-6)])
def test_objective_of_the_tutorial(case: Case, method: Method, gap: float) -> None:
    plan = Solve(method)(case, gap)
    assert plan.bound_meur <= OBJECTIVE_MEUR * (1 + 1e-6)
    assert plan.objective_meur == pytest.approx(OBJECTIVE_MEUR, rel=2 * gap)
