"""Every cost term is priced by a column, and the classes of evidence share the siting cost out."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from models.case import Case, Source
from placement.account import Plan
from placement.account.evidence import PRICED_BY
from placement.read.columns import columns
from placement.read.schema import TABLE
from placement.solve import SolveOptions, solve_case
from tests.models.cases import tiny, with_accelerator, with_cooling, with_funders


def test_shares_add_to_one(plan: Plan) -> None:
    shares = plan.summary["evidence"]["siting_cost_share"]
    assert set(shares) == {"observed", "derived", "estimated", "assumed"}
    assert sum(shares.values()) == pytest.approx(1.0)
    assert shares["assumed"] == pytest.approx(1.0)


def test_every_term_of_a_plan_has_a_column(plan: Plan) -> None:
    assert set(plan.costs["term"]) <= set(PRICED_BY)


@pytest.mark.parametrize("term", PRICED_BY)
def test_columns_exist(term: str) -> None:
    table, column = PRICED_BY[term]
    if table == "case.toml":
        section, name = column.split(".")
        assert hasattr(next(iter([tiny(a=1)])), section)
        assert hasattr(getattr(tiny(a=1), section), name)
    else:
        assert column in columns(TABLE[table].row)


def three_terms() -> Case:
    """10 MW: energy 4.38 MEUR, plant 1 MEUR, accelerators 1 MEUR at 10 % with a life of a year (siting: 0)."""
    case = with_cooling(tiny(a=50), capital_eur_per_mw=2e6)
    return with_funders(with_accelerator(case, price_eur=100.0), house=("equity", 0.0))


def sourced(case: Case, *rows: tuple[str, str, str]) -> Case:
    return replace(case, sources=tuple(Source(t, c, e, "s", "2026", "CC0") for t, c, e in rows))  # type: ignore[arg-type]


Share = Callable[[Case], dict[str, float]]


@pytest.fixture(scope="module")
def share() -> Share:
    options = SolveOptions(threads=1)
    return lambda case: dict(solve_case(case, options).summary["evidence"]["siting_cost_share"])


def test_terms_weigh_by_their_size(share: Share) -> None:
    # plant: 20 MEUR over 20 years is 1 MEUR; energy 4.38 MEUR; accelerators no siting cost at the one return
    found = share(sourced(three_terms(), ("hourly", "price_eur_per_mwh", "observed")))
    assert found["observed"] == pytest.approx(4.38 / 5.38)
    assert found["assumed"] == pytest.approx(1.0 / 5.38)


def test_column_without_a_source_is_assumed(share: Share) -> None:
    assert share(three_terms())["assumed"] == pytest.approx(1.0)


def test_return_asked_there_is_the_siting_part_of_accelerators(share: Share) -> None:
    # 10,000 x 100 EUR for a year: at 10 % pays 1.1 MEUR, at the cheapest return (an idle loan's 0 %) 1 MEUR
    case = with_funders(three_terms(), house=("equity", 0.1), idle=("loan", 0.0, {"max_share": 0.0}))
    found = share(sourced(case, ("funders", "return_rate", "derived")))
    plant = 20 * 0.1 * 1.1**20 / (1.1**20 - 1)
    assert found["derived"] == pytest.approx(0.1 / (0.1 + 4.38 + plant))
