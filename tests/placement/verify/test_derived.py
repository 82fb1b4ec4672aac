"""Derived quantities against figures worked out apart."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from models.case import Headroom, Stage
from placement.verify.derived import Derived, great_circle_km
from placement.verify.money import alive_share, annuity, busy_share, discount_factors
from tests.placement.verify.tiny_case import tiny_case

EARLY, LATE = Stage("early", 2030, 3), Stage("late", 2033, 3)


def test_a_quarter_of_the_meridian() -> None:
    assert great_circle_km(np.array([0.0, 0.0]), np.array([90.0, 0.0])) == pytest.approx(6371.0088 * np.pi / 2)


def test_lisbon_to_helsinki() -> None:
    assert great_circle_km(np.array([38.72, -9.14]), np.array([60.17, 24.94])) == pytest.approx(3361, abs=5)


def test_what_is_left_of_five_years() -> None:
    assert alive_share(5.0, EARLY, EARLY) == 1.0
    assert alive_share(5.0, EARLY, LATE) == pytest.approx(2 / 3)
    assert alive_share(5.0, LATE, EARLY) == 0.0


def test_the_first_year_is_slower() -> None:
    case = tiny_case()
    assert busy_share(case, 5.0, EARLY, EARLY) == pytest.approx(0.9 * (0.4 + 2 * 0.8) / 3)
    assert busy_share(case, 5.0, EARLY, LATE) == pytest.approx(0.9 * 2 * 0.8 / 3)


def test_annuities() -> None:
    assert annuity(0.0, 8.0) == 0.125
    assert annuity(0.05, 20.0) == pytest.approx(0.0802425872)
    assert annuity(1.0, 200.0) == pytest.approx(1.0)
    assert annuity(10.0, 1e4) == pytest.approx(10.0)


@pytest.mark.parametrize("rate", [5e-324, 1e-300, 1e-17, 1e-16, 2e-16, 1e-15, 1e-12, 1e-8])
def test_the_annuity_of_a_small_rate(rate: float) -> None:
    assert annuity(rate, 8.0) == pytest.approx((1.0 + 4.5 * rate) / 8.0, rel=1e-15)


def test_discounting_starts_at_the_base_year() -> None:
    case = replace(tiny_case(), stages=(Stage("one", 2031, 1),))
    assert discount_factors(case, 0.25) == {"one": pytest.approx(1 / 1.25**2)}


def test_the_hour_in_which_curtailment_ends_is_partly_on() -> None:
    case = replace(tiny_case(), headroom=(Headroom("A", 2028, 1.0, 4.0, 3000.0),))
    derived = Derived(case)
    hours: pd.DataFrame = derived.zone_hours("one", "Z")
    assert derived.headroom("A", case.stages[0], hours).tolist() == [3.0, 5.0, 1.0, 5.0]
