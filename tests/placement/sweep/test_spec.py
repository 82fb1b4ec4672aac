"""The specification: what it says, and everything that is wrong with it at once."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from placement.read import CaseError
from placement.solve.options import SolveOptions
from placement.sweep.change import Change
from placement.sweep.plan import SweepPlan, plan_sweep

Write = Callable[[str], Path]


@pytest.fixture
def planned(tutorial: Path, spec: Write) -> Callable[..., SweepPlan]:
    """The plan of a specification for the tutorial."""
    return lambda text, *common: plan_sweep(tutorial, spec(text), common, SolveOptions())


Planned = Callable[..., SweepPlan]


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


def test_overrides_of_the_whole_sweep_come_first(planned: Planned) -> None:
    plan = planned("[grid]\npolicy.max_sites = [4]", "discount_rate=0.03")
    assert overrides(plan) == [("discount_rate=0.03",), ("discount_rate=0.03", "policy.max_sites=4")]


def test_the_key_is_of_the_inputs_after_the_overrides(planned: Planned, tutorial: Path, spec: Write) -> None:
    same = planned("[grid]\npolicy.max_sites_per_state = [2]")
    assert len(same.keys) == 1, "the case has 2 already"
    other = plan_sweep(tutorial, spec("[grid]\npolicy.max_sites_per_state = [2]"), (), SolveOptions(gap=0.1))
    assert other.keys != same.keys
    threads = plan_sweep(tutorial, spec("[grid]\npolicy.max_sites_per_state = [2]"), (), SolveOptions(threads=1))
    assert threads.keys == same.keys, "how fast, not what"


def test_a_whole_table_is_replaced(tutorial: Path, tmp_path: Path, planned: Planned) -> None:
    text = (tutorial / "headroom.csv").read_text(encoding="utf-8")
    (tmp_path / "same.csv").write_text(text, encoding="utf-8")
    (tmp_path / "less.csv").write_text("\n".join(text.splitlines()[:-1]), encoding="utf-8")
    plan = planned('[grid]\ntables.headroom = ["same.csv", "less.csv"]')
    assert len(plan.keys) == 2, "one of them is the case's own table"
    assert plan.cases[1].changes == (Change("tables.headroom", "=", str(tmp_path / "same.csv")),)
    assert plan.files[str(tmp_path / "less.csv")]


def test_everything_wrong_is_told_at_once(planned: Planned) -> None:
    with pytest.raises(CaseError) as error:
        planned(
            """
            [gird]
            x = 1
            [grid]
            policy.max_sits = [1]
            policy.max_sites = []
            policy.min_sites = ["a", -1]
            policy.max_states = [2, 2]
            "zones.FX.network_eur_per_mwh" = [3]
            tables.headrom = ["a.csv"]
            tables.headroom = ["nothere.csv"]
            name = ["x"]
            [sobol]
            samples = 100
            discount_rate = {low = 3, high = 2}
            [latin_hypercube]
            samples = 0
            social_rate = {low = 0.03, high = 2}
            [one_at_a_time]
            [[cases]]
            name = "base"
            set.demand.scale = 2
            [[cases]]
            set.demand.scale = 2
            [[cases]]
            name = "x"
            sett = 3
            """
        )
    said = str(error.value)
    for words in (
        "column gird: found an unknown section, expected a section of a sweep.\n    Did you mean grid?",
        "column grid.policy.max_sits: found max_sits, expected a key of [policy].\n    Did you mean max_sites?",
        "column grid.policy.max_sites: found no values",
        "column grid.policy.max_states: found [2, 2], with a value twice",
        "found a (from --set policy.min_sites=a), expected a number",
        "found -1 for min_sites, expected a whole number of at least 0",
        "column grid.zones.FX.network_eur_per_mwh: found FX, expected a zone of zones.\n    Did you mean FI?",
        "column grid.tables.headrom: found headrom, expected tables.<table>=<file>.\n    Did you mean headroom?",
        "column grid.tables.headroom: found no file",
        "column grid.name: found the name of the case",
        "column sobol.samples: found 100, expected a power of 2.\n    Take 64 or 128",
        "column sobol.discount_rate: found {'low': 3, 'high': 2}",
        "column latin_hypercube.samples: found 0, expected a whole number from 1",
        "column one_at_a_time: found no paths",
        "column cases, number 1: found the name base twice",
        "column cases, number 2: found no name",
        "column cases, number 3: found the key sett",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "found nothing to sweep"),
        ("grid = 3", "column grid: found 3, expected a table"),
        ("cases = 3", "column cases: found 3, expected tables"),
        ("[grid", "found broken TOML"),
        ('[grid]\ndemand.scale = "9..3"', "expected a range that rises"),
        ('[grid]\ndemand.scale = "0..1 step 1e-9"', "found 1,000,000,001 values"),
        ("[grid]\ndemand.scale = [nan]", "found nan, expected a number"),
        ("[grid]\ndemand.scale = 2024-01-01", "found 2024-01-01, expected [3, 4, 5]"),
        ('[grid]\ndemand.scale = "1..400"\nsocial_rate = "0..0.5 step 0.001"', "found 200,401 cases, expected at most"),
        ("[latin_hypercube]\nsamples = 4\nsocial_rate = {low = 0.03, high = 2}", "column latin_hypercube.social_rate"),
        ('[grid]\n"a.b=c" = [1]', "expected a path such as policy.max_sites"),
    ],
)
def test_bad_specifications(text: str, words: str, planned: Planned) -> None:
    with pytest.raises(CaseError) as error:
        planned(text)
    assert words in str(error.value)
