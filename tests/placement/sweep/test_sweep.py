"""Whole sweeps on worker processes of their own: killed, interrupted, two at once."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from distributed import Client

from tests.placement.clusters import Cluster
from tests.placement.sweep.conftest import Start, Started, rows, sweep

Write = Callable[..., Path]
SLOW = "[grid]\ndiscount_rate = [0.03, 0.05, 0.07]\n"
"""With the unchanged case four, each of about a second."""


def results(store: Path) -> list[Path]:
    return sorted(store.glob("*/result.json"))


def processes_of(process: Started) -> list[psutil.Process]:
    """Those it has started."""
    return psutil.Process(process.pid).children(recursive=True)


def test_killed_and_started_again(spec: Write, tmp_path: Path, start: Start, cluster: Cluster) -> None:
    """A worker is killed, then the whole sweep: nothing is lost, nothing is solved twice, no process is left."""
    out = tmp_path / "out"
    killed = start("tutorial", spec(SLOW), "-o", out, "-j", 2)
    killed.wait_until(lambda: len(results(out / "store")) >= 1)
    workers = [p for p in processes_of(killed) if "spawn_main" in " ".join(p.cmdline())]
    assert len(workers) == 2
    workers[0].kill()
    killed.wait_until(lambda: len(results(out / "store")) >= 2)
    left = processes_of(killed)
    killed.kill()
    before = {path: path.stat().st_mtime_ns for path in results(out / "store")}
    _, alive = psutil.wait_procs(left, timeout=60)
    assert not alive
    assert "4 optimal" in sweep("tutorial", spec(SLOW), "-o", out, "--scheduler", cluster.address)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert {row["status"] for row in rows(out).values()} == {"optimal"}
    assert all("/.new-" in path.as_posix() for path in out.rglob(".*")), "what was on its way into the store, at most"


def test_killed_while_its_workers_start(
    small: Path, spec: Write, tmp_path: Path, start: Start, cluster: Cluster
) -> None:
    """The folder is this sweep's from its first moment on, and nothing of the killed one is left in it."""
    out, text = tmp_path / "out", spec("[grid]\ndemand.scale = [0.5]\n")
    killed = start(small, text, "-o", out, "-j", 1)
    killed.wait_until(lambda: bool(list(out.glob("store/.new-*"))))
    killed.kill()
    assert not (out / "sweep.json").exists()
    assert "2 optimal" in sweep(small, text, "-o", out, "--scheduler", cluster.address)
    assert not list(out.rglob(".*"))


def test_interrupted_keeps_what_is_finished(spec: Write, tmp_path: Path, start: Start) -> None:
    out = tmp_path / "out"
    process = start("tutorial", spec(SLOW), "-o", out, "-j", 1)
    process.wait_until(lambda: len(results(out / "store")) >= 1)
    asked = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: every process of the group
    stdout, stderr = process.end(4)
    assert time.monotonic() - asked < 60
    assert "Traceback" not in stderr
    assert "goes on from here" in stderr
    found = rows(out)
    statuses = [row["status"] for row in found.values()]
    assert statuses.count("optimal") == len(results(out / "store")) >= 1
    assert statuses.count("not_run") == 4 - statuses.count("optimal") > 0
    assert "not_run" in stdout


def test_nobody_else_reaches_the_workers_of_a_local_sweep(spec: Write, tmp_path: Path, start: Start) -> None:
    """They listen on loopback alone, and only those with this sweep's own key may speak."""
    out = tmp_path / "out"
    process = start("tutorial", spec(SLOW), "-o", out, "-j", 1)
    process.wait_until(lambda: len(results(out / "store")) >= 1)
    processes = [psutil.Process(process.pid), *processes_of(process)]
    listening = [c.laddr for p in processes for c in p.net_connections("inet") if c.status == psutil.CONN_LISTEN]
    assert len(listening) >= 2, "a scheduler and a worker"
    assert {address.ip for address in listening} == {"127.0.0.1"}
    assert 8787 not in {address.port for address in listening}
    for address in listening:
        with pytest.raises(OSError, match=r"(?i)timed out|closed"):
            Client(f"tcp://127.0.0.1:{address.port}", set_as_default=False, timeout=1)
    process.end(0)


def test_two_sweeps_share_a_store(small: Path, spec: Write, tmp_path: Path, start: Start, cluster: Cluster) -> None:
    """At the same time: both have every result, and agree."""
    store, text = tmp_path / "store", spec('[grid]\ndemand.scale = "0.3..0.8 step 0.1"')
    where = ("--store", store, "--scheduler", cluster.address)
    both = [start(small, text, "-o", tmp_path / name, *where) for name in ("a", "b")]
    for process in both:
        process.end(0)
    a, b = (rows(tmp_path / name) for name in ("a", "b"))
    assert len(results(store)) == len(a) == 7
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
    process.wait_until(lambda: len(results(out / "store")) >= 1)
    next(p for p in processes_of(process) if "spawn_main" in " ".join(p.cmdline())).kill()
    stdout, _ = process.end(1)
    failed = [row for row in rows(out).values() if row["status"] == "failed"]
    assert failed
    assert all("its worker process ended" in row["reason"] and row["objective_eur"] is None for row in failed)
    assert failed[0]["name"] in stdout
    assert "3 optimal" in sweep("tutorial", text, "-o", out, "--scheduler", cluster.address)
