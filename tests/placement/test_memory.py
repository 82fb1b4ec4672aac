"""Memory: told before a model is built, watched while it is solved, and kept to."""

import os
import resource
import time
from dataclasses import replace
from pathlib import Path

import click
import pytest

from placement import memory
from placement.cli.memory_limit import size_in_gb
from placement.read import read_case
from placement.solve import NoPlanFound, SolveOptions, solve_case
from placement.solve.answers import DoesNotFit
from placement.solve.formulate import build, formulate
from placement.solve.whole_size import whole_size


def test_the_size_told_is_that_of_the_model(tutorial: Path) -> None:
    case = read_case(tutorial)
    told = whole_size(case)
    rows, columns = formulate(build, case, ())[1].matrix.shape
    assert 0.8 * rows < told.rows <= 1.1 * rows
    assert 0.8 * columns < told.columns <= 1.1 * columns


def test_more_days_are_counted_without_being_built(tutorial: Path) -> None:
    case = read_case(tutorial)
    longer = {
        key: tuple(replace(h, day=h.day + 10 * k) for k in range(4) for h in rows) for key, rows in case.hours.items()
    }
    more = replace(case, hours=longer)
    rows, columns = formulate(build, more, ())[1].matrix.shape
    told = whole_size(more)
    assert 0.85 * rows < told.rows <= 1.05 * rows
    assert 0.85 * columns < told.columns <= 1.05 * columns


def test_what_does_not_fit_is_refused_before_anything_is_solved(
    tutorial: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "used_by_tree", lambda _: 0.0)
    options = SolveOptions(method="monolithic", memory_limit_gb=0.001)
    seen: list[str] = []
    with pytest.raises(
        DoesNotFit, match=r"about [\d,]+ rows, [\d,]+ columns and [\d.]+ [MG]B of memory; 1 MB are there"
    ):
        solve_case(read_case(tutorial), options, report=lambda progress: seen.append(progress.phase))
    assert seen == []


def test_the_size_is_told_before_it_is_built(tutorial: Path) -> None:
    seen: list[str] = []
    with pytest.raises(NoPlanFound):
        solve_case(
            read_case(tutorial),
            SolveOptions(method="monolithic", threads=1),
            report=lambda progress: seen.append(f"{progress.phase}, {progress.detail}"),
            stop=lambda: any("building" in line for line in seen),
        )
    assert any(line.startswith("building the model, about ") and "rows" in line for line in seen)


@pytest.mark.parametrize("at_once", [True, False])
def test_near_the_limit_the_best_plan_is_kept(at_once: bool, tutorial: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or, without one, it is said why there is none."""
    used = [0.0]
    monkeypatch.setattr(memory, "used_by_tree", lambda _: used[0])
    monkeypatch.setattr(memory, "LOOK_S", 0.01)
    case, options = read_case(tutorial), SolveOptions(gap=0.0, threads=1, memory_limit_gb=1.0)

    def fill(progress: object) -> None:
        if at_once or getattr(progress, "incumbent", None) is not None:
            used[0] = 0.9e9

    if at_once:
        with pytest.raises(NoPlanFound, match="the memory limit of 1 GB was nearly reached: "):
            solve_case(case, options, report=fill)
        return
    plan = solve_case(case, options, report=fill)
    assert plan.summary["status"] in ("unproven", "optimal")
    assert plan.summary["status"] == "optimal" or "memory limit of 1 GB was nearly reached" in "\n".join(plan.log)


def test_at_the_limit_it_ends(tmp_path: Path) -> None:
    pid = os.fork()
    if pid == 0:
        os.dup2(os.open(tmp_path / "said", os.O_WRONLY | os.O_CREAT), 2)
        with memory.watched(memory.used_by_tree(os.getpid()) + 50e6):
            held = [bytearray(os.urandom(10_000_000)) for _ in range(20)]
            time.sleep(30)  # it is looked at every now and then
            os._exit(len(held))
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 4
    assert "The memory limit of" in (tmp_path / "said").read_text("utf-8")


def test_processes_count_once_with_all_that_they_have_started() -> None:
    before = memory.used_by_tree(os.getpid())
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        held = bytearray(os.urandom(80_000_000))
        os.write(writing, b"x")
        os.read(reading, len(held))
        os._exit(0)
    try:
        while memory.used_by_tree(os.getpid()) < before + 60e6:
            os.sched_yield()
        assert memory.used_by_tree(os.getpid()) < before + 200e6, "what is shared counts once"
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(reading)
        os.close(writing)


def test_what_is_left_heeds_the_limit_of_the_process() -> None:
    pid = os.fork()
    if pid == 0:
        taken = int(Path("/proc/self/statm").read_text("utf-8").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + 100_000_000, resource.RLIM_INFINITY))
        left = memory.available()
        os._exit(0 if left is not None and 50e6 < left <= 100e6 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


@pytest.mark.parametrize(
    ("given", "gb"),
    [("4GB", 4.0), ("500MB", 0.5), ("1.5 gb", 1.5), ("2GiB", 2**31 / 1e9), ("0.25", 0.25), (None, None)],
)
def test_sizes(given: str | None, gb: float | None) -> None:
    command = click.Command("solve")
    assert size_in_gb(click.Context(command), click.Option(["--memory-limit"]), given) == gb


@pytest.mark.parametrize("given", ["0", "-1GB", "much", "4 EB", "nan", "inf", "1e9", "900000"])
def test_what_is_no_size_is_named(given: str) -> None:
    with pytest.raises(click.BadParameter, match=f"found '?{given}"):
        size_in_gb(click.Context(click.Command("solve")), click.Option(["--memory-limit"]), given)


def test_a_limit_that_nothing_could_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where /proc does not tell what a process takes: it would be ignored in silence."""
    monkeypatch.setattr(memory, "used_by_tree", lambda _: 0.0)
    with pytest.raises(click.BadParameter, match="Linux alone"):
        size_in_gb(click.Context(click.Command("solve")), click.Option(["--memory-limit"]), "4GB")
