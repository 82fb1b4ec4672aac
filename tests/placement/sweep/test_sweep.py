"""Whole sweeps on worker processes of their own: killed, interrupted, two at once."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.placement.clusters import Cluster
from tests.placement.sweep.conftest import command, rows, sweep

Write = Callable[..., Path]
SLOW = "[grid]\ndiscount_rate = [0.03, 0.05, 0.07]\n"
"""With the unchanged case four, each of about a second."""


def results(store: Path) -> list[Path]:
    return sorted(store.glob("*/result.json"))


def wait_for(enough: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Until it is so; a process that ends before would never make it so."""
    end = time.monotonic() + 200
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


def test_killed_and_started_again(spec: Write, tmp_path: Path, start: Start, cluster: Cluster) -> None:
    """A worker is killed, then the whole sweep: nothing is lost, nothing is solved twice, no process is left."""
    out = tmp_path / "out"
    killed = start("tutorial", spec(SLOW), "-o", out, "-j", 2)
    wait_for(lambda: len(results(out / "store")) >= 1, killed)
    workers = [p for p in psutil.Process(killed.pid).children() if "spawn_main" in " ".join(p.cmdline())]
    assert len(workers) == 2
    workers[0].kill()
    wait_for(lambda: len(results(out / "store")) >= 2, killed)
    left = psutil.Process(killed.pid).children(recursive=True)
    killed.kill()
    killed.wait()
    before = {path: path.stat().st_mtime_ns for path in results(out / "store")}
    _, alive = psutil.wait_procs(left, timeout=60)
    assert not alive
    assert "4 optimal" in sweep("tutorial", spec(SLOW), "-o", out, "--scheduler", cluster.address)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert {row["status"] for row in rows(out).values()} == {"optimal"}
    assert not list(out.rglob(".*"))


def test_interrupted_keeps_what_is_finished(spec: Write, tmp_path: Path, start: Start) -> None:
    out = tmp_path / "out"
    process = start("tutorial", spec(SLOW), "-o", out, "-j", 1)
    wait_for(lambda: len(results(out / "store")) >= 1, process)
    asked = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: every process of the group
    stdout, stderr = process.communicate(timeout=200)
    assert process.returncode == 4, stderr
    assert time.monotonic() - asked < 60
    assert "Traceback" not in stderr
    assert "goes on from here" in stderr
    found = rows(out)
    statuses = [row["status"] for row in found.values()]
    assert statuses.count("optimal") == len(results(out / "store")) >= 1
    assert statuses.count("not_run") == 4 - statuses.count("optimal") > 0
    assert "not_run" in stdout


def test_two_sweeps_share_a_store(small: Path, spec: Write, tmp_path: Path, start: Start) -> None:
    """At the same time: both have every result, and agree."""
    store, text = tmp_path / "store", spec('[grid]\ndemand.scale = "0.3..0.8 step 0.05"')
    both = [start(small, text, "-o", tmp_path / name, "-j", 1, "--store", store) for name in ("a", "b")]
    for process in both:
        _, stderr = process.communicate(timeout=200)
        assert process.returncode == 0, stderr
    a, b = (rows(tmp_path / name) for name in ("a", "b"))
    assert len(results(store)) == len(a) == 12
    assert not list(store.rglob(".*"))
    for name, row in a.items():
        assert {**row, "seconds": 0} == {**b[name], "seconds": 0}


def test_a_case_that_ends_its_process_has_failed(
    spec: Write, tmp_path: Path, start: Start, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Out of memory, say. The failure is a row, the others are solved, and the same command tries it again."""
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    out, text = tmp_path / "out", spec("[grid]\ndiscount_rate = [0.03, 0.04]")
    process = start("tutorial", text, "-o", out, "-j", 1)
    wait_for(lambda: len(results(out / "store")) >= 1, process)
    next(p for p in psutil.Process(process.pid).children() if "spawn_main" in " ".join(p.cmdline())).kill()
    stdout, stderr = process.communicate(timeout=200)
    assert process.returncode == 1, stderr
    failed = [row for row in rows(out).values() if row["status"] == "failed"]
    assert failed
    assert all("its worker process ended" in row["reason"] and row["objective_eur"] is None for row in failed)
    assert failed[0]["name"] in stdout
    assert "3 optimal" in sweep("tutorial", text, "-o", out, "--scheduler", cluster.address)
