"""What is proven is never shown better than it is: gaps are rounded up, lower bounds down, wherever they stand."""

import re
from pathlib import Path

import pytest

from placement.cli.amounts import money
from placement.cli.progress import describe
from placement.cli.summary import gap_lines
from placement.compare import figures, significance
from placement.export.workbook import _Column
from placement.map import numbers
from placement.map.brief import brief
from placement.map.proof import proof, short_proof
from placement.map.summary import Summary, read_summary
from placement.report import units
from placement.rounded import down, gap_percent, up
from placement.solve.progress import Progress

SUMMARY = {
    "status": "optimal",
    "objective_eur": 1_463_793_115.0,
    "bound_eur": 1_460_857_800.0,
    "gap": 0.002004,
    "siting_gap": 0.010_01,
    "screen": None,
}


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.002, "0.20 %"),
        (0.002004, "0.21 %"),
        (0.002_000_000_01, "0.21 %"),
        (0.0021, "0.21 %"),  # times 100 as floats it is 0.21000000000000002
        (0.0007, "0.07 %"),
        (0.009_91, "1.00 %"),
        (0.01, "1.00 %"),
        (0.010_01, "1.1 %"),
        (0.0999, "10.0 %"),
        (0.3201, "33 %"),
        (1e-4, "0.01 %"),
        (1e-9, "less than 0.01 %"),
        (0.0, "0 %"),
        (None, ""),
    ],
)
def test_a_gap_is_rounded_up(share: float | None, shown: str) -> None:
    assert gap_percent(share) == shown


def test_to_decimals_as_written() -> None:
    assert (up(0.2004, 2), down(0.2004, 2), up(0.2, 2), down(0.2, 2)) == (0.21, 0.2, 0.2, 0.2)
    assert (up(-0.2004, 2), down(-0.2004, 2)) == (-0.2, -0.21)
    assert (down(5e-324, 3), up(1e308, 2), up(float("inf"), 2)) == (0.0, 1e308, float("inf"))


@pytest.mark.parametrize(
    "eur", [1.0, 0.3, 999.2, 12_345.6, 999_600.0, 1_004_999.0, 4.1699e9, 41.69e9, 417.2e9, 9.996e9]
)
def test_money_below_and_above(eur: float) -> None:
    for words in (lambda value, way: money(value, way), numbers.euros):
        assert amount(words(eur, down)) <= eur <= amount(words(eur, up))
    assert numbers.euros(-eur, up) == f"EUR \u2212{numbers.euros(eur, down).removeprefix('EUR ')}" or eur < 1


def amount(text: str) -> float:
    """Read "EUR 1.46 bn" or "1.46 bn EUR" back."""
    number, _, word = text.replace("EUR", "").replace(",", "").strip().partition(" ")
    return float(number) * {"bn": 1e9, "M": 1e6, "m": 1e6, "k": 1e3, "": 1.0}[word]


def test_the_terminal() -> None:
    said = describe(Progress("prove", 1.0, bound=1.4639e9, incumbent=1.4669e9, gap=0.002004))
    assert said == "prove, cost at least 1.46 bn EUR, best plan 1.47 bn EUR, gap 0.21 %"
    assert describe(Progress("prove", 1.0, bound=1.4699e9)) == "prove, cost at least 1.46 bn EUR"
    assert gap_lines(SUMMARY) == [
        "Gap 0.21 %: no plan whatever costs over 2.94 m EUR less than this one.",
        "That is 1.1 % of the siting cost: plans closer than that are equal.",
    ]
    screened = SUMMARY | {
        "screen": {"sites": 2, "of_sites": 3, "note": "n"},
        "gap_on_screen": 0.002004,
        "siting_gap_on_screen": 0.01001,
    }
    assert gap_lines(screened)[0].startswith("Gap 0.21 % among the 2 of 3 candidates")
    assert gap_lines(screened)[1].startswith("That is 1.1 %")


def test_map_and_report() -> None:
    said: Summary = read_summary(SUMMARY)
    claim = "Proven: no plan of this case costs less by more than 0.21 % (EUR 2.94 M)."
    assert proof(said) == f"{claim} Of the siting cost of the whole plan, that is 1.1 %."
    assert short_proof(said) == "proven within 0.21 % of the least cost, 1.1 % of the siting cost"
    assert brief(said).proof == "within 0.21 %"


def test_comparison() -> None:
    shown = {kind.path: kind.shown for kind in figures.KINDS}
    assert shown["gap",](0.002004) == "0.21 %"
    assert shown["siting_gap",](0.010_01) == "1.1 %"
    found = significance.Significance(5e6, (None, 2_935_315.0), on_screen=False, significant=True)
    assert "one that costs up to EUR 2.94 M less" in significance.verdict(found, "a", "b")


def test_units_of_a_chart() -> None:
    unit = units.money([2_935_315.0])
    assert (unit.full(2_935_315.0), unit.full(2_931_315.0, up)) == ("EUR 2.94 M", "EUR 2.94 M")


def test_no_gap_is_shown_by_the_nearest(checkout: Path) -> None:
    """Whoever shows a gap takes gap_percent: no other formatter of shares takes one."""
    other = re.compile(r"(?<!gap_)\b(percent|share|plain)\([^)]*gap\b|\{[^}]*gap[^}]*%\}")
    told = [
        f"{file.name}: {line.strip()}"
        for file in (checkout / "placement").rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if other.search(line)
    ]
    assert told == []


@pytest.mark.parametrize("name", ["gap", "siting_gap", "screen.bound_eur"])
def test_a_sheet_shows_all_digits_of_what_is_proven(name: str) -> None:
    assert _Column(name, [0.002004]).kind == "proven"
    assert _Column("unmet_share", [0.002004]).kind == "small"
