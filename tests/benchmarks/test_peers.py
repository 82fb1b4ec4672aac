"""The peers solve the problem that we solve, and the page says what they came to; no test asserts a time."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.peers import instances
from benchmarks.peers import run_peer as running
from benchmarks.peers.__main__ import ORDER, chosen_peers, record
from benchmarks.peers.csv_rows import read_rows
from benchmarks.peers.instances import arguments
from benchmarks.peers.ratios import peak_mb, ratio, wall_s
from benchmarks.peers.report import PEERS_FILE, report
from benchmarks.peers.result import Handover, Result, merged
from benchmarks.peers.run_peer import figures, gap, last_object, ours_in_their_words, run_peer
from benchmarks.peers.table import OURSELVES, PEERS, Peer
from benchmarks.process_tree import Watched
from tests.published.instances import Published

TOY = """
3 4
10 100
10 120
12 90
4  8 20 12
4  25 10 15
5  12 18 9
8  9 30 11
"""
"""The first and the last warehouse hold all, the last customer by two of them at best."""
OPTIMA = {False: 231.5, True: 236.0}
"""By whether a customer has a single source; every choice of warehouses enumerated."""


@pytest.fixture
def folder(tmp_path: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of instances, with the toy; the processes start where `benchmarks` can be imported."""
    (tmp_path / "orlib-cap").mkdir()
    (tmp_path / "orlib-cap" / "toy.txt").write_text(TOY, encoding="utf-8")
    for module in (instances, running):
        monkeypatch.setattr(module, "FOLDER", tmp_path)
    monkeypatch.chdir(checkout)
    return tmp_path


@pytest.mark.parametrize("single_source", [False, True], ids=["split", "single"])
@pytest.mark.parametrize("peer", PEERS, ids=[peer.name for peer in PEERS])
def test_every_peer_proves_the_same_optimum(peer: Peer, single_source: bool, folder: Path) -> None:
    for module in peer.needs:
        pytest.importorskip(module)
    toy = Published("orlib-cap", "toy", OPTIMA[single_source], single_source)
    result = run_peer(peer, toy, 60.0, folder, "now")
    assert result.proven, result
    assert float(result.objective) == pytest.approx(toy.optimum)
    assert result.version
    assert str(folder) not in result.command


def test_handover_measures_ours_and_linopy(tmp_path: Path, checkout: Path) -> None:
    pytest.importorskip("linopy")
    (tmp_path / "orlib-cap").mkdir()
    (tmp_path / "orlib-cap" / "cap41.txt").write_text(TOY, encoding="utf-8")
    (tmp_path / "OPTIMA.csv").write_text("family,instance,optimum,single_source\norlib-cap,cap41,0,0\n", "utf-8")
    command = [sys.executable, "-m", "benchmarks.peers.handover", "--instance", "cap41"]
    to = ["--results", str(tmp_path), "--page", str(tmp_path / "page.md")]
    here = {**os.environ, "PLACEMENT_INSTANCES": str(tmp_path)}
    subprocess.run([*command, *to], check=True, cwd=checkout, env=here, capture_output=True)
    ours, linopy = read_rows(tmp_path / "handover.csv", Handover)
    assert (linopy.columns, linopy.rows) == ("15", "19")
    assert int(ours.nonzeros) >= int(linopy.nonzeros) == 12 + 15 + 24
    assert "times linopy's time" in (tmp_path / "page.md").read_text(encoding="utf-8")


def made(peer: str, wall: float, status: str = "optimal", objective: float = 5.0, run: str = "one") -> Result:
    seen = Watched(wall, 10.0 * wall, 0, "", ())
    answer = {"status": status, "objective": objective, "bound": objective, "build_s": 1.0, "solve_s": 2.0}
    return Result(
        instance="cap41", peer=peer, measured_at="", run=run, cores="2", load_before="0.1", version="1",
        command="python", time_limit_s="900", **figures(seen, answer if status != "killed" else {}),
    )  # fmt: skip


def test_a_ratio_is_bounded_where_the_limit_ended_one() -> None:
    ours, slow = made("placement", 2.0), made("placement", 2.0, "time_limit")
    assert ratio(ours, made("scip", 5.0), wall_s) == "2.50"
    assert ratio(ours, made("scip", 5.0), peak_mb) == "2.50"
    assert ratio(ours, made("scip", 5.0, "time_limit"), wall_s) == "at least 2.50"
    assert ratio(ours, replace(made("scip", 5.0, "killed"), status="killed"), wall_s) == "at least 2.50"
    assert ratio(slow, made("scip", 1.0), wall_s) == "at most 0.50"
    assert ratio(slow, made("scip", 2.0, "time_limit"), wall_s) == "-"
    assert ratio(ours, None, wall_s) == "-"


def test_a_ratio_says_what_is_odd() -> None:
    ours = made("placement", 2.0)
    assert ratio(ours, made("scip", 5.0, objective=5.1), wall_s) == "another optimum"
    assert ratio(ours, replace(made("scip", 5.0), gap="0.01"), wall_s) == "optimal, gap 0.01"
    assert ratio(ours, made("scip", 5.0, "failed"), wall_s) == "failed, gap 0"
    assert ratio(ours, made("scip", 5.0, run="two"), wall_s) == "2.50 *"


def test_rows_stay_until_they_are_measured_again(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "peers.md"
    for one in (made("scip", 5.0), made("placement", 2.0), made("scip", 6.0)):
        record(one, tmp_path, page)
    assert [(one.peer, one.wall_s) for one in read_rows(tmp_path / PEERS_FILE, Result)] == [
        ("placement", "2.00"), ("scip", "6.00"),
    ]  # fmt: skip
    assert "| cap41 | 2.0 s | - | - | 3.00 | - | 0.1 to 0.1 |" in page.read_text(encoding="utf-8")
    assert merged([replace(made("scip", 1.0), peer="gone")], made("scip", 5.0), ORDER) == [made("scip", 5.0)]


def test_the_page_names_every_option() -> None:
    page = report([], [])
    for option in ("mip_rel_gap = 0.0", "limits/gap = 0.0", "io_api = direct", "--gap 0 --threads 1"):
        assert option in page


def test_answers_are_found_among_what_solvers_print() -> None:
    assert last_object('Running HiGHS\n{"status": "optimal"}\nBye\n') == {"status": "optimal"}
    assert last_object('{\n  "status": "optimal",\n  "seconds": {\n    "a": 1\n  }\n}\n')["seconds"] == {"a": 1}
    assert last_object("{ broken") == last_object("") == {}


def test_our_summary_in_their_words() -> None:
    seconds = {"build": 1.0, "solve": 2.0, "account": 0.5}
    said = ours_in_their_words({"status": "optimal", "objective_eur": 2.0, "bound_eur": 1.0, "seconds": seconds})
    assert (said["build_s"], said["solve_s"]) == (1.0, 2.5)
    assert gap(said["objective"], said["bound"]) == "0.5"
    assert gap(1.0, 1.1) == "0"
    assert gap(None, 1.0) == ""


def test_a_process_that_is_killed_or_breaks_is_told() -> None:
    assert figures(Watched(960.0, 9.0, 137, "", ()), {})["status"] == "killed"
    assert figures(Watched(1.0, 9.0, 1, "", ()), {})["status"] == "failed"


def test_ours_always_runs_and_unknown_names_are_refused() -> None:
    assert chosen_peers(["highspy_*"])[0] is OURSELVES
    with pytest.raises(SystemExit, match="no peer nobody"):
        chosen_peers(["nobody"])
    with pytest.raises(SystemExit, match="no instance nothing"):
        instances.chosen(["nothing"])


def test_an_instance_is_named_as_its_format_asks() -> None:
    assert arguments(Published("orlib-cap", "capa-8000", 0.0, False))[1:] == ["--capacity", "8000"]
    assert arguments(Published("holmberg", "p4", 0.0, True))[1:] == ["--format", "holmberg", "--single-source"]
