"""What the report says, and what it leaves out where the run has no data for it."""

import json
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from placement.report import draw_report, report_charts
from placement.verify.record import write_record
from placement.verify.verdict import Failure, Verdict
from tests.placement.report.conftest import change

pytestmark = pytest.mark.usefixtures("kept_charts")

WITH_POWER = {"power", "hours", "carbon", "funding", "investor"}
"""Sections that an abstract case has not."""


def drawn(run: Path, folder: Path) -> str:
    """Return the HTML of a run's report."""
    return draw_report(run, folder / "report.html").read_text(encoding="utf-8")


def keys(html: str) -> set[str]:
    """Return the sections of the report."""
    return set(re.findall(r'<h2 id="(\w+)">', html))


def text(html: str) -> str:
    """Return what a reader reads."""
    body = re.sub(r"<(style|script)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def test_a_whole_run_has_every_section(run_folder: Path, tmp_path: Path) -> None:
    html = drawn(run_folder, tmp_path)
    want = {
        "brief",
        "figures",
        "cost",
        "capacity",
        "service",
        "limits",
        "evidence",
        "verification",
        "manifest",
        "words",
    }
    assert keys(html) >= want | WITH_POWER
    assert text(html).count("Screening result, not a connection offer.") == 2


def test_the_figures_are_those_of_the_run(run_folder: Path, tmp_path: Path) -> None:
    summary = json.loads((run_folder / "summary.json").read_text(encoding="utf-8"))
    words = text(drawn(run_folder, tmp_path))
    assert f"EUR {summary['objective_eur'] / 1e9:.2f} bn, all stages, discounted." in words
    assert f"{summary['counts']['accelerators']:,.0f}" in words
    assert f"{summary['lcoc_sold_eur_per_h100eh']:.3f} EUR/H100e-h" in words
    for site in ("Vaasa", "Andorra (Teruel)"):
        assert site in words


@pytest.mark.parametrize(
    ("files", "gone"),
    [
        (["dispatch.parquet"], {"hours"}),
        (["limits.csv"], {"limits"}),
        (["service.csv"], {"service"}),
        (["manifest.json"], {"manifest"}),
    ],
)
def test_a_section_goes_with_its_data(run_folder: Path, tmp_path: Path, files: list[str], gone: set[str]) -> None:
    whole = keys(drawn(run_folder, tmp_path))
    for name in files:
        (run_folder / name).unlink()
    assert whole - keys(drawn(run_folder, tmp_path)) == gone


def test_two_files_are_enough(two_files: Path, tmp_path: Path) -> None:
    html = drawn(two_files, tmp_path)
    assert keys(html) == {
        *("brief", "figures", "cost", "capacity", "power", "carbon", "funding", "investor"),
        *("evidence", "verification", "words"),
    }
    words = text(html)
    assert "Dunkerque" in words
    assert "placement verify RUN" in words


def test_a_case_without_power_shows_none(abstract: Path, tmp_path: Path) -> None:
    html = drawn(abstract, tmp_path)
    assert keys(html) & (WITH_POWER | {"alternatives"}) == set()
    words = text(html)
    assert "EUR 5,610" in words
    assert not re.search(r"\bMW\b", words.split("Words and units")[0])
    assert not re.search(r"\b(?:nan|inf|None)\b", words)


def test_each_chart_has_marks_and_a_name(run_folder: Path, abstract: Path, tmp_path: Path) -> None:
    for folder in (run_folder, abstract):
        html = drawn(folder, tmp_path)
        pictures = re.findall(r"<svg.*?</svg>", html, flags=re.DOTALL)
        assert pictures
        for picture in pictures:
            assert 'role="graphics-symbol"' in picture
            assert re.match(r'<svg role="img" aria-label="[^"]+"', picture)
        assert len(set(re.findall(r'\bid="([^"]+)"', html))) == len(re.findall(r'\bid="([^"]+)"', html))


def test_charts_can_be_had_alone(run_folder: Path) -> None:
    charts = report_charts(run_folder)
    assert {"cost-by-term", "compute-by-stage", "capital-by-site", "headroom"} <= set(charts)


def stopped(summary: dict[str, Any]) -> None:
    summary.update(status="time_limit", bound_eur=None, gap=None, siting_gap=None)


def test_a_run_that_was_stopped_claims_nothing(run_folder: Path, tmp_path: Path) -> None:
    change(run_folder / "summary.json", stopped)
    words = text(drawn(run_folder, tmp_path))
    assert "The solver stopped at its time limit" in words
    assert "is not proven" in words
    assert "Proven within" not in words


def test_a_screen_is_told(run_folder: Path, tmp_path: Path) -> None:
    def screen(summary: dict[str, Any]) -> None:
        stopped(summary)
        summary.update(status="optimal", gap_on_screen=0.001, screen={"sites": 2, "of_sites": 4, "note": "Cheapest"})

    change(run_folder / "summary.json", screen)
    words = text(drawn(run_folder, tmp_path))
    assert "Only a part of the case was solved: 2 of 4 candidates." in words
    assert "Proven on the screen" in words


@pytest.mark.parametrize(
    ("rate", "words"), [(-0.1, "brings? back less|bring back less than the capital"), (0.083, "returns 8.3 % a year")]
)
def test_a_return_is_explained(run_folder: Path, tmp_path: Path, rate: float, words: str) -> None:
    change(run_folder / "summary.json", lambda summary: summary["investor"].update(project_irr=rate))
    assert re.search(words, text(drawn(run_folder, tmp_path)))


def test_unmet_demand_is_told(run_folder: Path, tmp_path: Path) -> None:
    change(run_folder / "summary.json", lambda summary: summary.update(unmet_share=0.0123))
    assert "1.2 % of the demand of all stages is not met." in text(drawn(run_folder, tmp_path))


def test_alternatives_and_explanations_where_there_are_any(run_folder: Path, tmp_path: Path) -> None:
    sites = [
        {"site": "fi-vaasa", "chosen": "always", "forced_in_eur": 0.0},
        {"site": "elsewhere", "chosen": "never", "forced_in_eur": 2.5e7},
    ]
    steps = {"within": [{"percent": 1, "sites": sites}, {"percent": 0.5, "sites": sites}]}
    (run_folder / "alternatives.json").write_text(json.dumps(steps), encoding="utf-8")
    why = {"sites": [{"site": "fi-vaasa", "text": ["Its power is cheap."]}]}
    (run_folder / "explanations.json").write_text(json.dumps(why), encoding="utf-8")
    words = text(drawn(run_folder, tmp_path))
    assert "Vaasa: Its power is cheap." in words
    assert "Within 0.5 % of the least cost" in words
    assert "never never 25.0" in words


def test_inputs_by_weight_where_there_are_any(run_folder: Path, tmp_path: Path) -> None:
    (run_folder / "evidence.csv").write_text(
        "table,column,evidence,source,vintage,terms,eur,share_of_siting_cost\n"
        "zones,network_eur_per_mwh,assumed,a judgement,2026,network_and_levies,2000000,0.25\n",
        encoding="utf-8",
    )
    words = text(drawn(run_folder, tmp_path))
    assert "Network, EUR/MWh assumed 25.0" in words
    assert "a judgement, 2026" in words


def test_a_verification_is_read(run_folder: Path, tmp_path: Path) -> None:
    write_record(run_folder, Verdict((), 1234))
    assert "1,234 figures of this run were recomputed" in text(drawn(run_folder, tmp_path))
    write_record(run_folder, Verdict(tuple(Failure("costs", "costs.csv", n, 4.0, "EUR") for n in range(200)), 999))
    words = text(drawn(run_folder, tmp_path))
    assert "200 of 999 recomputed figures differ. Do not rely on this run." in words
    assert "costs: costs.csv: found 3 EUR, expected 4 EUR" in words


def test_a_verification_of_other_files_is_void(run_folder: Path, tmp_path: Path) -> None:
    write_record(run_folder, Verdict((), 1234))
    with (run_folder / "costs.csv").open("a") as costs:
        costs.write("\n")
    words = text(drawn(run_folder, tmp_path))
    assert "Files of this run have changed since it was verified" in words
    assert "1,234 figures" not in words


def test_a_case_that_has_changed_is_no_false_figure(run_folder: Path, tmp_path: Path, tutorial: Path) -> None:
    (run_folder / "verification.json").unlink()
    shutil.copytree(tutorial, tmp_path / "case")
    (tmp_path / "case" / "case.toml").write_text((tutorial / "case.toml").read_text() + "# a remark\n")
    change(run_folder / "manifest.json", lambda manifest: manifest.update(case_folder=str(tmp_path / "case")))
    words = text(drawn(run_folder, tmp_path))
    assert "Not verified: the case has changed since it was solved." in words
    assert "Do not rely on this run" not in words


def test_a_small_run_is_verified_here(run_folder: Path, tmp_path: Path) -> None:
    (run_folder / "verification.json").unlink()
    assert "figures of this run were recomputed from its inputs" in text(drawn(run_folder, tmp_path))
    change(run_folder / "manifest.json", lambda manifest: manifest.update(case_folder="/nowhere/at/all"))
    assert "Not verified." in text(drawn(run_folder, tmp_path))


@pytest.mark.parametrize("name", ["summary.json", "plan.geojson"])
def test_a_folder_that_is_no_run(run_folder: Path, tmp_path: Path, name: str) -> None:
    (run_folder / name).unlink()
    with pytest.raises(FileNotFoundError, match=name):
        drawn(run_folder, tmp_path)


def test_a_cell_that_is_no_number_is_named(run_folder: Path, tmp_path: Path) -> None:
    path = run_folder / "limits.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], "max_sites,,one,many,2,1,sites"]), encoding="utf-8")
    with pytest.raises(ValueError, match=r"limits\.csv, row 2, value: found 'many'"):
        drawn(run_folder, tmp_path)


Draw = Callable[[Path, Path], str]


def test_the_same_run_gives_the_same_bytes(run_folder: Path, tmp_path: Path) -> None:
    assert drawn(run_folder, tmp_path) == drawn(run_folder, tmp_path)


def test_contracts_stand_by_stage_and_leftovers_do_not(run_folder: Path, tmp_path: Path) -> None:
    (run_folder / "supply.csv").write_text(
        "stage,site,cooling,supply,leased_mw,energy_mwh_per_year\n"
        "2028-30,fi-vaasa,liquid-dry,wind,12,30000\n"
        "2031-33,fi-vaasa,liquid-dry,wind,15,40000\n"
        "2031-33,fi-vaasa,liquid-dry,backup,0.0000001,0.001\n"
        "2031-33,fi-vaasa,liquid-dry,grid,9,1000\n",
        encoding="utf-8",
    )
    words = text(drawn(run_folder, tmp_path))
    assert "Vaasa Wind contract 12 15 40.0" in words
    assert "Back-up generators" not in words


def test_demand_that_is_not_met_is_drawn_against_what_must_be(run_folder: Path, tmp_path: Path) -> None:
    html = drawn(run_folder, tmp_path)
    assert 'aria-label="Real-time, must be met: 90 %"' in html
    service = (run_folder / "service.csv").read_text(encoding="utf-8").splitlines()
    met = [row for row in service if row.split(",")[3]]
    (run_folder / "service.csv").write_text("\n".join(met), encoding="utf-8")
    assert 'id="demand-met"' not in drawn(run_folder, tmp_path)
