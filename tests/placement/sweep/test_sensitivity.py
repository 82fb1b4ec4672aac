"""Sensitivity indices against functions whose indices are known by hand, and why there are none."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from placement.sweep import points as points_module
from placement.sweep.axes import Interval
from placement.sweep.estimators import noise_share
from placement.sweep.points import points
from placement.sweep.sensitivity import COLUMNS, Index, indices
from placement.sweep.spec import Sample
from tests.placement.clusters import Cluster
from tests.placement.sweep.conftest import sweep

Array = np.ndarray[Any, np.dtype[np.float64]]
Made = tuple[pd.DataFrame, dict[str, Any]]
ISHIGAMI_FIRST = (0.3139, 0.4424, 0.0)
ISHIGAMI_TOTAL = (0.5576, 0.4424, 0.2437)
"""Of sin x + 7 sin² y + 0.1 z⁴ sin x on [-pi, pi]³: V = 7²/8 + 0.1 pi⁴/5 + 0.01 pi⁸/18 + 1/2 and so on."""


def ishigami(x: Array) -> Array:
    angle = -math.pi + 2 * math.pi * x
    found: Array = np.sin(angle[:, 0]) + 7 * np.sin(angle[:, 1]) ** 2 + 0.1 * angle[:, 2] ** 4 * np.sin(angle[:, 0])
    return found


def linear(x: Array) -> Array:
    """Variance of each term: its factor squared, over 12."""
    found: Array = x @ np.array([4.0, 2.0, 0.0])
    return found


def sampled(kind: str, samples: int, cost: Callable[[Array], Array], gap_eur: float = 0.0, levels: int = 4) -> Made:
    """A table of results whose cost in million EUR is a function of three parameters from 10 to 30, and its design."""
    axes = tuple(Interval(name, "=", 10, 30) for name in "abc")
    x = np.array(points(Sample(kind, samples, 3, axes, levels if kind == "morris" else None)))
    names = [f"{kind} {i}" for i in range(len(x))]
    objective = 5e9 + 1e6 * cost(x)
    table = pd.DataFrame(
        {
            "name": ["base", *names],
            **{axis.path: [None, *(10 + 20 * x[:, i])] for i, axis in enumerate(axes)},
            "objective_eur": [7e9, *objective],
            "bound_eur": [7e9, *(objective - gap_eur)],
            "siting_cost_eur": [1e9, *(objective - 4.5e9)],
        }
    )
    parameters = [{"column": a.path, "path": a.path, "operator": "set", "low": 10, "high": 30} for a in axes]
    return table, {"kind": kind, "parameters": parameters, "cases": names, "samples": samples, "levels": levels}


def values(found: list[Index], measure: str, column: str = "objective_eur") -> list[float | None]:
    return [index.value for index in found if (index.measure, index.column) == (measure, column)]


def test_saltelli_gives_the_known_indices_of_ishigami() -> None:
    found = indices(*sampled("saltelli", 2048, ishigami))
    for column in COLUMNS:
        assert values(found, "S1", column) == pytest.approx(ISHIGAMI_FIRST, abs=0.02)
        assert values(found, "ST", column) == pytest.approx(ISHIGAMI_TOTAL, abs=0.02)
    assert {(index.cases_used, index.cases_left_out, index.noise, index.reason) for index in found} == {
        (2048 * 5, 0, 0.0, "")
    }
    for index, known in zip(found[:6:2], ISHIGAMI_FIRST, strict=True):
        assert index.value is not None
        assert index.confidence is not None
        assert 0.01 < index.confidence < 0.1
        assert abs(index.value - known) < index.confidence


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol"])
def test_any_sample_gives_the_known_first_order_indices(kind: str) -> None:
    assert values(indices(*sampled(kind, 2048, ishigami)), "S1") == pytest.approx(ISHIGAMI_FIRST, abs=0.05)
    assert values(indices(*sampled(kind, 256, linear)), "S1") == pytest.approx([0.8, 0.2, 0.0], abs=0.05)


def test_morris_gives_the_effects_of_a_linear_cost() -> None:
    found = indices(*sampled("morris", 6, linear, gap_eur=3e5))
    assert values(found, "mu_star") == pytest.approx([4e6, 2e6, 0.0], abs=1)
    assert values(found, "sigma") == pytest.approx([0.0] * 3, abs=1)
    assert found[0].noise == pytest.approx(3e5 / (2 / 3)), "a step of two thirds may be wrong by a gap"
    bent = indices(*sampled("morris", 6, lambda x: x[:, 0] * x[:, 1], levels=6))
    assert all(value is not None and value > 0 for value in values(bent, "sigma")[:2])


def test_lists_and_whole_numbers_go_by_their_groups() -> None:
    """A choice of three, of which the middle one costs 3 million EUR, beside a wide and a narrow term."""
    table, design = sampled("latin_hypercube", 1200, linear)
    rank = table["a"].rank(method="first").to_numpy()
    choice = pd.Series(rank).map(
        lambda r: None if math.isnan(r) else ["dear", "cheap", "odd"][min(int((r - 1) / 400), 2)]
    )
    table["a"] = choice
    table["objective_eur"] = 1e9 + 3e6 * (choice == "cheap") + 1e5 * table["b"]
    design["parameters"][0] = {"column": "a", "path": "a", "operator": "set", "values": ["dear", "cheap", "odd"]}
    of_choice, of_term = 9e12 * 2 / 9, 1e10 * 400 / 12
    found = indices(table, design)
    total = of_choice + of_term
    assert values(found, "S1") == pytest.approx([of_choice / total, of_term / total, 0.0], abs=0.03)
    assert found[0].method == "means of the cases with the same value"
    assert found[1].method == "RBD-FAST"
    design["cases"], design["parameters"][0]["column"] = design["cases"][:70], "many"
    table["many"] = table["name"]
    (none,) = (i for i in indices(table, design) if (i.parameter, i.column) == ("many", "objective_eur"))
    assert none.value is None
    assert none.reason == "Only 70 cases for 70 values: at least 5 of each are needed."


def test_many_groups_of_an_idle_parameter_tell_nothing() -> None:
    """What chance alone puts between 20 groups of 10 cases is a tenth of the variance, and taken off."""
    table, design = sampled("latin_hypercube", 200, linear)
    design["parameters"] = design["parameters"][2:]
    found = []
    for seed in range(20):
        table["c"] = np.random.default_rng(seed).integers(20, size=201)
        found.append(float(values(indices(table, design), "S1")[0] or 0))
    assert float(np.mean(found)) == pytest.approx(0, abs=0.03)


@pytest.mark.parametrize("kind", ["morris", "latin_hypercube"])
def test_a_column_may_be_text_for_the_sake_of_another_section(kind: str) -> None:
    table, design = sampled(kind, 64, linear)
    numbers = indices(table, design)
    table["a"] = pd.Series(["none", *map(repr, table["a"][1:].tolist())], dtype="string")
    assert indices(table, design) == numbers


@pytest.mark.parametrize(("kind", "size"), [("saltelli", 5), ("morris", 4), ("latin_hypercube", 1)])
def test_what_misses_a_result_is_left_out_with_its_block(kind: str, size: int) -> None:
    table, design = sampled(kind, 128, linear)
    whole = indices(table, design)
    table.loc[table["name"].isin([f"{kind} 2", f"{kind} {size * 7}"]), ["objective_eur", "bound_eur"]] = None
    found = indices(table, design)
    assert (found[0].cases_used, found[0].cases_left_out) == (126 * size, 2 * size)
    assert values(found, found[0].measure) == pytest.approx(values(whole, whole[0].measure), rel=0.1, abs=0.1)
    assert values(found, found[0].measure, "siting_cost_eur") == values(whole, whole[0].measure, "siting_cost_eur")


def test_too_few_whole_blocks_have_a_reason() -> None:
    table, design = sampled("saltelli", 8, linear)
    table.loc[3, "objective_eur"] = None
    (reason,) = {index.reason for index in indices(table, design) if index.column == "objective_eur"}
    assert reason == "Only 7 of 8 blocks have a plan in each of their cases; at least 8 are needed."
    (few,) = {index.reason for index in indices(*sampled("sobol", 32, linear))}
    assert few == "Only 32 of 32 cases have a plan; at least 64 are needed."


def test_a_constant_result_and_other_euros_have_a_reason() -> None:
    (same,) = {(i.value, i.reason) for i in indices(*sampled("saltelli", 8, lambda x: 0 * x[:, 0]))}
    assert same == (None, "It is the same in all cases, so it depends on none of the parameters.")
    table, design = sampled("saltelli", 8, linear)
    design["parameters"][1]["path"] = "base_year"
    (other,) = {(i.value, i.reason) for i in indices(table, design)}
    assert other == (None, "The cases count euros of other years, since base_year changes.")


def test_other_designs_have_no_indices() -> None:
    table, design = sampled("sobol", 64, linear)
    assert indices(table, design | {"kind": "grid"}) == []


def test_without_salib_there_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(points_module, "find_spec", lambda name: None)
    found = indices(*sampled("latin_hypercube", 64, linear))
    assert {index.reason for index in found} == {"Sensitivity indices need SALib: pip install -e '.[sensitivity]'."}


def test_the_noise_is_the_most_that_errors_within_the_gaps_can_spread() -> None:
    cost = np.array([0.0, 10.0, 20.0, 30.0])
    assert noise_share(cost, np.zeros(4)) == 0
    assert noise_share(cost, np.full(4, 5.0)) == pytest.approx(2.5**2 / cost.var(), rel=1e-6)
    one = np.array([5.0, 0.0, 0.0, 0.0])
    assert one.var() / cost.var() <= float(noise_share(cost, one) or 0) <= 5**2 / cost.var()
    assert noise_share(cost, np.full(4, 1000.0)) == 1
    assert noise_share(cost, np.array([1.0, math.nan, 1.0, 1.0])) is None


def test_gaps_can_make_an_idle_parameter_as_large_as_the_noise_and_no_larger() -> None:
    """Plans are dearer by the whole gap wherever c is in its upper half: the worst that gaps can do."""
    gap = 1e6
    for kind, measure in (("saltelli", "S1"), ("saltelli", "ST"), ("latin_hypercube", "S1")):
        table, design = sampled(kind, 4096, lambda x: linear(x) + (x[:, 2] > 0.5), gap_eur=gap)
        (idle,) = (
            i for i in indices(table, design) if (i.parameter, i.column, i.measure) == ("c", COLUMNS[0], measure)
        )
        assert idle.noise == pytest.approx(gap**2 / 4 / float(table["objective_eur"][1:].var()), rel=0.01)
        assert idle.value == pytest.approx(idle.noise, rel=0.2)


def test_a_missing_bound_leaves_no_noise() -> None:
    for kind in ("saltelli", "morris"):
        table, design = sampled(kind, 16, linear)
        table.loc[3, "bound_eur"] = None
        found = indices(table, design)
        assert {index.noise for index in found} == {None}
        assert None not in {index.value for index in found}


def test_a_sweep_tells_what_its_cost_depends_on(
    small: Path, spec: Callable[[str], Path], tmp_path: Path, cluster: Cluster
) -> None:
    """Two of three warehouses stay open: their fixed cost of 2,000 EUR counts, a limit on sites does not bind."""
    text = """
        [saltelli]
        samples = 8
        "sites.*.fixed_cost_eur_per_year" = {factor_low = 0.9, factor_high = 1.1}
        policy.max_sites = ["none", 3]
        [morris]
        trajectories = 4
        "sites.*.fixed_cost_eur_per_year" = {factor_low = 0.9, factor_high = 1.1}
        policy.max_sites = {low = 3, high = 6}
        """
    said = sweep(small, spec(text), "-o", tmp_path / "out", "--scheduler", cluster.address)
    assert f"{1 + 8 * 4 + 4 * 3} cases: 45 optimal" in said
    table = pd.read_parquet(tmp_path / "out" / "results.parquet")
    saltelli, morris = json.loads((tmp_path / "out" / "sweep.json").read_text(encoding="utf-8"))["designs"]
    found = {(i.parameter, i.measure): i for i in indices(table, saltelli) if i.column == "objective_eur"}
    fixed, limit = (parameter["column"] for parameter in saltelli["parameters"])
    assert (found[limit, "S1"].value, found[limit, "ST"].value) == pytest.approx((0, 0), abs=1e-6)
    assert float(found[fixed, "ST"].value or 0) == pytest.approx(1, abs=float(found[fixed, "ST"].confidence or 0))
    effects = {(i.parameter, i.measure): i for i in indices(table, morris) if i.column == "objective_eur"}
    assert effects[fixed, "mu_star"].value == pytest.approx(0.2 * 2000, rel=1e-6)
    assert effects[fixed, "sigma"].value == pytest.approx(0, abs=1e-3)
    assert effects[limit, "mu_star"].value == pytest.approx(0, abs=1e-3)
    assert {i.cases_left_out for i in (*found.values(), *effects.values())} == {0}
