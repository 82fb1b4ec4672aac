"""What the proof leaves open, of the plan and of one site: figures by hand, without drawing."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from placement.map.plan import read_plan
from placement.map.summary import read_summary
from placement.report.blocks import Facts
from placement.report.parts.figures import section
from placement.report.parts.left_open import in_words
from placement.report.run import Run, read_run

OPEN = 122.6e6
SUMMARY = {
    **{"status": "optimal", "objective_eur": 90e9, "bound_eur": 90e9 - OPEN, "gap": OPEN / 90e9},
    **{"siting_cost_eur": 27.9e9, "siting_gap": OPEN / 27.9e9},
}
PLANS = (
    "The proof leaves EUR 123 M open: 0.44 % of all siting cost, 2.0 % of that of Narva alone. Plans whose costs "
    "differ by less are equal as far as this run can tell."
)
COMPARE = " Two sites compare with it in EUR, not in per cent of the whole: "


def run_of(two_files: Path, siting: dict[str, float], **summary: Any) -> Run:
    """Return a run of sites that sell 10 billion hours each, with these siting costs in billion EUR."""
    sold = {"layer": "site", "cost_eur": 20e9, "lcoc_sold_eur_per_h100eh": 2.0}
    features = [
        {"geometry": None, "properties": {**sold, "site": name, "name": name, "siting_cost_eur": 1e9 * cost}}
        for name, cost in siting.items()
    ]
    sites = read_plan({"features": features}).sites
    return replace(read_run(two_files), sites=sites, summary=read_summary({**SUMMARY, **summary}))


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"Vaasa": 6.18, "Oulu": 6.4}, "Vaasa costs less than that above the cheapest, per hour sold times hours."),
        ({"Vaasa": 6.18, "Oulu": 6.26}, "Oulu and Vaasa cost less than that above the cheapest,"),
        ({"Vaasa": 6.27, "Oulu": 6.4}, "no other site costs less than that above the cheapest,"),
        ({f"S{n}": 6.14 + n / 40 for n in range(1, 7)}, "S1, S2, S3 and S4 cost less than that"),
        ({f"S{n}": 6.14 + n / 50 for n in range(1, 8)}, "6 of the 7 dearer sites cost less than that"),
    ],
)
def test_sites_compare_in_eur(two_files: Path, others: dict[str, float], said: str) -> None:
    """0.65 % apart is more than the plan's 0.44 %, yet EUR 40 M of a site of EUR 6.14 bn are within the EUR 123 M."""
    words = in_words(run_of(two_files, {"Narva": 6.14, **others}))
    assert words.startswith(f"{PLANS}{COMPARE}{said}")


def test_a_lone_site_has_nothing_to_compare(two_files: Path) -> None:
    words = in_words(run_of(two_files, {"Narva": 6.14}))
    assert words.startswith("The proof leaves EUR 123 M open. Plans")
    assert "sites" not in words


@pytest.mark.parametrize(
    "proven", [{"gap": 0.0, "bound_eur": 90e9}, {"gap": None, "bound_eur": None}, {"status": "rejected"}]
)
def test_nothing_is_said_where_nothing_is_open_or_proven(two_files: Path, proven: dict[str, Any]) -> None:
    assert in_words(run_of(two_files, {"Narva": 6.14, "Vaasa": 6.18}, **proven)) == ""


def test_the_key_figure_is_of_the_plan(two_files: Path) -> None:
    found = section(run_of(two_files, {"Narva": 6.14}))
    block = found.blocks[0] if found else None
    assert isinstance(block, Facts)
    facts = {fact.label: (fact.value, fact.note) for fact in block.items}
    assert facts["Gap on siting cost"] == ("0.44 %", "of the whole plan: plans closer than that are equal")
    assert facts["Left open by the proof"][0] == "EUR 123 M"
