"""Every number has a lowest and a highest value, and a case with anything beyond is refused with the reason."""

from math import inf, isfinite

import pytest
from annotated_types import Ge, Le

from models.case import Stage
from models.settings import StateRules
from placement.read.columns import Column, columns
from placement.read.schema import SECTIONS, TABLES, Head
from placement.read.typed_head import is_accepted
from tests.placement.read.folder import CaseFolder

OWNERS = (Head, Stage, StateRules, *SECTIONS.values(), *(schema.row for schema in TABLES))
NUMBERS = [column for owner in OWNERS for column in columns(owner).values() if column.numeric]


def ends(column: Column) -> tuple[float, float]:
    return next(x.ge for x in column.limits if isinstance(x, Ge)), next(
        x.le for x in column.limits if isinstance(x, Le)
    )  # type: ignore[return-value]


@pytest.mark.parametrize("column", NUMBERS, ids=lambda c: f"{c.owner.__name__}.{c.name}")
def test_every_number_has_two_ends(column: Column) -> None:
    low, high = ends(column)
    kind = int if column.kind == "whole" else float
    assert isfinite(low)
    assert isfinite(high)
    assert is_accepted(column.owner, column, kind(low))
    assert is_accepted(column.owner, column, kind(high))
    assert not is_accepted(column.owner, column, kind(high + max(1.0, high * 1e-9)))
    assert not is_accepted(column.owner, column, kind(low - 1))
    assert not is_accepted(column.owner, column, inf)
    assert column.default is None or is_accepted(column.owner, column, column.default)


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("accelerators.*.h100e_inference=1e10", "expected a number from 0.001 to 10,000"),
        ("operation.load_factor=1e-300", "expected a number from 0.01 to 1"),
        ("accelerators.*.life_years=1e5", "expected a number from 0.1 to 200"),
        ("operation.facility_life_years=1e5", "expected a number from 0.1 to 200"),
        ("states.*.labour_eur_per_h=1e12", "EUR: no hour costs more than 10,000."),
        ("cooling.*.pue_slope_per_c=1e15", "expected a number from 0 to 1 (above 0: at least 0.000001)"),
        ("cooling.*.pue_slope_per_c=1e-308", "expected a number from 0 to 1 (above 0: at least 0.000001)"),
        ("headroom.*.firm_mw=1e10", "MW: 100,000 (100 GW) is more than any grid gives a site."),
        ("sites.*.max_it_mw=1e10", "expected a number from 0 to 100,000"),
        ("states.*.name=1", ""),
    ],
)
def test_numbers_that_nothing_can_have(tutorial: CaseFolder, override: str, said: str) -> None:
    found = "\n".join(map(str, tutorial.findings(override)))
    assert said in found
    assert bool(found) == bool(said)


SIZES = [
    (
        ["demand.scale=1e-7"],
        "found 0.002 H100e in all in stage 2028-30, with demand.scale of 1e-07, expected no demand",
    ),
    (["demand.scale=1e-9"], "found 2e-05 H100e"),
    (["demand.*.h100e=1e-6"], "demand.csv, row 2, column h100e: found"),
    (
        ["demand.*.training.h100e=1e-5"],
        "row 2, column h100e: found 1e-05 H100e of training in stage 2028-30, expected no",
    ),
    (["demand.scale=1e6"], "expected no demand, or 0.1 to 1,000,000,000 H100e"),
    (["demand.scale=1e-4", "accelerators.*.h100e_training=10000"], "expected no demand, or 100 to 1,000,000,000 H100e"),
    (["discount_rate=1", "base_year=1990"], "from which an EUR of 2028 is worth 1.1e-12 EUR"),
    (["discount_rate=1", "base_year=2066"], "expected a year from which it is worth 0.001 to 1000"),
    (
        ["policy.block_it_mw=0.01", "sites.*.max_it_mw=90000", "headroom.*.firm_mw=100000"],
        "case.toml, row 25, column policy.block_it_mw: found 0.01 MW, of which site fi-kajaani-host may have",
    ),
]


@pytest.mark.parametrize(("overrides", "said"), SIZES)
def test_numbers_that_are_right_and_together_cannot_be_solved(
    tutorial: CaseFolder, overrides: list[str], said: str
) -> None:
    assert said in "\n".join(map(str, tutorial.findings(*overrides)))


@pytest.mark.parametrize(
    "override", ["demand.scale=0", "demand.scale=1e-5", "policy.block_it_mw=0.01", "base_year=1980"]
)
def test_numbers_that_can(tutorial: CaseFolder, override: str) -> None:
    assert [f for f in tutorial.findings(override) if f.kind == "bad-input"] == []
