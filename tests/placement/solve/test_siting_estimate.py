"""The estimate by which candidates compare before any plan, worked out by hand."""

from dataclasses import replace

import pytest

from models.case import Case, Funder
from models.derive import site_options
from placement.solve.clock import Clock
from placement.solve.curves import Curves
from placement.solve.decomposed import price_zones
from placement.solve.progress import never, silent
from placement.solve.siting_estimate import siting_eur_per_mw
from placement.solve.zone_bound import Bounds
from tests.models.cases import annuity, energy_meur, tiny, with_hours


def bounds_of(case: Case) -> Bounds:
    """Bounds on every supply of the case, as a solve finds them first."""
    options = site_options(case)
    with Curves(case, options) as curves:
        return price_zones(case, options, curves, Clock(None), silent, never)


def test_power_plant_and_dearer_money_for_accelerators() -> None:
    case = tiny(a=50, b=60)
    dear = replace(case.accelerators["g"], price_eur=1000.0, life_years=4.0)  # 1 kW each: 1 MEUR per MW
    plant = replace(case.cooling["dry"], capital_eur_per_mw=2e6)
    money = {"grant": Funder("grant", "eu", 0.0), "equity": Funder("equity", "equity", 0.1)}
    case = replace(case, accelerators={"g": dear}, cooling={"dry": plant}, funders=money)
    life = case.operation.facility_life_years
    alike_elsewhere = annuity(0.0, 4) * 1e6
    money_eur = annuity(0.05, 4) * 1e6 - alike_elsewhere + annuity(0.05, life) * 2e6
    found = siting_eur_per_mw(case, bounds_of(case))
    assert found["a"] == pytest.approx(energy_meur(1, 50) * 1e6 + money_eur)
    assert found["b"] == pytest.approx(energy_meur(1, 60) * 1e6 + money_eur)


def test_never_above_what_the_site_pays_for_power() -> None:
    # cheap hours that the connection cannot use alone: the estimate takes the mean all the same
    case = with_hours(tiny(a=50), "a", (20, 40, 60, 80))
    assert siting_eur_per_mw(case, bounds_of(case))["a"] <= energy_meur(1, 50) * 1e6 * (1 + 1e-9)


def test_a_site_that_is_never_ready_has_no_figure() -> None:
    case = tiny(a=50, b=60)
    late = replace(case.sites["b"], ready_year=2099)
    case = replace(case, sites={**case.sites, "b": late})
    assert set(siting_eur_per_mw(case, bounds_of(case))) == {"a"}
