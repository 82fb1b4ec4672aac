"""Sites whose compute is given: they verify as they are, build nothing, and N-1 needs some of them open."""

import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from models.case import Case
from placement.read import read_case
from placement.run import Manifest, write_run
from placement.solve import SolveOptions, solve_case
from placement.verify import verify_plan
from tests.placement.verify.tampering import read_table, write_table, written

TABLES = {
    "case.toml": """
name = "abstract"
currency = "EUR"
currency_year = 2026
base_year = 2026
discount_rate = 0.0
social_rate = 0.0
hours_per_year = 8760.0
[[stages]]
stage = "one"
start_year = 2026
years = 1
[policy]
max_sites = 2
[operation]
[solve]
gap = 0.0
""",
    "sites.csv": "site,name,state,fixed_cost_eur_per_year,capacity_h100e\nA,A,S,100,20\nB,B,S,120,30\nC,C,S,90,15\n",
    "states.csv": "state,name\nS,Somewhere\n",
    "regions.csv": "region,name,state\nr1,R1,S\nr2,R2,S\n",
    "workloads.csv": "workload,kind,coverage_share,unmet_eur_per_h100eh,critical_share\nw,inference,0,PRICE,0.5\n",
    "demand.csv": "region,workload,stage,h100e\nr1,w,*,10\nr2,w,*,20\n",
    "links.csv": "region,site,cost_eur_per_h100e_year\nr1,A,1\nr1,B,2\nr1,C,3\nr2,A,2\nr2,B,1\nr2,C,5\n",
}


def solved(top: Path, price: str, *overrides: str) -> tuple[Case, Path]:
    """Write the case with that price of unmet demand, solve it, write its run."""
    folder = top / "case"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / name).write_text(text.replace("PRICE", price), encoding="utf-8")
    case, options = read_case(folder, overrides), SolveOptions(threads=1)
    return case, write_run(solve_case(case, options), top / "run", Manifest(folder, overrides, options))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> tuple[Case, Path]:
    """All demand is served: unmet demand is dear."""
    return solved(tmp_path_factory.mktemp("served"), "1")


def tampered(run: Path, to: Path, file: str, frame: pd.DataFrame) -> Path:
    """A copy of the run with another table."""
    copy = Path(shutil.copytree(run, to))
    write_table(frame, copy / file)
    return copy


def test_a_run_without_power_verifies(served: tuple[Case, Path], tmp_path: Path) -> None:
    case, run = served
    assert [str(f) for f in verify_plan(case, run).failures] == []
    elsewhere = written("site", "C")(read_table(run / "service.csv"))
    assert not verify_plan(case, tampered(run, tmp_path / "false", "service.csv", elsewhere)).ok


@pytest.mark.parametrize("column", ["blocks", "it_mw", "facility_peak_mw", "it_draw_mw"])
def test_made_up_power_of_a_site_whose_compute_is_given(column: str, served: tuple[Case, Path], tmp_path: Path) -> None:
    case, run = served
    frame = written(column, 120.0)(read_table(run / "capacity.csv"))
    told = [str(f) for f in verify_plan(case, tampered(run, tmp_path / "false", "capacity.csv", frame)).failures]
    assert any(f"column {column}: found 120, expected empty" in line for line in told)


def test_n_minus_1_needs_a_site(tmp_path: Path) -> None:
    """Unmet demand at no price: the plan opens nothing. That no site can be lost then is no survival."""
    case, run = solved(tmp_path, "0")
    assert verify_plan(case, run).ok
    assert read_table(run / "sites.csv").empty
    strict = replace(case, policy=replace(case.policy, n_minus_1=True))
    told = [str(f) for f in verify_plan(strict, run).failures]
    assert told == ["n_minus_1: stage one: found 0 H100e, at least 15 H100e"]


def test_limits_on_money_hold_where_there_is_none(tmp_path: Path) -> None:
    case, run = solved(tmp_path, "1", "policy.capital_cap_eur=0", "policy.programme_budget_eur=0.5")
    assert [str(f) for f in verify_plan(case, run).failures] == []
