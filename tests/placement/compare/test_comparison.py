"""What differs between two runs, in figures known by hand."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from placement.compare import NoRun, compare_runs, describe, document
from placement.compare.cautions import cautions
from placement.compare.comparison import Pair
from placement.compare.runs import labels
from placement.compare.story import story
from tests.placement.compare.made_runs import CASE_TOML, A, B, site, write_case, write_run


def the_pair(first: Path, second: Path) -> Pair:
    (pair,) = compare_runs([first, second]).pairs
    return pair


def test_which_sites_stand_where(first: Path, second: Path) -> None:
    pair = the_pair(first, second)
    assert [(change.name, change.where) for change in pair.sites] == [
        ("Boden", "base"),
        ("Coimbra", "other"),
        ("Arnhem", "both"),
    ]
    arnhem = pair.sites[2]
    assert arnhem.pair("it_mw") == (100, 120)
    assert arnhem.change("it_mw") == 20
    assert pair.sites[0].pair("it_mw") == (50, None)
    assert pair.sites[0].change("siting_cost_eur") == -2e8


def test_terms_add_up_to_the_difference(first: Path, second: Path) -> None:
    pair = the_pair(first, second)
    # first: 6e8 of siting, so 12e8, and 1e8 unmet; second: 8.2e8, so 16.4e8, and 0.5e8
    assert pair.significance.difference_eur == pytest.approx(16.9e8 - 13e8)
    assert {step.key: step.change_eur for step in pair.terms} == pytest.approx(
        {"accelerators_capital": 2.2e8, "facility_capital": 1.65e8, "grid_energy": 0.55e8, "unmet_demand": -0.5e8}
    )
    assert pair.terms[0].key == "accelerators_capital"
    assert sum(step.change_eur for step in pair.terms) == pytest.approx(3.9e8)


def test_sites_and_what_is_not_of_one_site_add_up(first: Path, second: Path) -> None:
    pair = the_pair(first, second)
    found = {step.key: step.change_eur for step in pair.by_site}
    assert found == pytest.approx({"c": 3.2e8, "b": -2e8, "a": 1e8, "": -0.5e8})
    assert sum(found.values()) == pytest.approx(8.7e8 - 7e8)


def test_figures_with_differences(first: Path, second: Path) -> None:
    found = {figure.kind.path: figure for figure in compare_runs([first, second]).figures}
    assert found["objective_eur",].values == pytest.approx((13e8, 16.9e8))
    assert found["objective_eur",].differences[1] == pytest.approx(3.9e8)
    assert found["counts", "it_mw"].differences == (0.0, 50.0)
    assert found["funding_eur", "eu"].differences[1] == pytest.approx(0.55e8)
    assert ("funding_eur", "loan") not in found, "nobody lends"
    assert ("carbon", "location") not in found, "the runs do not say"


@pytest.mark.parametrize(
    ("gaps", "significant", "said"),
    [
        ((0.1, 0.2), True, "larger than that"),  # at least 16.9e8 x 0.8 = 13.52e8, above 13e8
        ((0.9, 0.2), True, "larger than that"),  # what the cheaper plan leaves open widens the difference
        ((0.1, 0.25), False, "not significant"),  # at least 16.9e8 x 0.75 = 12.675e8, below 13e8
        ((0.001, None), None, "not known whether"),
    ],
)
def test_whether_it_means_anything(
    tmp_path: Path, case: Path, gaps: tuple[float, float | None], significant: bool | None, said: str
) -> None:
    runs = [
        write_run(tmp_path / "one", case, [site(A, 100, 4e8), site(B, 50, 2e8)], unmet_eur=1e8, gap=gaps[0]),
        write_run(tmp_path / "two", case, [site(A, 120, 8.2e8)], unmet_eur=5e7, gap=gaps[1]),
    ]
    pair = the_pair(*runs)
    assert pair.significance.significant is significant
    assert said in " ".join(story(pair))


def test_a_run_that_sells_less_says_so_before_its_cost(first: Path, second: Path) -> None:
    content = json.loads((second / "summary.json").read_text())
    content["counts"]["served_h100e"] = 400.0
    (second / "summary.json").write_text(json.dumps(content | {"lcoc_sold_eur_per_h100eh": 1.5}))
    told = story(the_pair(first, second))
    assert told[1] == (
        "second sells 20 % less compute in the last stage; over all stages an hour sold costs 1.500 EUR/H100e-h "
        "instead of 1.250 EUR/H100e-h."
    )


def test_on_a_screen_nothing_can_be_told(tmp_path: Path, case: Path, first: Path) -> None:
    other = write_run(tmp_path / "screened", case, [site(A, 1, 5e9)], gap=None, gap_on_screen=0.001)
    assert "only among a part of its candidates" in " ".join(story(the_pair(first, other)))


def test_inputs(first: Path, second: Path, tmp_path: Path) -> None:
    found = the_pair(first, second).inputs
    assert not found.changed
    assert found.overrides == ((), ("policy.max_sites=3",))
    changed = write_case(
        tmp_path / "changed",
        CASE_TOML.replace("max_sites = 5", "max_sites = 4"),
        "site,max_it_mw\na,100\nb,250\nc,100\nd,100\n",
    )
    (changed / "zones.csv").write_text("zone\nNL\n", encoding="utf-8")
    found = the_pair(first, write_run(tmp_path / "other", changed, [site(A, 100, 4e8)])).inputs
    assert {file.name: (file.state, file.rows) for file in found.files} == {
        "case.toml": ("differs", None),
        "sites.csv": ("differs", (1, 2)),
        "zones.csv": ("other", None),
    }
    assert found.policy is not None
    assert [(item.name, item.base, item.other) for item in found.policy] == [("policy.max_sites", "5", "4")]
    assert not found.options, "the same but for the cache, which changes no answer"


@pytest.mark.parametrize("now", [None, CASE_TOML.replace("2026", "2020"), "no TOML ="])
def test_a_case_that_changed_since_is_not_quoted(first: Path, tmp_path: Path, now: str | None) -> None:
    other_case = write_case(tmp_path / "other-case", CASE_TOML.replace("2026", "2024"))
    other = write_run(tmp_path / "other", other_case, [site(A, 100, 4e8)])
    if now is None:
        (other_case / "case.toml").unlink()
    else:
        (other_case / "case.toml").write_text(now)
    pair = the_pair(first, other)
    assert pair.inputs.policy is None
    assert pair.bases[1].currency_year is None
    assert "The currency year of other is not known" in " ".join(cautions(pair))
    assert pair.subtracts


@pytest.mark.parametrize("year", ["currency_year", "base_year"])
def test_money_of_different_years_is_not_subtracted(first: Path, tmp_path: Path, year: str) -> None:
    other_case = write_case(tmp_path / "older", CASE_TOML.replace(f"{year} = 2026", f"{year} = 2024"))
    comparison = compare_runs([first, write_run(tmp_path / "other", other_case, [site(A, 100, 4e8)])])
    (pair,) = comparison.pairs
    assert "2026" in cautions(pair)[0]
    assert "2024" in cautions(pair)[0]
    assert pair.terms == pair.by_site == ()
    found = {figure.kind.path: figure.differences[1] for figure in comparison.figures}
    assert found["objective_eur",] is None
    assert found["counts", "it_mw"] == -50
    assert (found["funding_eur", "eu"] is None) == (year == "currency_year"), "real euros need no base year"
    assert document(comparison)["against_base"][0]["significance"]["difference_eur"] is None


def test_an_override_of_the_currency_year_counts(first: Path, case: Path, tmp_path: Path) -> None:
    other = write_run(tmp_path / "other", case, [site(A, 1, 1e6)], overrides=("currency_year=2020",))
    assert the_pair(first, other).bases[1].currency_year == 2020


def test_other_cases_stages_and_rates_are_named(first: Path, tmp_path: Path) -> None:
    other_case = write_case(tmp_path / "south", CASE_TOML.replace("0.06", "0.04"))
    other = write_run(tmp_path / "other", other_case, [site(A, 1, 1e6)], case="south", status="time_limit")
    content = json.loads((other / "summary.json").read_text())
    content["counts"]["by_stage"][0]["stage"] = "2030"
    (other / "summary.json").write_text(json.dumps(content))
    said = " ".join(cautions(the_pair(first, other)))
    for words in (
        "north and south",
        "2028-30 against 2030",
        "0.06 against 0.04",
        "Stopped before the asked gap: other",
    ):
        assert words in said


def test_the_same_run_twice(first: Path) -> None:
    pair = the_pair(first, first)
    assert pair.base.label != pair.other.label
    assert "same run folder" in story(pair)[0]


def test_equal_plans(first: Path, case: Path, tmp_path: Path) -> None:
    twin = write_run(tmp_path / "twin", case, [site(A, 100, 4e8), site(B, 50, 2e8)], unmet_eur=1e8)
    pair = the_pair(first, twin)
    assert story(pair)[0] == "Both runs have the same plan: no figure differs."
    assert describe(compare_runs([first, twin])).startswith("Both runs")


def test_more_than_two(first: Path, second: Path, case: Path, tmp_path: Path) -> None:
    third = write_run(tmp_path / "third", case, [site(B, 50, 2e8)])
    comparison = compare_runs([first, second, third])
    assert [pair.other.label for pair in comparison.pairs] == ["second", "third"]
    assert all(pair.base.label == "first" for pair in comparison.pairs)
    assert all(len(figure.values) == 3 for figure in comparison.figures)
    assert "third against first:" in describe(comparison)


def test_labels_are_as_short_as_can_be() -> None:
    assert labels([Path("x/a"), Path("x/b")]) == ["a", "b"]
    assert labels([Path("x/\u05d0"), Path("x/\u202eb")]) == ["\u2068\u05d0\u2069", "b"], "kept from turning the rest"
    assert labels([Path("x/a"), Path("y/a")]) == ["x/a", "y/a"]
    assert labels([Path("x/a"), Path("x/a"), Path("x/b")]) == ["a", "a (2)", "b"]


def spoiled(run: Path, name: str, content: str | None) -> None:
    if content is None:
        (run / name).unlink()
    else:
        (run / name).write_text(content, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("summary.json", None, "summary.json: not found"),
        ("manifest.json", None, "manifest.json: not found"),
        ("plan.geojson", "{", "plan.geojson, line 1: not valid JSON"),
        ("summary.json", "[]", "expected a JSON object, found list"),
        ("summary.json", '{"objective_eur": "much"}', "summary.json, objective_eur"),
        ("plan.geojson", '{"features": [{"properties": {"layer": "river"}}]}', "river"),
        ("plan.geojson", '{"features": [3]}', "plan.geojson"),
        ("limits.csv", "limit,slack\nmax_sites,much\n", "limits.csv"),
    ],
)
def test_runs_that_are_none(first: Path, second: Path, name: str, content: str | None, said: str) -> None:
    spoiled(second, name, content)
    with pytest.raises(NoRun) as refused:
        compare_runs([first, second])
    assert said in str(refused.value)
    assert str(second) in str(refused.value)


def test_figures_that_only_the_plan_has(case: Path, tmp_path: Path) -> None:
    runs = [
        write_run(tmp_path / str(water), case, [site(A, 1, 1e6, water_m3_per_year=water), site(B, 1, 1e6)])
        for water in (30.0, 50.0)
    ]
    found = {figure.kind.path: figure for figure in compare_runs(runs).figures}
    assert found["plan", "water_m3_per_year"].differences[1] == 20
    assert ("plan", "heat_mwh_per_year") not in found


def test_limits_that_bind_in_one_run_alone(first: Path, second: Path) -> None:
    head = "limit,scope,stage,value,bound,slack,unit\n"
    always = "connection,a,2028-30,80,80,0,MW\n"
    (first / "limits.csv").write_text(f"{head}max_sites,,2028-30,2,5,3,sites\n{always}")
    (second / "limits.csv").write_text(f"{head}max_sites,,2028-30,3,3,0,sites\n{always}connection,c,2028-30,1,9,8,MW\n")
    pair = the_pair(first, second)
    assert [(change.limit, change.binds, change.of) for change in pair.limits] == [("max_sites", (0, 1), (1, 1))]
    assert "Limits that bind only in second: Most sites open at a time." in story(pair)


def test_the_document_is_json(first: Path, second: Path) -> None:
    text = json.dumps(document(compare_runs([first, second])), allow_nan=False)
    found: dict[str, Any] = json.loads(text)
    assert [run["currency_year"] for run in found["runs"]] == [2026, 2026]
    (pair,) = found["against_base"]
    assert pair["significance"]["significant"] is True
    assert pair["sites"][0]["where"] == "base"
    assert {figure["figure"]: figure["differences"][1] for figure in found["figures"]}["counts.sites"] == 0


def test_the_terminal_shows_what_changed(first: Path, second: Path) -> None:
    said = describe(compare_runs([first, second]))
    assert "IT power" in said
    assert "200 MW (+50 MW, +33 %)" in said
    assert "Unchanged" not in said
    assert "LCOC" not in said, "it did not change"
    assert "1 site in both; only in first: Boden; only in second: Coimbra." in said


def test_the_terminal_shows_names_from_the_right_without_marks(first: Path, second: Path, tmp_path: Path) -> None:
    other = shutil.copytree(second, tmp_path / "\u05d0\u05d1")
    said = describe(compare_runs([first, other]))
    assert "\u05d0\u05d1" in said
    assert "\u2068" not in said
