"""`placement solve --scheduler`: what is refused before anything runs, and how it ends in the middle."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from distributed import Future
from distributed.security import Security

from placement.cli.interrupt import APART_S
from placement.cli.progress import PlainLines
from placement.solve import crew, curve_cluster
from placement.solve.crew import Desks
from placement.solve.pricers import Job
from placement.solve.progress import Progress
from tests.placement.clusters import Cluster, end_process, running, wait_until

RunCommand = Callable[..., Result]
NO_KEYS = ("--tls-ca", __file__, "--tls-cert", __file__, "--tls-key", __file__)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """For tests that kill nothing of it."""
    with running(2) as found:
        yield found


def solve(run_command: RunCommand, address: str, *arguments: object) -> Result:
    return run_command("solve", "tutorial", "-o", "run", "--no-cache", "--scheduler", address, *arguments)


def test_a_whole_solve(run_command: RunCommand, cluster: Cluster) -> None:
    done = solve(run_command, cluster.address, "--json")
    assert done.exit_code == 0, done.output
    assert run_command("solve", "tutorial", "-o", "here", "--no-cache").exit_code == 0
    for name in ("sites.csv", "plan.geojson"):
        assert Path("run", name).read_bytes() == Path("here", name).read_bytes()
    assert json.loads(done.stdout)["status"] == "optimal"
    assert run_command("verify", "run").exit_code == 0
    wait_until(cluster.is_clean)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--scheduler", "tcp://127.0.0.1:9"], "No scheduler answered at tcp://127.0.0.1:9 within 1 s"),
        (["--scheduler", "here"], "found here, expected an address such as tcp://host:8786"),
        (["--scheduler", "tls://127.0.0.1:9"], "tls://127.0.0.1:9 needs --tls-ca, --tls-cert and --tls-key"),
        (["--scheduler", "tls://127.0.0.1:9", "--tls-ca", __file__], "needs --tls-ca, --tls-cert and --tls-key"),
        (["--scheduler", "tls://127.0.0.1:9", *NO_KEYS], "The TLS files cannot be used"),
        (["--tls-ca", __file__], "go with --scheduler"),
    ],
)
def test_bad_command_lines(
    arguments: list[str], words: str, run_command: RunCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("placement.cluster.connect.TIMEOUT_S", 1.0)
    refused = run_command("solve", "tutorial", "-o", "run", *arguments)
    assert refused.exit_code == 2, refused.output
    assert words in refused.stderr
    assert not Path("run").exists()


def test_without_dask_it_says_what_to_install(run_command: RunCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    refused = solve(run_command, "tcp://127.0.0.1:9")
    assert refused.exit_code == 2
    assert "pip install -e '.[cluster]'" in refused.stderr


def test_a_scheduler_without_workers(run_command: RunCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("placement.cluster.connect.TIMEOUT_S", 2.0)
    with running(0) as cluster:
        refused = solve(run_command, cluster.address)
    assert refused.exit_code == 2
    assert f"The scheduler at {cluster.address} has no worker after 2 s. Start some" in refused.stderr


def test_unfit_workers_are_refused_by_name(run_command: RunCommand, tmp_path: Path) -> None:
    other, absent = tmp_path / "other.py", tmp_path / "absent.py"
    other.write_text("import placement.cluster.fit as f\nf.__version__ = '0.0.1'\n", encoding="utf-8")
    absent.write_text(
        "import sys\n"
        "loaded = [name for name in sys.modules if name.split('.')[0] == 'placement']\n"
        "sys.modules |= dict.fromkeys([*loaded, 'placement'])\n",
        encoding="utf-8",
    )
    with running(0) as cluster:
        cluster.add_worker("--preload", other)
        cluster.add_worker("--preload", absent)
        cluster.add_worker(threads=3)
        cluster.wait_for(3)
        names = list(cluster.pids())
        refused = solve(run_command, cluster.address)
    assert refused.exit_code == 2
    lines = refused.stderr.splitlines()
    assert lines[-1] == "Nothing was solved."
    assert {line.split(": ")[0].removeprefix("Worker ") for line in lines if line.startswith("Worker")} == set(names)
    for words in (
        "it has placement 0.0.1, needed is placement",
        "it would work on 3 things",
        "cannot run this version",
    ):
        assert sum(words in line for line in lines) == 1, words


def test_tls(run_command: RunCommand, tmp_path: Path) -> None:
    security = Security.temporary()
    files = {"ca": security.tls_ca_file, "cert": security.tls_client_cert, "key": security.tls_client_key}
    for name, text in files.items():
        (tmp_path / f"{name}.pem").write_text(str(text), encoding="utf-8")
    ca, cert, key = (str(tmp_path / f"{name}.pem") for name in files)
    with running(1, ("--tls-ca-file", ca, "--tls-cert", cert, "--tls-key", key), security) as cluster:
        done = solve(run_command, cluster.address, "--tls-ca", ca, "--tls-cert", cert, "--tls-key", key)
        assert done.exit_code == 0, done.output
        Path("run").rename("first")
        refused = solve(run_command, cluster.address.replace("tls", "tcp"))
    assert refused.exit_code == 2
    assert "Check the address, that `dask scheduler` runs there, and its TLS settings." in refused.stderr


def test_lost_in_the_middle_is_4_and_says_why(run_command: RunCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "PATIENCE_S", 1.0)
    submit = Desks.submit

    def kill(desks: Desks, worker: str, job: Job[Any]) -> Future[Any]:
        sent: Future[Any] = submit(desks, worker, job)
        doomed.kill_all()
        return sent

    monkeypatch.setattr(Desks, "submit", kill)
    with running(1) as doomed:
        stopped = solve(run_command, doomed.address)
    assert stopped.exit_code == 4, stopped.output
    assert f"{doomed.address} has had no worker for 1 s." in stopped.stderr
    assert "Nothing was written." in stopped.stderr
    assert not Path("run").exists()


def test_a_programme_that_ends_its_workers_before_any_plan_is_4(
    run_command: RunCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(curve_cluster, "MOST_LOSSES", 1)
    submit = Desks.submit
    monkeypatch.setattr(
        Desks, "submit", lambda desks, worker, job: submit(desks, worker, replace(job, work=end_process))
    )
    with running(1) as doomed:
        stopped = solve(run_command, doomed.address)
    assert stopped.exit_code == 4, stopped.output
    assert "The solve was given up: 1 workers were lost over the supply of site " in stopped.stderr
    assert "Nothing was written." in stopped.stderr
    assert not Path("run").exists()


def test_ctrl_c_keeps_the_plan_and_leaves_no_task(
    run_command: RunCommand, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    show, pressed = PlainLines.report, list[str]()

    def report(lines: PlainLines, progress: Progress) -> None:
        show(lines, progress)
        if progress.incumbent is not None and not pressed:
            pressed.append(progress.phase)
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(PlainLines, "report", report)
    stopped = solve(run_command, cluster.address)
    assert stopped.exit_code == 4, stopped.output
    assert "stopped before its end, with the best plan so far" in stopped.stdout
    assert Path("run", "map.html").is_file()
    wait_until(cluster.is_clean)


@pytest.mark.parametrize(("numbers", "code"), [((signal.SIGKILL,), -signal.SIGKILL), ((signal.SIGINT,) * 2, 130)])
def test_a_solve_that_ends_at_once_leaves_no_task(
    numbers: tuple[int, ...], code: int, tmp_path: Path, cluster: Cluster, checkout: Path
) -> None:
    """Killed, or by Ctrl-C twice: it tells nobody."""
    arguments = ("solve", "tutorial", "-o", tmp_path / "run", "--no-cache", "--scheduler", cluster.address)
    command = [sys.executable, "-m", "placement.cli", *map(str, arguments)]
    wait_until(cluster.is_clean)  # of what was killed before
    with subprocess.Popen(command, cwd=checkout, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        wait_until(lambda: not cluster.is_clean())
        for number in numbers:
            process.send_signal(number)
            time.sleep(2 * APART_S)
    # The first Ctrl-C may have ended it already, so that the second meets Python on its way out.
    assert process.returncode in (code, -signal.SIGINT)
    wait_until(cluster.is_clean)
    assert not (tmp_path / "run").exists()
