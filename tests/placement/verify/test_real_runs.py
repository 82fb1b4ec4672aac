"""Runs of the solver: they verify as they are, and no longer once falsified."""

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from models.case import Case
from placement.read import read_case
from placement.run import Manifest, write_run
from placement.solve import SolveOptions, solve_case
from placement.verify import verify_plan, verify_run
from tests.placement.verify.tampering import DISPATCH_COLUMNS, TAMPERINGS, read_table, write_table, written

ONE_EACH = [t for t in TAMPERINGS if t.name.startswith(("cost-", "limit-")) and not t.name.endswith("-gone")]
"""One falsification for each cost term and each limit."""
HOURS = 8
"""Single hours of the dispatch that are falsified, drawn by lot."""


def solved(
    case_folder: Path, folder: Path, method: Literal["auto", "monolithic", "decomposed"], *overrides: str
) -> Path:
    """Solve a case and write its run."""
    options = SolveOptions(method=method, threads=1)
    plan = solve_case(read_case(case_folder, overrides), options)
    return write_run(plan, folder, Manifest(case_folder, overrides, options))


@pytest.fixture(scope="module")
def run(tutorial: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tutorial solved."""
    return solved(tutorial, tmp_path_factory.mktemp("runs") / "tutorial", "decomposed")


@pytest.fixture(scope="module")
def case(tutorial: Path) -> Case:
    """The tutorial read."""
    return read_case(tutorial)


@pytest.mark.parametrize(
    "overrides",
    [
        (),
        ("policy.access_levels=[0.0,0.2,0.5]",),
        (
            "policy.carbon_free_share=0.9",
            "policy.max_leverage=0.5",
            "policy.private_min_share=0.6",
            "policy.max_state_share=0.7",
            "policy.max_share_of_state_peak=0.01",
        ),
        (
            "policy.carbon_cap_t_per_year=30000",
            "policy.water_cap_m3_per_year=100000",
            "policy.carbon_price_eur_per_t=50",
            "policy.carbon_account=hourly",
        ),
        ("solve.screen_sites=4",),
    ],
    ids=["tutorial", "access", "shares", "caps", "screen"],
)
def test_a_run_of_the_solver_verifies(overrides: tuple[str, ...], tutorial: Path, tmp_path: Path) -> None:
    verdict = verify_run(solved(tutorial, tmp_path / "run", "auto", *overrides))
    assert [str(f) for f in verdict.failures] == []
    assert verdict.checked > 10_000


def test_a_falsified_run_does_not(run: Path, case: Case, tmp_path: Path) -> None:
    tried, missed = 0, []
    for tampering in ONE_EACH:
        false = Path(shutil.copytree(run, tmp_path / tampering.name))
        if tampering.apply(false):  # the tutorial has not every term and limit
            tried += 1
            missed += [tampering.name] if verify_plan(case, false).ok else []
    assert missed == []
    assert tried >= 30


def test_no_hour_of_the_dispatch_can_be_changed(run: Path, case: Case, tmp_path: Path) -> None:
    lot = random.Random(1)
    false = Path(shutil.copytree(run, tmp_path / "false"))
    true = read_table(run / "dispatch.parquet")
    for _ in range(HOURS):
        column, row = lot.choice(DISPATCH_COLUMNS.split()), lot.randrange(len(true))
        changed = float(true[column].iloc[row]) + 0.1
        frame = written(column, changed, row)(true).astype({column: float})
        write_table(frame, false / "dispatch.parquet")
        assert not verify_plan(case, false).ok, (column, row)


def test_two_sites_in_each_others_place(run: Path, case: Case, tmp_path: Path) -> None:
    false = Path(shutil.copytree(run, tmp_path / "false"))
    opened = list(read_table(run / "sites.csv")["site"])
    swap = {opened[0]: opened[1], opened[1]: opened[0]}
    for path in [*sorted(false.glob("*.csv")), false / "dispatch.parquet"]:
        frame = read_table(path)
        for column in {"site", "scope"} & set(frame.columns):
            frame[column] = frame[column].replace(swap)
        write_table(frame, path)
    assert not verify_plan(case, false).ok


def test_the_plan_of_another_year(run: Path, case: Case) -> None:
    later = replace(case, base_year=case.base_year - 1)
    assert {f.check for f in verify_plan(later, run).failures} >= {"discounting", "summary"}


def test_a_screened_run_may_not_claim_the_whole_case(tutorial: Path, tmp_path: Path) -> None:
    folder = solved(tutorial, tmp_path / "run", "auto", "solve.screen_sites=4")
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    screen = summary["screen"]
    summary |= {"screen": None, "gap_on_screen": None, "siting_gap_on_screen": None, "bound_eur": screen["bound_eur"]}
    summary["gap"] = (summary["objective_eur"] - screen["bound_eur"]) / summary["objective_eur"]
    summary["siting_gap"] = (summary["objective_eur"] - screen["bound_eur"]) / summary["siting_cost_eur"]
    (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    assert any("screen" in str(failure) for failure in verify_run(folder).failures)
