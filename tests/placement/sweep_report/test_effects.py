"""What counts as an effect: never a difference that the proofs, or the chance of a sample, leave open."""

from pathlib import Path

import pytest

from placement.sweep_report.criteria import POWER, SITING, TOTAL, Difference, Span, criteria, differ
from placement.sweep_report.effects import against, alone, extremes
from placement.sweep_report.read import read_sweep
from placement.sweep_report.swept import Swept
from tests.placement.sweep_report.made_sweeps import PRICE, RATE, SCALE, WATER, Made, sampled, whole


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Swept:
    return read_sweep(whole().write(tmp_path_factory.mktemp("whole") / "sweep"))


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (Span(100, 5), Span(110, 5), Difference(10, True)),
        (Span(100, 5), Span(104, 5), Difference(4, False)),
        (Span(100, 5), Span(104, 4), Difference(4, False)),  # they meet in a point
        (Span(100, 5), Span(90, 40), Difference(-10, True)),  # what is open of the dearer one, not of the cheaper
        (Span(100, 20), Span(90, 0), Difference(-10, False)),
        (Span(100, 5), Span(110, None), Difference(10, None)),
        (Span(100, None), Span(110, 5), Difference(10, True)),
        (Span(100, 5), Span(100 + 1e-8, 0), Difference(0.0, False)),
    ],
)
def test_differ(before: Span, now: Span, expected: Difference) -> None:
    assert differ(before, now) == expected


def test_one_rule_tells_when_a_difference_is_significant(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("placement.sweep_report.criteria.significant", lambda *given: asked.append(given))
    assert differ(Span(100, 5), Span(110, 6)) == Difference(10, None)
    assert asked == [((100, 110), (5, 6))]


@pytest.mark.parametrize(
    ("siting", "total", "expected"),
    [
        (560.0, 1000.0, Difference(60.0, False)),  # two plans that cost the same
        (560.0, 1004.0, Difference(60.0, False)),  # within the gap of 10
        (504.0, 1060.0, Difference(4.0, False)),  # the siting cost itself by less than that
        (560.0, 1060.0, Difference(60.0, True)),
        (440.0, 1060.0, Difference(-60.0, True)),
        (500.0, 1060.0, Difference(0.0, False)),
    ],
)
def test_siting_cost_is_sure_only_where_the_total_is(
    tmp_path: Path, siting: float, total: float, expected: Difference
) -> None:
    """No proof bounds it: it is the total less a yardstick that depends on what the plan buys."""
    made = Made((SCALE,))
    made.add("base")
    made.add("other", {SCALE: 1.1}, siting=siting, rest=total - siting)
    swept = read_sweep(made.write(tmp_path / "sweep"))
    assert against(swept, SITING, swept.rows[1]) == expected


def test_siting_cost_in_a_sample_is_sure_only_where_the_total_is(tmp_path: Path) -> None:
    made = Made((SCALE,))
    made.add("base")
    names = [made.add(f"s{i}", {SCALE: i}, siting=300.0 + 10 * i, rest=700.0 - 10 * i) for i in range(60)]
    made.design("latin_hypercube", (SCALE,), names, samples=60, seed=1)
    swept = read_sweep(made.write(tmp_path / "sweep"))
    (effect,) = extremes(swept.designs[0], SITING)
    assert [move.difference for move in effect.moves] == [Difference(-240.0, False), Difference(240.0, False)]


def test_alone_ranks_what_is_sure(swept: Swept) -> None:
    found = [(effect.parameter.path, effect.size, effect.seeming) for effect in alone(swept, SITING)]
    assert found == [(RATE, 70.0, 70.0), (PRICE.split()[0], 20.0, 20.0), (WATER.split()[0], 0.0, 4.0)]


def test_a_change_without_a_plan_has_no_difference(swept: Swept) -> None:
    price = next(effect for effect in alone(swept, SITING) if effect.parameter.operator == "factor")
    assert [(move.label, move.missing) for move in price.moves] == [
        ("\u00d7\u202f1.2", ""),
        ("\u00d7\u202f9", "no plan is possible"),
    ]
    assert price.moves[1].difference is None


def test_euros_of_another_year_are_not_compared(swept: Swept) -> None:
    other = next(row for row in swept.rows if row.name == "other euros")
    assert other.has_plan
    assert [against(swept, criterion, other) for criterion in (SITING, TOTAL, POWER)] == [None, None, None]
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
    (scale,), (rate,) = effects[SCALE].moves, effects[RATE].moves
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
    assert all(move.difference and move.difference.sure for move in effects[SCALE].moves)
    price = [move.difference for move in effects[PRICE.split()[0]].moves]
    assert not any(difference and difference.sure for difference in price)
    assert [move.cases for move in effects[SCALE].moves] == [40, 40]


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


def test_only_criteria_that_are_there(tmp_path: Path, swept: Swept) -> None:
    assert criteria(swept) == (SITING, TOTAL, POWER)
    made = Made()
    made.add("base", it_mw=None)
    assert criteria(read_sweep(made.write(tmp_path / "sweep"))) == (SITING, TOTAL)


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
    effects = {effect.parameter.path: effect.moves[0].difference for effect in extremes(grid, SITING)}
    assert effects[RATE] == Difference(8.0, False)
    assert effects[SCALE] == Difference(111.0, True)
