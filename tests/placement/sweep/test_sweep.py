"""Whole sweeps, with real worker processes."""

import csv
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pyarrow.parquet as pq
import pytest

from tests.placement.sweep.conftest import command, sweep

Write = Callable[..., Path]
SLOW = "[grid]\ndiscount_rate = [0.03, 0.04, 0.05, 0.055, 0.065, 0.07]\n"
"""Six cases of about a second."""


def rows(folder: Path) -> dict[str, dict[str, Any]]:
    found = pq.read_table(folder / "results.parquet").to_pylist()
    return {row["name"]: row for row in found}


def test_a_grid_of_a_small_case(small: Path, spec: Write, tmp_path: Path) -> None:
    text = """
        [grid]
        policy.max_sites = "1..3"
        "demand.*.h100e" = {factor = [0.5, 1.0]}
        [[cases]]
        name = "dear"
        set."sites.*.fixed_cost_eur_per_year" = {factor = 3}
        """
    out = tmp_path / "out"
    forecast = sweep(small, spec(text), "-o", out, "--dry-run")
    assert "8 cases" in forecast
    assert "Time: unknown" in forecast
    assert not out.exists()
    said = sweep(small, spec(text), "-o", out, "-j", 2)
    assert "7 optimal, 1 infeasible" in said
    found = rows(out)
    assert next(iter(found)) == "base"
    assert found["base"]["objective_eur"] == pytest.approx(5610)
    assert found["base"]["difference_eur"] == 0
    assert found["base"]["significant"] is False
    assert found["grid 2"]["policy.max_sites"] == 1
    assert found["grid 2"]["status"] == "infeasible"
    assert found["grid 2"]["objective_eur"] is None
    assert "sites" in found["grid 2"]["reason"]
    assert found["grid 6"]["objective_eur"] == pytest.approx(5610)
    assert found["dear"]["difference_eur"] == pytest.approx(found["dear"]["objective_eur"] - 5610)
    assert found["dear"]["significant"] is True
    assert found["base"]["it_mw"] is None, "no power is modelled"
    terms = [name for name in found["base"] if name.startswith("cost_")]
    assert sum(found["dear"][name] for name in terms) == pytest.approx(found["dear"]["objective_eur"])
    with (out / "results.csv").open(encoding="utf-8", newline="") as stream:
        table = list(csv.DictReader(stream))
    assert [row["name"] for row in table] == list(found)
    assert "Nothing is left to solve" in sweep(small, spec(text), "-o", out, "--dry-run")


def results(store: Path) -> list[Path]:
    return sorted(store.glob("*/result.json"))


def wait_for(enough: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Until it is so; a process that ends before would never make it so."""
    end = time.monotonic() + 60
    while not enough():
        assert time.monotonic() < end
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start sweeps in sessions of their own; whatever is left of them at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def begin(*arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command(*arguments), text=True, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


Start = Callable[..., "subprocess.Popen[str]"]


def test_killed_and_started_again(spec: Write, tmp_path: Path, start: Start) -> None:
    """A worker is killed, then the whole sweep: nothing is lost, nothing is solved twice, no process is left."""
    out = tmp_path / "out"
    killed = start("tutorial", spec(SLOW), "-o", out, "-j", 2)
    wait_for(lambda: len(results(out / "store")) >= 1, killed)
    workers = [p for p in psutil.Process(killed.pid).children() if "spawn_main" in " ".join(p.cmdline())]
    assert len(workers) == 2
    workers[0].kill()
    wait_for(lambda: len(results(out / "store")) >= 3, killed)
    left = psutil.Process(killed.pid).children(recursive=True)
    killed.kill()
    killed.wait()
    before = {path: path.stat().st_mtime_ns for path in results(out / "store")}
    _, alive = psutil.wait_procs(left, timeout=10)
    assert not alive
    assert "7 optimal" in sweep("tutorial", spec(SLOW), "-o", out, "-j", 2)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert {row["status"] for row in rows(out).values()} == {"optimal"}
    assert not list(out.rglob(".*"))


def test_interrupted_keeps_what_is_finished(spec: Write, tmp_path: Path, start: Start) -> None:
    out = tmp_path / "out"
    process = start("tutorial", spec(SLOW), "-o", out, "-j", 1)
    wait_for(lambda: len(results(out / "store")) >= 1, process)
    asked = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: every process of the group
    stdout, stderr = process.communicate(timeout=30)
    assert process.returncode == 4, stderr
    assert time.monotonic() - asked < 10
    assert "Traceback" not in stderr
    assert "goes on from here" in stderr
    found = rows(out)
    statuses = [row["status"] for row in found.values()]
    assert statuses.count("optimal") == len(results(out / "store")) >= 1
    assert statuses.count("not_run") == 7 - statuses.count("optimal") > 0
    assert "not_run" in stdout


def test_two_sweeps_share_a_store(spec: Write, tmp_path: Path, start: Start) -> None:
    store = tmp_path / "store"
    both = [start("tutorial", spec(SLOW), "-o", tmp_path / n, "-j", 1, "--store", store) for n in ("a", "b")]
    for process in both:
        _, stderr = process.communicate(timeout=100)
        assert process.returncode == 0, stderr
    a, b = (rows(tmp_path / name) for name in ("a", "b"))
    assert len(results(store)) == 7
    assert [row["objective_eur"] for row in a.values()] == pytest.approx([row["objective_eur"] for row in b.values()])
    assert [row["key"] for row in a.values()] == [row["key"] for row in b.values()]


def test_runs_are_kept(small: Path, spec: Write, tmp_path: Path) -> None:
    out, text = tmp_path / "out", spec("[grid]\npolicy.max_sites = [1, 2]")
    sweep(small, text, "-o", out, "-j", 1)
    assert not list((out / "store").glob("*/run"))
    sweep(small, text, "-o", out, "-j", 1, "--keep-runs")
    kept = list((out / "store").glob("*/run"))
    assert len(kept) == 2, "none of the infeasible case"
    manifests = [json.loads((run / "manifest.json").read_text(encoding="utf-8")) for run in kept]
    assert sorted(len(manifest["overrides"]) for manifest in manifests) == [0, 1]
    assert all((run / "map.html").is_file() for run in kept)


def test_what_a_worker_cannot_solve_is_a_row(small: Path, spec: Write, tmp_path: Path) -> None:
    """A contradiction between several changes, a limit before any plan, a fault."""
    text = spec('[[cases]]\nname = "contradiction"\nset.policy.max_sites = 1\nset.policy.min_sites = 2')
    said = sweep(small, text, "-o", tmp_path / "out", "-j", 1)
    assert "1 optimal, 1 bad_input" in said
    row = rows(tmp_path / "out")["contradiction"]
    assert row["objective_eur"] is None
    assert "found 2, expected at most max_sites, which is 1" in row["reason"]


def test_a_folder_that_is_no_sweep_is_refused(small: Path, spec: Write, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    said = sweep(small, spec("[grid]\npolicy.max_sites = [2]"), "-o", tmp_path / "mine", code=2)
    assert "holds something that is no sweep" in said
