"""`placement check` tells everything at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from placement.read import Finding
from placement.read.reading import Reading

RunCommand = Callable[..., Result]

WRONG = Finding("headroom.csv", 14, "firm_mw", "-40", "a number of at least 0", "Give the firm capacity.")
IMPOSSIBLE = Finding("demand.csv", None, None, "9 GW", "at most 2 GW", "Raise the headroom.", kind="impossible")


@pytest.mark.parametrize(
    ("findings", "code"),
    [([], 0), ([WRONG], 2), ([IMPOSSIBLE], 3), ([IMPOSSIBLE, WRONG], 2), ([IMPOSSIBLE, IMPOSSIBLE], 3)],
)
def test_exit_code(
    run_command: RunCommand, monkeypatch: pytest.MonkeyPatch, findings: list[Finding], code: int
) -> None:
    monkeypatch.setattr("placement.read.examine_case", lambda folder, overrides: Reading(None, tuple(findings)))
    result = run_command("check", "tutorial")
    assert result.exit_code == code
    assert all(str(finding) in result.stdout for finding in findings)
    assert (f"{len(findings)} problem" in result.stderr) == bool(findings)


def test_the_tutorial_is_sound(run_command: RunCommand) -> None:
    result = run_command("check", "tutorial")
    assert result.exit_code == 0, result.output
    assert "No site is in the excluded area." in result.stdout
    assert "no problem found" in result.stdout
    assert "Note:" not in result.output


def test_notes_are_told(run_command: RunCommand) -> None:
    run_command("init", "north", "--case", "tutorial")
    with Path("north/zones.csv").open("a", encoding="utf-8") as table:
        table.write(",,\n")
    result = run_command("check", "north")
    assert result.exit_code == 0, result.output
    assert "Note: north/zones.csv: 1 row without any value was left out (row 4).\n" in result.stdout


def test_a_broken_copy_is_told_by_file_row_and_column(run_command: RunCommand) -> None:
    run_command("init", "north", "--case", "tutorial")
    table = Path("north/headroom.csv")
    lines = table.read_text(encoding="utf-8").splitlines()
    column = lines[0].split(",").index("firm_mw")
    cells = lines[1].split(",")
    cells[column] = "-40"
    table.write_text("\n".join([lines[0], ",".join(cells), *lines[2:], ""]), encoding="utf-8")
    result = run_command("check", "north")
    assert result.exit_code == 2
    assert "headroom.csv, row 2, column firm_mw: found -40" in result.stdout


def test_an_override_is_checked_too(run_command: RunCommand) -> None:
    result = run_command("check", "tutorial", "--set", "policy.max_sites=some")
    assert result.exit_code == 2
    assert "max_sites" in result.stdout
