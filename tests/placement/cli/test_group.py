"""How commands fail, and what help says."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from placement import __version__
from placement.cli import main
from placement.cli.group import OURS

RunCommand = Callable[..., Result]


def break_check(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def broken(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr("placement.read.examine_case", broken)


def test_version(run_command: RunCommand) -> None:
    assert __version__ in run_command("--version").stdout


def test_help_lists_the_commands_in_the_order_of_use(run_command: RunCommand) -> None:
    text = run_command("--help").stdout
    places = [text.index(f"\n  {name} ") for name in ("init", "check", "solve", "verify", "map")]
    assert places == sorted(places)


def test_a_fault_of_ours_is_one_line_and_code_1(run_command: RunCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    break_check(monkeypatch, ZeroDivisionError("division\nby zero"))
    result = run_command("check", "tutorial")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "ZeroDivisionError: division by zero at test_group.py:" in result.stderr


@pytest.mark.parametrize(("folder", "code"), [(OURS / "map", 1), (Path("/elsewhere"), 2)])
def test_a_missing_file_of_the_package_is_a_fault_of_ours(
    folder: Path, code: int, run_command: RunCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_check(monkeypatch, FileNotFoundError(errno.ENOENT, "No such file or directory", str(folder / "page.html")))
    result = run_command("check", "tutorial")
    assert result.exit_code == code
    assert ("fault of placement" in result.stderr) == (code == 1)
    assert "page.html" in result.stderr


def test_debug_shows_the_traceback(run_command: RunCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    break_check(monkeypatch, ZeroDivisionError("division by zero"))
    monkeypatch.setenv("PLACEMENT_DEBUG", "1")
    result = run_command("check", "tutorial")
    assert result.exit_code == 1
    assert "Traceback (most recent call last)" in result.stderr


def test_ctrl_c_outside_a_solve_gives_up(run_command: RunCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    break_check(monkeypatch, KeyboardInterrupt())
    assert run_command("check", "tutorial").exit_code == 130


@pytest.mark.parametrize("arguments", [["place"], ["solve", "--gap", "2"], ["solve", "--method", "magic"], ["init"]])
def test_wrong_usage_is_code_2(run_command: RunCommand, arguments: list[str]) -> None:
    result = run_command(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_every_command_is_documented(checkout: Path) -> None:
    page = (checkout / "docs" / "commands.md").read_text(encoding="utf-8")
    headings = {line.split()[2] for line in page.splitlines() if line.startswith("## placement ")}
    assert headings == set(main.commands)
    for name, command in main.commands.items():
        section = page.split(f"## placement {name} ")[1].split("\n## ")[0]
        options = [o for p in command.params for o in p.opts if o.startswith("-")]
        assert [o for o in options if o not in section] == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("solve tutorial -o one --output two", "--output"),
        ("solve tutorial --gap 0.1 --gap 0.1", "--gap"),
        ("sweep tutorial spec.toml -o one -o two", "--output"),
        ("sweep report . -o one -o two", "--output"),
        ("map . -o one -o two", "--output"),
        ("import cflp file -o one -o two", "--output"),
    ],
)
def test_an_option_of_one_value_is_given_once(run_command: RunCommand, words: str, name: str) -> None:
    result = run_command(*words.split())
    assert result.exit_code == 2
    assert f"{name} is given 2 times: give it once." in result.stderr
