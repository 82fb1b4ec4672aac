"""Which solved case a case begins at."""

from collections.abc import Sequence

import pytest

from placement.sweep.change import Change
from placement.sweep.nearest import Neighbours
from placement.sweep.plan import Planned


def case(key: str, *changes: Change) -> Planned:
    return Planned(key, changes, tuple(change.override for change in changes), key)


def scale(value: float) -> Change:
    return Change("demand.scale", "=", value)


def nearest(cases: Sequence[Planned], solved: Sequence[str], key: str) -> str | None:
    neighbours = Neighbours(cases)
    for each in solved:
        neighbours.add(each)
    return neighbours.nearest(key)


def test_without_a_solved_case_there_is_none() -> None:
    assert nearest([case("base"), case("a", scale(1.1))], [], "a") is None


def test_the_nearest_of_one_parameter() -> None:
    cases = [case("low", scale(0.8)), case("mid", scale(1.0)), case("high", scale(1.3)), case("new", scale(1.2))]
    assert nearest(cases, ["low", "mid", "high"], "new") == "high"
    assert nearest(cases, ["low", "mid"], "new") == "mid"


def test_each_parameter_counts_over_its_own_range() -> None:
    """1 EUR of 1,000 is near; 0.1 of a range of 0.4 is not."""
    price = [Change("operation.water_eur_per_m3", "=", v) for v in (0.0, 1000.0, 500.0, 501.0)]
    cases = [
        case("ends", scale(0.8), price[0]),
        case("other end", scale(1.2), price[1]),
        case("near in price", scale(1.1), price[2]),
        case("near in scale", scale(1.0), price[1]),
        case("new", scale(1.0), price[3]),
    ]
    assert nearest(cases, ["near in price", "near in scale"], "new") == "near in price"


@pytest.mark.parametrize(("operator", "near", "far"), [("*", 1.1, 1.5), ("+", 0.1, 0.5)])
def test_a_factor_of_one_and_an_amount_of_zero_are_the_unchanged_case(operator: str, near: float, far: float) -> None:
    def by(value: float) -> Change:
        return Change("operation.water_eur_per_m3", operator, value)  # type: ignore[arg-type]

    cases = [case("base"), case("near", by(near)), case("far", by(far))]
    assert nearest(cases, ["base", "far"], "near") == "base"


def test_words_are_alike_or_not() -> None:
    def account(word: str) -> Change:
        return Change("policy.carbon_account", "=", word)

    cases = [
        case("location", account("location"), scale(1.0)),
        case("hourly", account("hourly"), scale(0.9)),
        case("new", account("hourly"), scale(1.0)),
        case("end", account("hourly"), scale(0.6)),
    ]
    assert nearest(cases, ["location", "hourly"], "new") == "hourly"


def test_a_parameter_that_only_some_cases_set_keeps_them_apart() -> None:
    cases = [case("base"), case("a", scale(1.0)), case("b", scale(1.1)), case("c", scale(2.0))]
    assert nearest(cases, ["base", "b"], "a") == "b"


def test_one_value_alone_says_nothing() -> None:
    cases = [case("a", scale(1.0)), case("b", scale(1.0))]
    assert nearest(cases, ["a"], "b") == "a"
