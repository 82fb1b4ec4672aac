"""Ctrl-C, SIGTERM and SIGHUP, once and twice, wherever a command is: each in a process of its own."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import highspy
import numpy as np
import pytest

from placement.cli import main
from placement.cli.interrupt import APART_S, stop_on_interrupt
from placement.whole_folder import whole_folder
from tests.placement.cli.fakes import FakeSolve, write_fake_run

Stop = Callable[[], bool]
Work = Callable[[Stop], None]
SOLVE = ("solve", "tutorial", "-o", "run")


def command(*arguments: str) -> tuple[int, str]:
    """Run a command in a copy of this process; its exit code, and what it said."""
    pid = os.fork()
    if pid == 0:
        said = os.open("said", os.O_WRONLY | os.O_CREAT)
        os.dup2(said, 1)
        os.dup2(said, 2)
        sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)
        try:
            main(list(arguments), prog_name="placement")
        except SystemExit as end:
            sys.stdout.flush()
            os._exit(int(end.code or 0))
        finally:
            os._exit(99)
    _, status = os.waitpid(pid, 0)
    said_text = Path("said").read_text("utf-8")
    Path("said").unlink()
    return os.waitstatus_to_exitcode(status), said_text


def send(numbers: Sequence[int], apart_s: float = 3 * APART_S) -> None:
    """To this very process, from another thread, while it does something else."""

    def work() -> None:
        for number in numbers:
            time.sleep(apart_s)
            os.kill(os.getpid(), number)

    threading.Thread(target=work, daemon=True).start()


def wait_for(stop: Stop) -> None:
    end = time.monotonic() + 20
    while not stop():
        assert time.monotonic() < end
        time.sleep(0.005)


def inside_highs(_: Stop) -> None:
    """A programme that takes HiGHS much longer than any test, and that no callback may end."""
    rng, n = np.random.default_rng(0), 60
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("time_limit", 60.0)
    highs.addVars(n, np.zeros(n), np.ones(n))
    for column in range(n):
        highs.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        highs.changeColCost(column, -float(rng.integers(50, 100)))
    for _row in range(20):
        weights = rng.integers(1, 100, n).astype(float)
        highs.addRow(-highspy.kHighsInf, 0.4 * weights.sum(), n, np.arange(n, dtype=np.int32), weights)
    highs.run()


def outside_python(_: Stop) -> None:
    time.sleep(60)


@pytest.fixture(autouse=True)
def _hangups_are_heard() -> Iterator[None]:
    """Whoever runs the tests may ignore them, as nohup does."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("numbers", "apart_s"),
    [
        ([signal.SIGINT], 0.0),
        ([signal.SIGTERM], 0.0),
        ([signal.SIGHUP, signal.SIGHUP], 3 * APART_S),
        ([signal.SIGTERM, signal.SIGTERM], 0.0),
    ],
    ids=["Ctrl-C", "SIGTERM", "a terminal that goes, and its shell", "timeout, which sends its signal twice"],
)
def test_asked_once_it_keeps_the_plan(numbers: list[int], apart_s: float, fake_solve: FakeSolve) -> None:
    def meanwhile(stop: Stop) -> None:
        send(numbers, apart_s)
        wait_for(stop)
        time.sleep(len(numbers) * apart_s)

    fake_solve.meanwhile = meanwhile
    code, said = command(*SOLVE)
    assert code == 4, said
    assert "Stopping. The best plan so far is kept, if there is one." in said
    assert "stopped before its end" in said
    assert Path("run/map.html").is_file()


@pytest.mark.parametrize("work", [inside_highs, outside_python])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_twice_it_ends_at_once(work: Work, number: int, fake_solve: FakeSolve) -> None:
    def meanwhile(stop: Stop) -> None:
        send([number, number])
        work(stop)

    fake_solve.meanwhile = meanwhile
    begun = time.monotonic()
    code, said = command(*SOLVE)
    assert code == 130, said
    assert time.monotonic() - begun < 10
    assert said.endswith("Given up.\n")
    assert list(Path().iterdir()) == []


def test_a_run_half_written_goes_and_a_whole_one_stays(fake_solve: FakeSolve, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(plan: object, folder: Path, *_: object) -> Path:
        with whole_folder(folder) as aside:
            (aside / "half").touch()
            send([signal.SIGINT, signal.SIGINT])
            time.sleep(60)
        return folder

    def whole(plan: object, folder: Path, *_: object) -> Path:
        with whole_folder(folder) as aside:
            aside.rmdir()
            write_fake_run(aside, {})
        send([signal.SIGINT, signal.SIGINT])
        time.sleep(60)
        return folder

    monkeypatch.setattr("placement.run.write_run", half)
    assert command(*SOLVE)[0] == 130
    assert list(Path().iterdir()) == []
    monkeypatch.setattr("placement.run.write_run", whole)
    assert command(*SOLVE)[0] == 130
    assert sorted(path.name for path in Path("run").iterdir()) == ["map.html", "sites.csv", "summary.json"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_where_there_is_no_plan_to_keep_the_first_ends_it(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(*_: object) -> None:
        send([number, number])
        time.sleep(60)

    monkeypatch.setattr("placement.map.draw_map", draw)
    Path("run").mkdir()
    code, said = command("map", "run")
    assert (code, said) == (130, "Given up.\n")


def test_a_command_under_nohup_outlives_its_terminal(fake_solve: FakeSolve) -> None:
    fake_solve.meanwhile = lambda stop: os.kill(os.getpid(), signal.SIGHUP)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert command(*SOLVE)[0] == 0
    finally:
        signal.signal(signal.SIGHUP, before)


def test_the_handlers_of_before_come_back() -> None:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    with stop_on_interrupt() as stop:
        assert not stop()
        assert signal.getsignal(signal.SIGINT) is not before[0]
    assert [signal.getsignal(number) for number in numbers] == before
