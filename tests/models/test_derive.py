"""Derived quantities against figures worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from models.case import Headroom, Region, Stage, Workload
from models.derive import (
    alive_share,
    all_zone_series,
    busy_share,
    capital_recovery,
    cheapest_return,
    demand_groups,
    discount_factor,
    firm_headroom_mw,
    funder_return,
    great_circle_km,
    heat_network_demand_mw,
    it_bound_mw,
    mean_pue,
    non_firm_availability,
    purchases,
    service_links,
    site_options,
    usable_headroom_mw,
    zone_series,
)
from tests.models.cases import (
    QUARTER,
    TWO_YEARS,
    tiny,
    with_cooling,
    with_funders,
    with_generation,
    with_headroom,
    with_hours,
    with_operation,
    with_policy,
    with_region,
    with_rules,
    with_site,
    with_state,
)

FIRST, SECOND = Stage("2030", 2030, 3), Stage("2033", 2033, 3)


def test_capital_recovery_is_an_annuity() -> None:
    assert capital_recovery(0.10, 20) == pytest.approx(0.117460, abs=1e-6)
    assert capital_recovery(0.0, 5) == 0.2
    assert capital_recovery(1e-9, 5) == pytest.approx(0.2)


@pytest.mark.parametrize("rate", [5e-324, 1e-300, 1e-18, 1e-17, 1e-16, 2e-16, 1e-15, 1e-12, 1e-8])
@pytest.mark.parametrize("life", [0.3, 5.0, 20.0, 200.0])
def test_the_annuity_of_a_small_rate_is_that_of_its_series(rate: float, life: float) -> None:
    r"""The charge is 1/L (1 + i (L + 1) / 2 + ...): at 1e-16 a plain (1 + i)^-L has no digit of i."""
    series = (1.0 + rate * (life + 1) / 2) / life
    assert capital_recovery(rate, life) == pytest.approx(series, rel=max(4e-16, 4 * (rate * life) ** 2))


def test_discount_factor_pays_at_years_ends() -> None:
    assert discount_factor(FIRST, 0.1, 2028) == pytest.approx(1.1**-3 + 1.1**-4 + 1.1**-5)
    assert discount_factor(FIRST, 0.0, 2028) == 3


@pytest.mark.parametrize(
    ("life", "bought", "stage", "share"),
    [
        (5, FIRST, FIRST, 1),
        (5, FIRST, SECOND, 2 / 3),
        (3, FIRST, SECOND, 0),
        (2, SECOND, SECOND, 2 / 3),
        (9, SECOND, FIRST, 0),
    ],
)
def test_alive_share(life: float, bought: Stage, stage: Stage, share: float) -> None:
    assert alive_share(life, bought, stage) == pytest.approx(share)


def test_busy_share_has_a_slow_first_year() -> None:
    case = with_operation(tiny((FIRST, SECOND), a=0), availability=0.9, utilisation=0.8, utilisation_first_year=0.5)
    generation = replace(case.accelerators["g"], life_years=5.0)
    assert busy_share(case, generation, FIRST, FIRST) == pytest.approx(0.9 * (0.5 + 0.8 + 0.8) / 3)
    assert busy_share(case, generation, FIRST, SECOND) == pytest.approx(0.9 * (0.8 + 0.8) / 3)
    half_a_year = replace(generation, life_years=0.5)
    assert busy_share(case, half_a_year, FIRST, FIRST) == pytest.approx(0.9 * 0.5 * 0.5 / 3)


def test_funder_return_and_the_cheapest() -> None:
    case = with_funders(tiny(a=0), bank=("loan", 0.04), house=("equity", 0.10))
    case = with_policy(with_state(case, "A", country_premium_pp=3.0), risk_pass_through=0.5)
    assert funder_return(case, case.funders["house"], case.sites["a"]) == pytest.approx(0.115)
    assert funder_return(case, case.funders["bank"], case.sites["a"]) == 0.04
    assert cheapest_return(case) == 0.04


def test_great_circle() -> None:
    assert great_circle_km(0, 0, 0, 180) == pytest.approx(np.pi * 6371.0088)
    assert great_circle_km(50, 8, 50, 8) == 0
    # Lisbon to Helsinki, about 3,360 km
    assert great_circle_km(38.72, -9.14, 60.17, 24.94) == pytest.approx(3_360, rel=0.01)


def test_non_firm_is_off_in_the_dearest_hours_first_row_first() -> None:
    case = with_hours(tiny(a=0), "a", (20, 80, 80, 40))
    series = zone_series(case, "2030", "a")
    assert non_firm_availability(series, 0).tolist() == [1, 1, 1, 1]
    assert non_firm_availability(series, QUARTER / 2).tolist() == [1, 0.5, 1, 1]
    assert non_firm_availability(series, 2.25 * QUARTER).tolist() == [1, 0, 0, 0.75]
    assert non_firm_availability(series, 8784).tolist() == [0, 0, 0, 0]


def test_tranches_add_up_each_with_its_own_curtailment() -> None:
    case = with_hours(tiny(a=0), "a", (20, 80, 60, 40))
    rows = (
        Headroom("a", 2030, firm_mw=3.0, non_firm_mw=4.0, non_firm_hours=QUARTER),
        Headroom("a", 2030, firm_mw=2.0, non_firm_mw=6.0, non_firm_hours=2 * QUARTER),
        Headroom("a", 2031, firm_mw=50.0),
    )
    case = with_headroom(case, *rows)
    site, stage = case.sites["a"], case.stages[0]
    assert firm_headroom_mw(case, site, stage) == 5
    usable = usable_headroom_mw(case, site, stage, zone_series(case, "2030", "a"))
    assert usable.tolist() == [15, 5, 9, 15]


def test_it_bound_is_the_lesser_of_site_and_connection() -> None:
    case = with_site(with_cooling(tiny(a=0), pue_slope_per_c=0.025), "a", design_temperature_c=30.0)
    case = with_headroom(case, Headroom("a", 2000, firm_mw=6.0, non_firm_mw=4.0))
    assert it_bound_mw(case, case.sites["a"], case.cooling["dry"], case.stages[0]) == pytest.approx(8)
    case = with_site(case, "a", max_it_mw=7.0)
    assert it_bound_mw(case, case.sites["a"], case.cooling["dry"], case.stages[0]) == 7


def test_heat_demand_is_linear_and_clipped() -> None:
    case = with_site(tiny(a=0), "a", heat_network_mw=10.0)
    demand = heat_network_demand_mw(case, case.sites["a"], np.array([-10.0, -5.0, 5.0, 15.0, 30.0]))
    assert demand.tolist() == [10, 10, 5, 0, 0]


def test_a_rule_on_pue_must_hold_from_the_stage_on() -> None:
    # 2031 is warm: PUE 1.2; what could not stay open is not opened in 2030
    case = with_cooling(tiny(TWO_YEARS, a=0), pue_slope_per_c=0.02)
    case = with_hours(case, "a", (50,) * 4, stage="2031", anomaly_c=(20,) * 4)
    series = all_zone_series(case)
    assert mean_pue(case, case.sites["a"], case.cooling["dry"], series["2031", "a"]) == pytest.approx(1.2)
    assert site_options(with_rules(case, "A", max_pue=1.1)) == ()
    assert len(site_options(with_rules(case, "A", max_pue=1.2))) == 2


def test_purchases_need_a_suiting_cooling_and_the_first_stage() -> None:
    case = with_generation(tiny(TWO_YEARS, a=0), "h", "dry", first_stage="2031")
    case = with_generation(case, "wet only", "wet")
    assert purchases(case) == (("g", "a", "dry", "2030"), ("g", "a", "dry", "2031"), ("h", "a", "dry", "2031"))


def test_regions_with_equal_terms_are_one_group() -> None:
    chat = Workload("chat", "inference", max_rtt_ms=20.0)
    case = tiny(demand=0, a=0, b=0)
    for region, a, b in [("p", 10.0, 30.0), ("q", 12.0, 25.0), ("r", 10.0, 15.0)]:
        case = with_region(case, chat, region, 1_000, a=a, b=b)
    groups = {g.regions: g for g in demand_groups(case) if g.workload == "chat"}
    assert set(groups) == {("p", "q"), ("r",)}
    assert groups["p", "q"].h100e == {"2030": 2_000}


def test_round_trip_of_the_table_overrides_distance() -> None:
    case = with_site(tiny(demand=0, a=0), "a", lat=0.0, lon=0.0)
    chat = Workload("chat", "inference", max_rtt_ms=20.0)
    near = replace(with_region(case, chat, "r", 1.0), regions={"r": Region("r", "r", "A", lat=0.0, lon=0.0)})
    assert [link.rtt_ms for link in service_links(near, chat, "r")] == [pytest.approx(6.31)]
    far = with_region(near, chat, "r", 1.0, a=21.0)
    assert service_links(far, chat, "r") == ()
