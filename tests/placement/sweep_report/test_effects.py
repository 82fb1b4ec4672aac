"""What counts as an effect: never a difference that the proofs, or the chance of a sample, leave open."""

from pathlib import Path

import pytest

from placement.sweep_report.effects import against, alone, extremes
from placement.sweep_report.measures import POWER, SITING, TOTAL, Difference, Span, differ, measures
from placement.sweep_report.read import read_sweep
from placement.sweep_report.swept import Swept
from tests.placement.sweep_report.made_sweeps import PRICE, RATE, SCALE, WATER, Made, sampled, whole


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Swept:
    return read_sweep(whole().write(tmp_path_factory.mktemp("whole") / "sweep"))


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (Span(100, 95), Span(110, 105), Difference(10, True)),
        (Span(100, 95), Span(104, 99), Difference(4, False)),
        (Span(100, 95), Span(104, 100), Difference(4, False)),  # they meet in a point
        (Span(100, 95), Span(90, 50), Difference(-10, True)),  # the bound of the dearer one, not of the cheaper
        (Span(100, 80), Span(90, 90), Difference(-10, False)),
        (Span(100, 95), Span(110, None), Difference(10, None)),
        (Span(100, None), Span(110, 105), Difference(10, True)),
        (Span(100, 95), Span(100 + 1e-8, 95), Difference(0.0, False)),
    ],
)
def test_differ(before: Span, now: Span, expected: Difference) -> None:
    assert differ(before, now) == expected


def test_alone_ranks_what_is_sure(swept: Swept) -> None:
    found = [(effect.parameter.path, effect.size, effect.seeming) for effect in alone(swept, SITING)]
    assert found == [(RATE, 70.0, 70.0), (PRICE.split()[0], 20.0, 20.0), (WATER.split()[0], 0.0, 4.0)]


def test_a_change_without_a_plan_has_no_difference(swept: Swept) -> None:
    price = next(effect for effect in alone(swept, SITING) if effect.parameter.operator == "factor")
    assert [(change.label, change.missing) for change in price.changes] == [
        ("\u00d7\u202f1.2", ""),
        ("\u00d7\u202f9", "no plan is possible"),
    ]
    assert price.changes[1].difference is None


def test_euros_of_another_year_are_not_compared(swept: Swept) -> None:
    other = next(row for row in swept.rows if row.name == "other euros")
    assert other.has_plan
    assert [against(swept, measure, other) for measure in (SITING, TOTAL, POWER)] == [None, None, None]
    assert other not in swept.comparable


def test_power_counts_as_different_where_the_cost_does(tmp_path: Path) -> None:
    made = Made((SCALE,))
    made.add("base")
    made.add("same cost", {SCALE: 1.1}, siting=505.0, it_mw=44.0)
    made.add("dearer", {SCALE: 1.2}, siting=600.0, it_mw=48.0)
    swept = read_sweep(made.write(tmp_path / "sweep"))
    assert [against(swept, POWER, row) for row in swept.rows[1:]] == [Difference(4.0, False), Difference(8.0, True)]


def test_a_grid_compares_cases_that_are_alike(swept: Swept) -> None:
    (grid,) = swept.of_kind("grid")
    effects = {effect.parameter.path: effect for effect in extremes(grid, SITING)}
    (scale,), (rate,) = effects[SCALE].changes, effects[RATE].changes
    assert scale.label == "0.8 \u2192 1.2"  # 1.4 has no plan
    assert scale.difference == Difference(200.0, True)
    assert scale.cases == 2
    assert rate.difference == Difference(0.0, False)
    assert rate.cases == 3


def test_chance_is_no_effect(tmp_path: Path) -> None:
    """The price moves nothing much in this sample, but the middles of its fifths differ by more than the gaps."""
    swept = read_sweep(sampled(200).write(tmp_path / "sweep"))
    (design,) = swept.of_kind("latin_hypercube")
    effects = {effect.parameter.path: effect for effect in extremes(design, SITING)}
    assert all(change.difference and change.difference.sure for change in effects[SCALE].changes)
    price = [change.difference for change in effects[PRICE.split()[0]].changes]
    assert not any(difference and difference.sure for difference in price)
    assert [change.cases for change in effects[SCALE].changes] == [40, 40]


def test_without_the_unchanged_case_another_stands_in(tmp_path: Path) -> None:
    made = Made((SCALE,))
    made.without("base", {}, "infeasible", "no")
    made.add("first", {SCALE: 0.9})
    made.add("second", {SCALE: 0.8}, siting=400.0)
    swept = read_sweep(made.write(tmp_path / "sweep"))
    assert swept.reference is swept.rows[1]
    assert against(swept, SITING, swept.rows[2]) == Difference(-100.0, True)


def test_without_the_unchanged_case_euros_of_unknown_years_are_not_compared(tmp_path: Path) -> None:
    made = Made(("currency_year",))
    made.without("base", {}, "infeasible", "no")
    made.add("first", {"currency_year": 2030})
    assert read_sweep(made.write(tmp_path / "sweep")).reference is None


def test_only_measures_that_are_there(tmp_path: Path, swept: Swept) -> None:
    assert measures(swept) == (SITING, TOTAL, POWER)
    made = Made()
    made.add("base", it_mw=None)
    assert measures(read_sweep(made.write(tmp_path / "sweep"))) == (SITING, TOTAL)


def test_in_a_grid_most_pairs_must_be_sure(tmp_path: Path) -> None:
    """Of three pairs that differ by 8, 8 and 30 EUR, only the last by more than the gap of 10."""
    made = Made((SCALE, RATE))
    made.add("base")
    names = []
    for scale, change in ((1.0, 8.0), (1.1, 8.0), (1.2, 30.0)):
        names.append(made.add(f"{scale} low", {SCALE: scale, RATE: 0.03}, siting=500 * scale))
        names.append(made.add(f"{scale} high", {SCALE: scale, RATE: 0.06}, siting=500 * scale + change))
    made.design("grid", (SCALE, RATE), names)
    (grid,) = read_sweep(made.write(tmp_path / "sweep")).of_kind("grid")
    effects = {effect.parameter.path: effect.changes[0].difference for effect in extremes(grid, SITING)}
    assert effects[RATE] == Difference(8.0, False)
    assert effects[SCALE] == Difference(111.0, True)
