"""Everything that is wrong with a specification, told at once: where, what was found, what was expected, what to do."""

from pathlib import Path

import pytest

from placement.read import CaseError
from tests.placement.sweep.conftest import Planned


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
        "found -1 for min_sites, expected a whole number from 0 to",
        "column grid.zones.FX.network_eur_per_mwh: found FX, expected a zone of zones.\n    Did you mean FI?",
        "column grid.tables.headrom: found headrom, expected tables.<table>=<file>.\n    Did you mean headroom?",
        "nothere.csv: found no file",
        "column grid.name: found name, expected a path that changes the plan",
        "column sobol.samples: found 100, expected a power of 2.\n    Take 64 or 128",
        "column sobol.discount_rate: found {low = 3, high = 2}",
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
        ('[grid]\ndemand.scale = "0..1 step 1e-9"', "found 0..1 step 1e-9, expected at most 100,000 values"),
        ("[grid]\ndemand.scale = [nan]", "found nan, expected a number"),
        ("[grid]\ndemand.scale = 2024-01-01", "found 2024-01-01, expected [3, 4, 5]"),
        ('[grid]\ndemand.scale = "1..400"\nsocial_rate = "0..0.5 step 0.001"', "found 200,401 cases, expected at most"),
        ("[latin_hypercube]\nsamples = 4\nsocial_rate = {low = 0.03, high = 2}", "column latin_hypercube.social_rate"),
        ('[grid]\n"a.b=c" = [1]', "expected a path such as policy.max_sites"),
        ('[grid]\n"." = [1]', "found ., expected a path such as policy.max_sites"),
        ('[grid]\n"" = [1]', "expected a path such as policy.max_sites"),
        (
            "[grid]\nzones = [1]",
            "found zones, expected what to change in the table zones.\n    Write zones.zone.<column>",
        ),
        ("[grid]\npolicy = [1]", "found policy, expected a key of [policy]"),
        ("[grid]\npolicy = {}", "column grid.policy: found {}, expected [3, 4, 5]"),
        ("[grid.policy]", "column grid.policy: found {}"),
        ("cases = []", "column cases: found no cases"),
        ("[grid]\nsamples = 4\ndemand.scale = [1]", "column grid.samples: found the key samples, expected paths alone"),
        (
            '[grid]\npolicy.max_sites = [3]\n"policy. max_sites" = [4]',
            "column grid.policy.max_sites: found the path twice",
        ),
        ("[grid]\npolicy.max_sites = [3]\n'policy.\"max_sites\"' = [4]", "found the path twice"),
        ('[grid]\ndemand.scale = [1]\n"demand.scale " = {factor = [2]}', "found the path twice"),
        (
            '[grid]\n"zones.FI.network_eur_per_mwh" = [1, 2]\n"zones.*.network_eur_per_mwh" = [3]',
            "found zones.FI.network_eur_per_mwh before it, which it sets again, expected the wider path first",
        ),
        ("[grid]\ndemand.scale = [2, 2.0]", "with a value twice"),
        (f"[grid]\ndemand.scale = [{'9' * 400}]", "found 9999"),
        (f"[sobol]\nsamples = 4\ndemand.scale = {{low = 1, high = {'9' * 400}}}", "expected two numbers"),
        (f"[grid]\ndemand.scale = '1..{'9' * 400}'", "999..., expected at most 100,000 values"),
        (f"[[cases]]\nname = '{'x' * 201}'\nset.demand.scale = 1", "of at most 200 letters"),
        ("[grid]\ndemand.scale = {factor = [true]}", "found true, expected a number"),
        ('[grid]\ndemand.scale = {factor = ["x"]}', 'found "x", expected a number'),
        ("[grid]\ndemand.scale = {low = 1, high = 2}", "found {low = 1, high = 2}, expected [3, 4, 5]"),
        ('[grid]\ndemand.scale = "1..3 step 0"', "found 1..3 step 0, expected a range that rises"),
        ('[grid]\ndemand.scale = "0..1e999999999"', "expected a range of numbers that can be counted"),
        (
            '[grid]\ndemand.scale = "0..1e300 step 1e-300"',
            "found 0..1e300 step 1e-300, expected at most 100,000 values",
        ),
        (
            '[grid]\ndemand.scale = "1..100000"\ndiscount_rate = "1..100000"\nsocial_rate = "1..100"',
            "found 1,000,000,000,001 cases, expected at most",
        ),
        ("[grid]\npolicy.carbon_account = {factor = [2]}", "found no number in policy.carbon_account"),
        ("[sobol]\nsamples = -4\ndemand.scale = {low = 1, high = 2}", "found -4, expected a whole number from 1"),
        ("[sobol]\nsamples = true\ndemand.scale = {low = 1, high = 2}", "found true, expected a whole number"),
        ("[sobol]\nsamples = 4\ndemand.scale = {low = 2, high = 2}", "the low one below the high one"),
        ("[sobol]\nsamples = 4\ndemand.scale = {low = 1, high = inf}", "found {low = 1, high = inf}, expected two"),
        ("[sobol]\nsamples = 4\ndemand.scale = {low = 1, high = 2, step = 1}", "expected {low = 3, high = 8}"),
        ("[sobol]\nsamples = 4\npolicy.n_minus_1 = {low = 0, high = 1}", "expected true or false"),
        ("[sobol]\nsamples = 4\npolicy.max_sites = {low = 2.5, high = 4}", "found 2.5 for max_sites, expected a whole"),
        ("[sobol]\nsamples = 4\npolicy.max_sites = {factor_low = 1, factor_high = 2}", "found factors from 1 to 2"),
        ('[[cases]]\nname = "a\\u0000b"\nset.demand.scale = 1', 'found "a?b", expected a name on one line'),
        ('[[cases]]\nname = " base "\nset.demand.scale = 1', "found the name base twice"),
        (
            '[grid]\ndemand.scale = [3]\n[[cases]]\nname = "grid 1"\nset.demand.scale = 2',
            "found the name grid 1 twice",
        ),
        ("[saltelli]\nsamples = 4\ndemand.scale = {low = 1, high = 2}", "found 4, expected a whole number from 8"),
        ("[saltelli]\nsamples = 100\ndemand.scale = {low = 1, high = 2}", "found 100, expected a power of 2"),
        ("[saltelli]\nsamples = 65536\ndemand.scale = {low = 1, high = 2}", "found 196,609 cases"),
        ("[saltelli]\nsamples = 8\nlevels = 4\ndemand.scale = {low = 1, high = 2}", "[saltelli] has no levels"),
        ("[morris]\ntrajectories = 3\ndemand.scale = {low = 1, high = 2}", "found 3, expected a whole number from 4"),
        ("[morris]\nsamples = 4\ndemand.scale = {low = 1, high = 2}", "expected paths, and trajectories, levels, seed"),
        ("[morris]\ntrajectories = 4\nlevels = 5\ndemand.scale = {low = 1, high = 2}", "found 5, expected an even"),
        ('[morris]\ntrajectories = 4\npolicy.carbon_account = ["hourly"]', 'found ["hourly"], expected {low = 3'),
        (
            "[morris]\ntrajectories = 4\npolicy.max_sites = {low = 3, high = 7}",
            "found 3 to 7 on 4 levels, not all of them whole, expected levels that are whole numbers",
        ),
    ],
)
def test_bad_specifications(text: str, words: str, planned: Planned) -> None:
    with pytest.raises(CaseError) as error:
        planned(text)
    assert words in str(error.value)


def test_without_salib_its_designs_are_refused_in_a_line(planned: Planned, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("placement.sweep.points.find_spec", lambda name: None)
    for kind, size in (("saltelli", "samples = 8"), ("morris", "trajectories = 4")):
        with pytest.raises(CaseError) as error:
            planned(f"[{kind}]\n{size}\ndiscount_rate = {{low = 0.01, high = 0.05}}")
        assert f"column {kind}: found no SALib on this machine" in str(error.value)
        assert "pip install -e '.[sensitivity]'" in str(error.value)
    assert planned("[sobol]\nsamples = 2\ndiscount_rate = {low = 0.01, high = 0.05}").keys


def test_a_fault_in_a_table_that_is_put_in_has_its_file_and_row(
    tutorial: Path, tmp_path: Path, planned: Planned
) -> None:
    lines = (tutorial / "headroom.csv").read_text(encoding="utf-8").splitlines()
    cells = dict(zip(lines[0].split(","), lines[2].split(","), strict=True)) | {"firm_mw": "-40"}
    (tmp_path / "dry.csv").write_text("\n".join([*lines[:2], ",".join(cells.values()), *lines[3:]]), encoding="utf-8")
    with pytest.raises(CaseError, match=r"dry.csv, row 3, at firm_mw: found -40, expected a number from 0 to"):
        planned('[grid]\ntables.headroom = ["dry.csv"]')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[grid]\n"sites.*.capacity_h100e" = {factor = [0.8, 1.2]}', "it changed nothing (0 of 6 cells)"),
        ("[one_at_a_time]\ndemand.scale = {factor = [1.0]}", "it changed nothing: that was the value already"),
        (
            '[[cases]]\nname = "none"\nset."sites.*.capacity_h100e" = {add = 5}',
            "column cases.none.sites.*.capacity_h100e: found it changed nothing (0 of 6 cells): 6 without a number",
        ),
        (
            '[sobol]\nsamples = 4\n"sites.*.capacity_h100e" = {factor_low = 1, factor_high = 2}',
            "column sobol.sites.*.capacity_h100e: found it changed nothing (0 of 6 cells): 6 without a number",
        ),
    ],
)
def test_a_path_that_changes_nothing(planned: Planned, text: str, said: str) -> None:
    with pytest.raises(CaseError) as error:
        planned(text)
    assert said in str(error.value)


def test_values_of_which_one_changes_nothing(planned: Planned) -> None:
    planned(
        "[grid]\ndemand.scale = [1.0, 1.2]\n[[cases]]\nname = 'as it is'\nset.discount_rate = 0.06"
        "\n[[cases]]\nname = 'dearer'\nset.discount_rate = 0.07"
    )


MANY = {
    "paths": ("[grid]\n" + "\n".join(f"demand.k{i} = [1]" for i in range(20_000)), "column grid: found 20,000 paths"),
    "sections": ("\n".join(f"k{i} = 1" for i in range(20_000)), "found 19,980 more unknown sections"),
    "cases": ('[[cases]]\nname="a"\n' * 100_001, "column cases: found 100,001 cases, expected at most 100,000"),
    "a deep key": ("[grid]\n" + ".".join(["a"] * 20_000) + " = [1]", "found broken TOML (A key of more than 50 parts"),
}


@pytest.mark.parametrize("name", MANY)
def test_far_too_much_is_told_in_few_words(planned: Planned, name: str) -> None:
    text, said = MANY[name]
    with pytest.raises(CaseError) as error:
        planned(text)
    assert said in str(error.value)
    assert len(str(error.value)) < 10_000
