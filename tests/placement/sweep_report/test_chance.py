"""Chance: cases that depend on each other are no sample, and many comparisons share one allowance."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from placement.sweep_report.chance import CHANCE, beyond, drawn_apart, largest_sample, rank_sum
from placement.sweep_report.criteria import SITING, Difference, Span
from placement.sweep_report.effects import extremes
from placement.sweep_report.parts.with_site import means
from placement.sweep_report.read import read_sweep
from placement.sweep_report.records import Kind
from placement.sweep_report.swept import Design, Parameter, Row
from tests.placement.sweep_report.made_sweeps import PRICE, SCALE, Made

SEEDS = 60
MOST_WRONG = 3
"""Of so many samples without any effect in which chance may show one: at CHANCE in each, 4 or more come once in 320."""
LABELS = [f"p{i}" for i in range(8)]


def row(index: int, values: Sequence[float], siting: float, sites: Sequence[str] = (), rest: float = 500.0) -> Row:
    """A case whose proof leaves nothing open."""
    return Row(
        index=index,
        name=f"row {index}",
        values=tuple(values),
        status="optimal",
        reason="",
        objective_eur=siting + rest,
        bound_eur=siting + rest,
        siting_cost_eur=siting,
        it_mw=None,
        lcoc_sold_eur_per_h100eh=None,
        seconds=1.0,
        sites=tuple(sites),
        key=str(index),
        other_money=False,
    )


def design(kind: Kind, points: Sequence[tuple[Sequence[float], float]]) -> Design:
    """A sample of points with their siting costs."""
    parameters = tuple(Parameter(i, name, "set") for i, name in enumerate(LABELS))
    return Design(kind, parameters, tuple(row(i, values, cost) for i, (values, cost) in enumerate(points)), {})


def shown(found: Design) -> list[str]:
    """Parameters that are shown to have an effect."""
    return [effect.parameter.path for effect in extremes(found, SITING) if effect.size > 0]


def hypercube(seed: int, count: int = 100) -> Design:
    """A sample in which nothing has an effect."""
    noise = random.Random(seed)
    return design("latin_hypercube", [([noise.random() for _ in LABELS], noise.gauss(500, 50)) for _ in range(count)])


def blocks(seed: int, count: int = 16) -> Design:
    """Blocks of Saltelli's design whose cost jumps with the first parameter: none has a higher or a lower end."""
    noise = random.Random(seed)
    points = []
    for _ in range(count):
        first, last = ([noise.random() for _ in LABELS] for _ in range(2))
        mixed = [[*first[:i], last[i], *first[i + 1 :]] for i in range(len(LABELS))]
        points += [(values, random.Random(values[0]).gauss(500, 50)) for values in (first, *mixed, last)]
    return design("saltelli", points)


def test_in_a_sample_without_any_effect_hardly_any_is_shown() -> None:
    """16 ends are looked at in each."""
    assert sum(bool(shown(hypercube(seed))) for seed in range(SEEDS)) <= MOST_WRONG


def test_rows_of_a_block_count_once() -> None:
    """All but two of its rows have the first row's value of a parameter, and most of them its cost."""
    assert sum(bool(shown(blocks(seed))) for seed in range(SEEDS)) <= MOST_WRONG


def test_a_real_effect_in_blocks_is_shown() -> None:
    noise = random.Random(1)
    points = []
    for _ in range(32):
        first, last = ([noise.random() for _ in LABELS] for _ in range(2))
        mixed = [[*first[:i], last[i], *first[i + 1 :]] for i in range(len(LABELS))]
        points += [(values, 300 + 400 * values[2] + 10 * values[3]) for values in (first, *mixed, last)]
    found = design("saltelli", points)
    assert shown(found) == ["p2"]
    assert [move.cases for move in extremes(found, SITING)[0].moves] == [12, 12]  # fifths of 64


def test_which_rows_do_not_depend_on_each_other() -> None:
    points = [([0.0] * len(LABELS), float(i)) for i in range(30)]
    assert [r.index for r in drawn_apart(design("saltelli", points))] == [0, 9, 10, 19, 20, 29]
    for kind in ("latin_hypercube", "sobol"):
        assert len(drawn_apart(design(kind, points))) == 30
    for other in ("morris", "grid", "one_at_a_time", "cases"):
        assert drawn_apart(design(other, points)) == ()


def test_of_morris_design_nothing_is_told_by_ends() -> None:
    points = [([i / 27 + j for j in range(8)], 100.0 * i) for i in range(27)]
    assert shown(design("sobol", points))
    assert extremes(design("morris", points), SITING) == ()


@pytest.mark.parametrize(
    ("chances", "expected"),
    [
        ([], []),
        ([0.9 * CHANCE], [True]),
        ([0.9 * CHANCE, 0.5], [False, False]),  # each alone would pass
        ([0.9 * CHANCE, 0.4 * CHANCE], [True, True]),  # the second is held to one less
        ([0.4 * CHANCE, 0.3 * CHANCE, 0.9], [True, True, False]),
        ([0.3 * CHANCE, 0.6 * CHANCE, 0.9], [True, False, False]),
    ],
)
def test_comparisons_share_one_allowance(chances: list[float], expected: list[bool]) -> None:
    assert beyond(chances) == expected


def test_rank_sum() -> None:
    assert rank_sum([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]) == pytest.approx(2 / 20)  # of 20 ways, two are as far apart
    assert rank_sum([], [1.0]) == 1.0
    assert rank_sum([1.0, 1.0], [1.0]) == 1.0


def test_means_with_and_without_a_site() -> None:
    rows = [row(i, (), 400.0 + 100.0 * (i % 2), ("a", "b") if i % 2 else ("a",)) for i in range(20)]
    found = means(rows, ["a", "b"])
    assert (found["a"].inside, found["a"].outside, found["a"].change) == (Span(450.0, 0.0), None, None)
    assert (found["b"].inside, found["b"].outside) == (Span(500.0, 0.0), Span(400.0, 0.0))
    assert found["b"].change == Difference(100.0, True)


def test_a_site_moves_the_siting_cost_only_where_it_moves_the_total() -> None:
    rows = [row(i, (), 400.0 + 100.0 * (i % 2), ("b",) if i % 2 else (), rest=600 - 100.0 * (i % 2)) for i in range(20)]
    assert means(rows, ["b"])["b"].change == Difference(100.0, False)


def test_of_many_sites_that_stand_at_random_hardly_any_is_shown() -> None:
    """Of 60 sites, each in half of the plans."""
    sites = [f"s{i}" for i in range(60)]
    wrong = 0
    for seed in range(SEEDS):
        noise = random.Random(seed)
        rows = [row(i, (), noise.gauss(500, 50), [s for s in sites if noise.random() < 0.5]) for i in range(60)]
        wrong += any(one.change and one.change.sure for one in means(rows, sites).values())
    assert wrong <= MOST_WRONG


def test_the_largest_sample_has_the_most_plans_that_can_be_compared(tmp_path: Path) -> None:
    made = Made((SCALE, PRICE))
    made.add("base")
    names = [made.add(f"m{i}", {SCALE: i, PRICE: i}) for i in range(12)]
    made.design("morris", (SCALE, PRICE), names, trajectories=4, samples=4, levels=4)
    names = [made.add(f"s{i}", {SCALE: i, PRICE: i}) for i in range(16)]
    made.design("saltelli", (SCALE, PRICE), names, samples=4)
    names = [made.add(f"h{i}", {SCALE: i}, other_euros=i == 0) for i in range(10)]
    made.design("latin_hypercube", (SCALE,), [*names, made.without("h", {SCALE: 99}, "infeasible", "no")])
    drawn = largest_sample(read_sweep(made.write(tmp_path / "sweep")))
    assert drawn is not None
    assert drawn[0].kind == "latin_hypercube"
    assert [one.name for one in drawn[1]] == names[1:]
