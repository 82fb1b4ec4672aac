"""The investor's view on cases that the textbook's annuity solves."""

from typing import Any

import pytest

from models.case import Case, Stage
from placement.solve import SolveOptions, solve_case
from tests.models.cases import YEAR, annuity, tiny, with_accelerator, with_funders, with_workload

YEARS = 10
CAPITAL = 10e6
"""10,000 accelerators of 1,000 EUR with a life of ten years."""
H100E = 10_000


def priced(margin_eur: float, life: float = YEARS) -> Case:
    """Free power; compute sells for ``margin_eur`` a year, the price of the unmet demand it saves."""
    case = with_accelerator(tiny((Stage("2030", 2030, YEARS),), a=0.0), price_eur=1_000.0, life_years=life)
    return with_workload(case, "train", coverage_share=1.0, unmet_eur_per_h100eh=margin_eur / (YEAR * H100E))


def view(case: Case) -> dict[str, Any]:
    return dict(solve_case(case, SolveOptions(threads=1)).summary["investor"])


@pytest.mark.parametrize("rate", [0.0, 0.04, 0.10, 0.25])
def test_return_of_an_annuity(rate: float) -> None:
    found = view(priced(CAPITAL * annuity(rate, YEARS)))
    assert found["project_irr"] == pytest.approx(rate, abs=1e-9)
    assert found["project_irr_without_grant"] == pytest.approx(rate, abs=1e-9)
    assert found["grant_eur_per_h100eh"] == 0.0
    assert found["dscr_min"] is None


def test_loss_is_a_negative_return() -> None:
    # half the capital comes back in equal parts
    found = view(priced(CAPITAL / 2 / YEARS))
    irr = found["project_irr"]
    assert irr < 0
    assert sum(CAPITAL / 2 / YEARS / (1 + irr) ** y for y in range(1, YEARS + 1)) == pytest.approx(CAPITAL)


def test_grant_lifts_the_return() -> None:
    # the EU pays a fifth: the flows return 10 % on what is left
    case = with_funders(
        priced(0.8 * CAPITAL * annuity(0.1, YEARS)), eu=("eu", 0.0, {"max_share": 0.2}), own=("equity", 0.05)
    )
    found = view(case)
    assert found["project_irr"] == pytest.approx(0.1, abs=1e-9)
    assert annuity(found["project_irr_without_grant"], YEARS) == pytest.approx(0.8 * annuity(0.1, YEARS))
    assert found["grant_eur_per_h100eh"] == pytest.approx(0.2 * CAPITAL / (YEARS * YEAR * H100E))


def test_debt_service_cover() -> None:
    # a loan of half at 4 %; revenue is three times its service
    service = 0.5 * CAPITAL * annuity(0.04, YEARS)
    case = with_funders(priced(3 * service), bank=("loan", 0.04, {"max_share": 0.5}), own=("equity", 0.2))
    assert view(case)["dscr_min"] == pytest.approx(3.0)


def test_assets_that_outlive_the_horizon_are_worth_something() -> None:
    # twice the life: half the capital comes back at the end, so interest alone is a return of ...
    irr = 0.08
    margin = (CAPITAL - 0.5 * CAPITAL / (1 + irr) ** YEARS) * annuity(irr, YEARS)
    assert view(priced(margin, life=2 * YEARS))["project_irr"] == pytest.approx(irr, abs=1e-9)


def test_price_falls_along_its_path() -> None:
    case = priced(CAPITAL)
    case = with_workload(case, "train", unmet_fall_per_year=0.2, unmet_price_year=2030)
    irr = view(case)["project_irr"]
    # the year's price holds through the year and is paid at its end
    worth = sum(CAPITAL * 0.8**y / (1 + irr) ** (y + 1) for y in range(YEARS))
    assert worth == pytest.approx(CAPITAL)


def test_without_a_price_there_is_no_view() -> None:
    case = with_workload(priced(1e6), "train", unmet_eur_per_h100eh=None)
    found = view(case)
    assert found["project_irr"] is found["project_irr_without_grant"] is found["dscr_min"] is None
