"""The page's words: parameters, values, and the three sentences that come first."""

from pathlib import Path

import pytest

from placement.sweep_report import wording
from placement.sweep_report.parts import endings, sites
from placement.sweep_report.parts.brief import brief, cautions
from placement.sweep_report.read import read_sweep
from placement.sweep_report.records import Operator
from placement.sweep_report.swept import Parameter, Swept
from tests.placement.sweep_report.made_sweeps import RATE, SCALE, WATER, Made, whole


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Swept:
    return read_sweep(whole().write(tmp_path_factory.mktemp("whole") / "sweep"))


@pytest.mark.parametrize(
    ("path", "operator", "words"),
    [
        ("discount_rate", "set", "Discount rate"),
        ("policy.max_sites", "set", "Policy: max sites"),
        ("zones.FI.electricity_tax_eur_per_mwh", "set", "Zones FI: electricity tax, EUR/MWh"),
        ("hourly.*.price_eur_per_mwh", "factor", "Hourly: price, EUR/MWh, multiplied by"),
        ("operation.water_eur_per_m3", "amount", "Operation: water, EUR/m\u00b3, raised by"),
        ("accelerators.*.price_eur", "set", "Accelerators: price, EUR"),
        ("tables.headroom", "set", "Table headroom"),
        ('stages."2028.5".years', "set", "Stages 2028.5: years"),
    ],
)
def test_parameters(path: str, operator: Operator, words: str) -> None:
    assert wording.parameter(Parameter(0, path, operator)) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        *(
            (None, "as in the case"),
            (True, "yes"),
            (3, "3"),
            (2030, "2030"),
            (12000, "12,000"),
            (5e9, "5 bn"),
            (1234567, "1,234,567"),
            (0.03000012, "0.03"),
            (1.3999, "1.3999"),
            (1.39998217, "1.4"),
        ),
        *((-1.5, "\u22121.5"), (0.000123454321, "0.0001235"), ("none", "none"), (1234.5678, "1,235"), (0.0, "0")),
    ],
)
def test_values(value: bool | int | float | str | None, words: str) -> None:
    assert wording.value(Parameter(0, "x", "set"), value) == words


@pytest.mark.parametrize(
    ("first", "short_of", "words"),
    [
        (1.4, 1.3, "1.4"),
        (1.3999, 1.2, "1.3999"),  # "or more": never 1.4, which is not the value that was tried
        (1.39998217, 1.2, "1.399"),
        (1.39998217, 1.3995, "1.3999"),  # never as low as a value that has a plan
        (1.39998217, 1.399982, "1.3999821"),
        (0.12345678, 0.2, "0.1235"),  # "or less": rounded up
        (-1.2345678, -2.0, "\u22121.235"),
        (5.0, 3.0, "5"),
        (0.0, -1.0, "0"),
    ],
)
def test_thresholds_are_never_rounded_past_what_was_tried(first: float, short_of: float, words: str) -> None:
    assert wording.threshold(Parameter(0, "x", "set"), first, short_of) == words


def test_what_is_done_to_a_value() -> None:
    assert wording.value(Parameter(0, "x", "factor"), 1.2) == "\u00d7\u202f1.2"
    assert wording.value(Parameter(0, "x", "amount"), 2) == "+2"
    assert wording.value(Parameter(0, "x", "amount"), -2) == "\u22122"


def test_values_along_a_range_are_round() -> None:
    assert wording.along(Parameter(0, "x", "set"), 0.6001234, 0.8) == "0.6"
    assert wording.along(Parameter(0, "x", "amount"), 0.0001416, 5.0) == "+0"


def test_the_answers_come_first(swept: Swept) -> None:
    answers = dict(brief(swept))
    assert answers["What moves the cost most?"] == (
        "Demand: scale, in the largest sample, moves the siting cost most: "
        "\u2212EUR 116 (up to 0.8), +EUR 119 (from 1.18)."
    )
    assert answers["Which sites stay whatever happens?"].startswith("None. Most often: ")
    assert answers["Which cases have no plan, and why?"].startswith(
        "5 of 48 cases: 4 because no plan can meet the limits and 1 by a fault of the program. "
        "No case with demand: scale of 1.4 or more has a plan (3 cases). Most often: Found demand"
    )
    assert "35 of 41 plans surely cost more or less in all than the unchanged case." in answers["How sure is that?"]
    assert "marked as not significant" in answers["How sure is that?"]


def test_of_parameters_changed_alone_the_strongest_and_those_without_effect(tmp_path: Path) -> None:
    made = Made((RATE, WATER))
    made.add("base")
    rates = [made.add(f"rate {rate}", {RATE: rate}, siting=siting) for rate, siting in ((0.03, 560.0), (0.09, 430.0))]
    made.design("one_at_a_time", (RATE, WATER), [*rates, made.add("water", {WATER: 1.0}, siting=500.1)])
    answers = dict(brief(read_sweep(made.write(tmp_path / "sweep"))))
    assert answers["What moves the cost most?"] == (
        "Discount rate, changed alone, moves the siting cost most: +EUR 60.0 at 0.03, \u2212EUR 70.0 at 0.09. "
        "No sure effect: operation: water."
    )


def test_without_any_plan_nothing_is_claimed(tmp_path: Path) -> None:
    made = Made((RATE,))
    made.without("base", {}, "no_plan", "the time was up")
    made.design("one_at_a_time", (RATE,), [made.without("rate", {RATE: 0.03}, "no_plan", "the time was up")])
    answers = dict(brief(read_sweep(made.write(tmp_path / "sweep"))))
    assert answers["What moves the cost most?"] == "It cannot be told: no case has a plan."


def test_what_a_reader_must_know(swept: Swept) -> None:
    missing, failed, other = cautions(swept)
    assert missing.startswith("Not finished: 1 of 49 cases is not solved yet.")
    assert failed.startswith("1 of 49 cases failed by a fault of the program")
    assert other.startswith("1 case counts euros of another year.")


def test_a_sound_sweep_has_no_cautions(tmp_path: Path) -> None:
    made = Made((SCALE,))
    made.add("base")
    made.design("cases", (SCALE,), [made.add("half", {SCALE: 0.5}, siting=200.0, sites="a")])
    swept = read_sweep(made.write(tmp_path / "sweep"))
    assert cautions(swept) == ()
    answers = dict(brief(swept))
    assert answers["Which sites stay whatever happens?"] == (
        "Aachen stands in every one of 2 plans. Of the others most often: Brno in 50 %."
    )
    assert answers["Which cases have no plan, and why?"] == "None: all 2 have one."
    assert answers["How sure is that?"] == ("1 of 1 plans surely cost more or less in all than the unchanged case.")


def test_reasons_are_grouped_by_their_words(swept: Swept) -> None:
    found = [(group.status, len(group.rows)) for group in endings.groups(swept)]
    assert found == [("failed", 1), ("infeasible", 2), ("infeasible", 1), ("infeasible", 1), ("not_run", 1)]


def test_shares_are_of_the_cases_with_a_plan(swept: Swept) -> None:
    found = sites.shares(swept)
    assert len(swept.plans) == 43
    assert {site: round(share * 43) for site, share in found.items()} == {"a": 33, "b": 37, "c": 16}
    assert list(found) == ["b", "a", "c"]


def test_a_reason_does_not_tell_where_the_case_was() -> None:
    assert wording.reason("/home/me/north/sites.csv, row 3: no. /home/me/north: found 3.", "/home/me/north") == (
        "sites.csv, row 3: no. found 3."
    )
