"""Sweeps on worker processes of a Dask scheduler on loopback: killed, replaced, unfit, lost."""

from collections.abc import Callable
from pathlib import Path

from tests.placement.clusters import running, wait_until
from tests.placement.sweep.conftest import Start, rows, sweep

Write = Callable[..., Path]
SLOW = "[grid]\ndiscount_rate = [0.03, 0.05]\n"
"""With the unchanged case three, each of about a second."""


def finished(out: Path) -> int:
    return len(list(out.glob("store/*/result.json")))


def test_killed_workers_are_replaced_by_whoever_is_there(spec: Write, tmp_path: Path, start: Start) -> None:
    """The only worker is killed; the sweep waits for another."""
    out = tmp_path / "out"
    with running(1) as cluster:
        process = start("tutorial", spec(SLOW), "-o", out, "--scheduler", cluster.address)
        process.wait_until(lambda: finished(out) >= 1)
        cluster.kill_all()
        cluster.add_worker()
        stdout, _ = process.end(0)
        assert "3 optimal" in stdout
        wait_until(cluster.is_clean)


def test_a_lost_scheduler_ends_the_sweep_with_what_is_finished(spec: Write, tmp_path: Path, start: Start) -> None:
    out = tmp_path / "out"
    with running(1) as cluster:
        process = start("tutorial", spec(SLOW), "-o", out, "--scheduler", cluster.address)
        process.wait_until(lambda: finished(out) >= 1)
        cluster.scheduler.kill()
        _, stderr = process.end(4)
    assert "The scheduler is gone. The same command goes on from here." in stderr
    assert "Traceback" not in stderr
    statuses = [row["status"] for row in rows(out).values()]
    assert statuses.count("optimal") == finished(out) >= 1
    assert statuses.count("not_run") == 3 - finished(out)


def test_a_worker_under_a_nanny_solves_too(spec: Write, tmp_path: Path) -> None:
    """It may not start processes: a case that would be worth some is solved in its own."""
    text = spec('[grid]\n"hourly.*.price_eur_per_mwh" = {factor = [1.1]}')
    with running(0) as cluster:
        cluster.add_worker("--preload", _always_worth_processes(tmp_path), nanny=True)
        cluster.wait_for(1)
        said = sweep("tutorial", text, "-o", tmp_path / "out", "--no-cache", "--scheduler", cluster.address)
    assert "2 optimal" in said


def _always_worth_processes(folder: Path) -> Path:
    preload = folder / "eager.py"
    text = "import placement.solve.curve_workers as w\nw.SMALL, w.cores = 0, lambda: 4\n"
    preload.write_text(text, encoding="utf-8")
    return preload


def test_a_worker_that_reads_other_bytes_is_refused_by_name(small: Path, spec: Write, tmp_path: Path) -> None:
    """As where its disk holds an older copy."""
    preload = tmp_path / "older.py"
    preload.write_text(
        "import placement.read as r, placement.sweep.solve_one as s\n"
        "s.case_digests = lambda folder: r.case_digests(folder) | {'sites.csv': '0' * 64}\n",
        encoding="utf-8",
    )
    with running(1) as cluster:
        (fit,) = cluster.pids()
        cluster.add_worker("--preload", preload)
        cluster.wait_for(2)
        (other,) = set(cluster.pids()) - {fit}
        text = spec("[grid]\npolicy.max_sites = [2]")
        said = sweep(small, text, "-o", tmp_path / "out", "--scheduler", cluster.address, code=2)
    assert f"Worker {other}: sites.csv of {small} is not what this sweep began with." in said
    assert fit not in said


def test_a_worker_that_comes_later_and_is_unfit_ends_the_sweep(spec: Write, tmp_path: Path, start: Start) -> None:
    """By name, with all finished cases kept."""
    out = tmp_path / "out"
    with running(1) as cluster:
        process = start("tutorial", spec(SLOW), "-o", out, "--scheduler", cluster.address)
        process.wait_until(lambda: finished(out) >= 1)
        (fit,) = cluster.pids()
        cluster.add_worker(threads=2)
        cluster.wait_for(2)
        cluster.kill(fit)
        _, stderr = process.end(4)
    assert "it would work on 2 things at once in one process: start it with --nthreads 1." in stderr
    assert finished(out) >= 1


def test_a_fault_of_the_check_itself_is_told(small: Path, spec: Write, tmp_path: Path) -> None:
    preload = tmp_path / "broken.py"
    preload.write_text("import placement.cluster.fit as f\nf.versions = None\n", encoding="utf-8")
    with running(0) as cluster:
        cluster.add_worker("--preload", preload)
        cluster.wait_for(1)
        text = spec("[grid]\npolicy.max_sites = [2]")
        said = sweep(small, text, "-o", tmp_path / "out", "--scheduler", cluster.address, code=2)
    assert "it cannot run this version of placement (TypeError:" in said
