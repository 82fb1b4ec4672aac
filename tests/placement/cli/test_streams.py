"""Whatever a terminal cannot show, and whoever reads no more: a command ends as it would have."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from placement.cli import main
from placement.cli.streams import prepare_streams, say, tell
from placement.cli.summary import site_table
from tests.placement.cli.fakes import SUMMARY, FakeSolve

RunCommand = Callable[..., Result]
NAMES = "Łódź, Škofja Loka, Ålesund, Straße \u2212 5 °C, Πάτρα"


@pytest.mark.parametrize("page", ["cp1252", "ascii", "latin-1", "cp437"])
def test_every_code_page_shows_every_name_somehow(page: str) -> None:
    outcome = CliRunner(charset=page).invoke(main, ["check", NAMES])
    assert outcome.exit_code == 2, outcome.exception
    assert b"dz" in outcome.stderr_bytes or "dź".encode() in outcome.stderr_bytes


def test_letters_come_as_near_as_the_page_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "said").open("w", encoding="cp1252") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        prepare_streams()
        say(f"{NAMES} in caf\udce9")
    expected = "Lódz, Škofja Loka, Ålesund, Straße - 5 °C, ?????\n in caf\\udce9\n".replace("\n in", " in")
    assert (tmp_path / "said").read_text("cp1252") == expected


def test_what_a_terminal_would_obey_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    say("a folder\x1b[2J named\ttwice\nand \x9b31m and \u202e")
    assert capsys.readouterr().out == "a folder\\x1b[2J named\ttwice\nand \\x9b31m and \\x202e\n"


def test_an_argument_in_an_error_is_shown_too() -> None:
    outcome = CliRunner().invoke(main, ["solve", "tutorial", "a\x1b[2J\u200fb"], color=True)
    assert outcome.exit_code == 2
    assert outcome.stderr.endswith("(a\\x1b[2J\\x200fb)\n")


def test_a_name_of_two_lines_stays_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    site = {
        "name": "Aachen\n\tforged \x1b[2J",
        "state": "DE",
        "it_mw": "5",
        "accelerators": "7",
        "siting_cost_eur": "1",
    }
    say("\n".join(site_table([site])))
    _, line, end = capsys.readouterr().out.split("\n")
    assert line.startswith("Aachen forged \\x1b[2J  DE")
    assert end == ""


def test_json_is_utf8_whatever_the_page(fake_solve: FakeSolve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(SUMMARY, "case", "Łódź \udcff")
    outcome = CliRunner(charset="cp1252").invoke(main, ["solve", "tutorial", "-o", "run", "--json"])
    assert outcome.exit_code == 0, outcome.exception
    assert "Łódź \\udcff".encode() in outcome.stdout_bytes
    assert json.loads(outcome.stdout_bytes.decode())["case"] == "Łódź \udcff"


@pytest.mark.parametrize("closed", [1, 2])
def test_a_reader_who_has_left_changes_nothing(
    closed: int, fake_solve: FakeSolve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`placement solve --json | head -1`, and progress piped to somebody who goes."""
    monkeypatch.chdir(tmp_path)
    pid = os.fork()
    if pid == 0:
        reading, writing = os.pipe()
        os.close(reading)
        os.dup2(writing, closed)
        sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
        try:
            main(["solve", "tutorial", "-o", "run"], prog_name="placement")
        except SystemExit as end:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(int(end.code or 0))
        finally:
            os._exit(99)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert (tmp_path / "run" / "map.html").is_file()


def test_closed_streams_change_nothing_and_no_file_gets_their_number(
    fake_solve: FakeSolve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pid = os.fork()
    if pid == 0:
        os.closerange(0, 3)
        sys.stdin = sys.stdout = sys.stderr = None  # as Python begins then
        try:
            main(["solve", "tutorial", "-o", "run"], prog_name="placement")
        except SystemExit as end:
            os._exit(int(end.code or 0) if os.fstat(2).st_rdev == os.stat(os.devnull).st_rdev else 98)
        finally:
            os._exit(99)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert (tmp_path / "run" / "map.html").is_file()


def test_progress_on_a_full_disk_is_no_reason_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stderr", full)
        tell("nobody hears it")
        tell("nor this")


def test_every_command_speaks_through_these_streams(checkout: Path) -> None:
    speaking = [p.name for p in (checkout / "placement").rglob("*.py") if "click.echo(" in p.read_text("utf-8")]
    assert speaking == ["streams.py"]
