"""What a specification says: which cases, in which order, under which names."""

import hashlib
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from placement.solve.options import SolveOptions
from placement.sweep.change import Change
from placement.sweep.plan import SweepPlan, plan_sweep
from tests.placement.sweep.conftest import Planned

Write = Callable[[str], Path]


def overrides(plan: SweepPlan) -> list[tuple[str, ...]]:
    return [case.overrides for case in plan.cases]


def test_the_unchanged_case_comes_first_and_a_grid_has_every_pair(planned: Planned) -> None:
    plan = planned('[grid]\npolicy.max_sites = "3..4"\n"hourly.*.price_eur_per_mwh" = {factor = [0.8, 1.2]}')
    assert overrides(plan) == [
        (),
        ("policy.max_sites=3", "hourly.*.price_eur_per_mwh*0.8"),
        ("policy.max_sites=3", "hourly.*.price_eur_per_mwh*1.2"),
        ("policy.max_sites=4", "hourly.*.price_eur_per_mwh*0.8"),
        ("policy.max_sites=4", "hourly.*.price_eur_per_mwh*1.2"),
    ]
    assert [case.name for case in plan.cases] == ["base", "grid 1", "grid 2", "grid 3", "grid 4"]
    assert plan.parameters == ("policy.max_sites", "hourly.*.price_eur_per_mwh factor")
    assert len(plan.keys) == 5


def test_one_at_a_time_changes_one(planned: Planned) -> None:
    plan = planned('[one_at_a_time]\ndiscount_rate = "0.04..0.06 step 0.01"\nstages."2028-30".years = [2]')
    assert [case.name for case in plan.cases[1:]] == [
        "discount_rate=0.04",
        "discount_rate=0.05",
        "discount_rate=0.06",
        "stages.2028-30.years=2",
    ]
    assert len(plan.keys) == 4, "a rate of 0.06 is the case's own"


def test_named_cases_set_values_factors_and_amounts(planned: Planned) -> None:
    plan = planned(
        """
        [[cases]]
        name = "dear"
        set.policy.max_leverage = "none"
        set.policy.access_levels = [0.0, 0.5]
        set.policy.n_minus_1 = false
        set."supplies.*.yearly_eur_per_mw" = {factor = 1.5}
        set.operation.water_eur_per_m3 = {add = 1}
        """
    )
    assert overrides(plan)[1] == (
        "policy.max_leverage=none",
        "policy.access_levels=[0.0, 0.5]",
        "policy.n_minus_1=false",
        "supplies.*.yearly_eur_per_mw*1.5",
        "operation.water_eur_per_m3+1",
    )


def test_latin_hypercube_has_each_stratum_once(planned: Planned) -> None:
    plan = planned(
        """
        [latin_hypercube]
        samples = 8
        seed = 3
        discount_rate = {low = 0.0, high = 0.08}
        policy.max_sites = {low = 3, high = 6}
        policy.carbon_account = ["location", "hourly"]
        """
    )
    rows = [{c.path: c.value for c in case.changes} for case in plan.cases[1:]]
    assert sorted(int(float(str(row["discount_rate"])) / 0.01) for row in rows) == list(range(8))
    assert Counter(row["policy.max_sites"] for row in rows) == dict.fromkeys((3, 4, 5, 6), 2)
    assert Counter(row["policy.carbon_account"] for row in rows) == {"location": 4, "hourly": 4}


@pytest.mark.parametrize("design", ["latin_hypercube", "sobol"])
def test_the_same_seed_gives_the_same_points(design: str, planned: Planned) -> None:
    text = f"[{design}]\nsamples = 4\nseed = 1\ndiscount_rate = {{low = 0.01, high = 0.05}}"
    assert planned(text).cases == planned(text).cases
    assert planned(text).keys != planned(text.replace("seed = 1", "seed = 2")).keys


def test_saltelli_makes_blocks_of_two_points_and_their_mixtures(planned: Planned) -> None:
    text = """
        [saltelli]
        samples = 8
        seed = 5
        discount_rate = {low = 0.0, high = 0.08}
        policy.carbon_account = ["location", "hourly"]
        """
    plan = planned(text)
    assert len(plan.cases) == 1 + 8 * (2 + 2)
    assert plan.cases[1].name == "saltelli 01"
    rows = [tuple(c.value for c in case.changes) for case in plan.cases[1:]]
    for a, first, second, b in zip(*(rows[i::4] for i in range(4)), strict=True):
        assert first == (b[0], a[1])
        assert second == (a[0], b[1])
    assert sorted(int(float(str(row[0])) / 0.01) for row in rows[::4]) == list(range(8)), "each stratum once"
    assert plan.cases == planned(text).cases
    assert plan.keys != planned(text.replace("seed = 5", "seed = 6")).keys


def test_morris_makes_trajectories_on_levels(planned: Planned) -> None:
    text = """
        [morris]
        trajectories = 5
        levels = 4
        discount_rate = {low = 0.0, high = 0.06}
        "hourly.*.price_eur_per_mwh" = {factor_low = 0.7, factor_high = 1.3}
        policy.max_sites = {low = 2, high = 8}
        """
    plan = planned(text)
    assert len(plan.cases) == 1 + 5 * (3 + 1)
    rows = [tuple(c.value for c in case.changes) for case in plan.cases[1:]]
    for i in range(5):
        moved = [[j for j in range(3) if before[j] != after[j]] for before, after in pairwise(rows[4 * i : 4 * i + 4])]
        assert sorted(moved) == [[0], [1], [2]], "one step of each"
    assert {row[2] for row in rows} <= {2, 4, 6, 8}
    assert all(isinstance(row[2], int) for row in rows)
    assert max(float(str(row[1])) for row in rows) <= 1.3
    assert plan.cases == planned(text).cases
    assert plan.keys != planned(text.replace("levels = 4", "levels = 4\n        seed = 6")).keys


def test_the_designs_tell_what_belongs_together(planned: Planned) -> None:
    plan = planned(
        """
        [grid]
        policy.max_sites = "3..4"
        [one_at_a_time]
        operation.water_eur_per_m3 = {add = [1, 2]}
        [morris]
        trajectories = 4
        discount_rate = {low = 0.0, high = 0.06}
        [sobol]
        samples = 2
        seed = 7
        "hourly.*.price_eur_per_mwh" = {factor_low = 0.7, factor_high = 1.3}
        [[cases]]
        name = "x"
        set.demand.scale = 2
        [[cases]]
        name = "y"
        set.demand.scale = 3
        """
    )
    assert [design.document for design in plan.designs] == [
        {"kind": "grid", "parameters": [described("policy.max_sites", values=(3, 4))], "cases": ["grid 1", "grid 2"]},
        {
            "kind": "one_at_a_time",
            "parameters": [described("operation.water_eur_per_m3", "amount", values=(1, 2))],
            "cases": ["operation.water_eur_per_m3+1", "operation.water_eur_per_m3+2"],
        },
        {
            "kind": "sobol",
            "parameters": [described("hourly.*.price_eur_per_mwh", "factor", low=0.7, high=1.3)],
            "samples": 2,
            "seed": 7,
            "cases": ["sobol 1", "sobol 2"],
        },
        {
            "kind": "morris",
            "parameters": [described("discount_rate", low=0.0, high=0.06)],
            "samples": 4,
            "seed": 0,
            "trajectories": 4,
            "levels": 4,
            "cases": [f"morris {i}" for i in range(1, 9)],
        },
        {"kind": "cases", "parameters": [described("demand.scale", values=(2, 3))], "cases": ["x", "y"]},
    ]
    assert {p["column"] for d in plan.designs for p in d.document["parameters"]} == set(plan.parameters)


def described(path: str, operator: str = "set", **values: object) -> dict[str, object]:
    column = path if operator == "set" else f"{path} {operator}"
    return {"column": column, "path": path, "operator": operator, **values}


def test_one_path_has_one_name_however_it_is_spelled(planned: Planned) -> None:
    plan = planned(
        """
        [grid]
        " accelerators . rack-liquid .price_eur" = {factor = [0.5]}
        [[cases]]
        name = "x"
        set.'accelerators."rack-liquid".price_eur' = {factor = 0.5}
        """
    )
    assert plan.parameters == ("accelerators.rack-liquid.price_eur factor",)
    assert len(plan.keys) == 2


def test_a_wide_path_before_a_narrow_one_is_fine(planned: Planned) -> None:
    plan = planned('[grid]\n"zones.*.network_eur_per_mwh" = [3]\n"zones.FI.network_eur_per_mwh" = [1, 2]')
    assert len(plan.keys) == 3


def test_large_factors_stay_factors() -> None:
    assert Change("demand.scale", "*", 1e16).override == "demand.scale*1e16"
    assert Change("demand.scale", "+", -1e16).override == "demand.scale+-1e16"


def test_the_example_of_the_docs_is_right(checkout: Path, spec: Write) -> None:
    page = (checkout / "docs" / "sweep.md").read_text(encoding="utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    plan = plan_sweep(checkout / "inputs" / "europe", spec(example), (), SolveOptions())
    kinds = {design.kind: len(design.cases) for design in plan.designs}
    assert kinds == {
        "grid": 6 * 2,
        "one_at_a_time": 3 * 2,
        "latin_hypercube": 64,
        "saltelli": 64 * (2 + 2),
        "morris": 10 * (2 + 1),
        "cases": 1,
    }


def test_overrides_of_the_whole_sweep_come_first(planned: Planned) -> None:
    plan = planned("[grid]\npolicy.max_sites = [4]", "discount_rate=0.03")
    assert overrides(plan) == [("discount_rate=0.03",), ("discount_rate=0.03", "policy.max_sites=4")]


def test_the_key_is_of_the_inputs_after_the_overrides(planned: Planned, tutorial: Path, spec: Write) -> None:
    text = "[grid]\npolicy.max_sites_per_state = [2, 1]"
    same = planned(text)
    assert len(same.keys) == 2, "the case has 2 already"
    other = plan_sweep(tutorial, spec(text), (), SolveOptions(gap=0.1))
    assert other.keys != same.keys
    threads = plan_sweep(tutorial, spec(text), (), SolveOptions(threads=1))
    assert threads.keys == same.keys, "how fast, not what"


def test_a_whole_table_is_replaced(tutorial: Path, tmp_path: Path, planned: Planned) -> None:
    text = (tutorial / "headroom.csv").read_text(encoding="utf-8")
    (tmp_path / "same.csv").write_text(text, encoding="utf-8")
    (tmp_path / "less.csv").write_text("\n".join(text.splitlines()[:-1]), encoding="utf-8")
    plan = planned('[grid]\ntables.headroom = ["same.csv", "less.csv"]')
    assert len(plan.keys) == 2, "one of them is the case's own table"
    assert plan.cases[1].changes == (Change("tables.headroom", "=", str(tmp_path / "same.csv")),)
    digest = hashlib.sha256((tmp_path / "less.csv").read_bytes()).hexdigest()
    assert plan.files[str(tmp_path / "less.csv")] == digest
