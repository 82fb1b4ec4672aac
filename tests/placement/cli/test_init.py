"""`placement init` copies a case, whole or not at all."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

RunCommand = Callable[..., Result]


def contents(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_copies_every_file(run_command: RunCommand, tutorial: Path) -> None:
    result = run_command("init", "deep/north", "--case", "tutorial")
    assert result.exit_code == 0
    assert contents(Path("deep/north")) == contents(tutorial)
    assert [p.name for p in Path("deep").iterdir()] == ["north"]
    assert "placement check deep/north" in result.stdout


def test_an_empty_folder_will_do(run_command: RunCommand, tutorial: Path) -> None:
    Path("north").mkdir()
    assert run_command("init", "north", "--case", tutorial).exit_code == 0
    assert contents(Path("north")) == contents(tutorial)


def test_refuses_a_folder_that_holds_something(run_command: RunCommand) -> None:
    Path("north").mkdir()
    Path("north/mine.csv").write_text("precious")
    result = run_command("init", "north", "--case", "tutorial")
    assert result.exit_code == 2
    assert "already holds something" in result.stderr
    assert contents(Path("north")) == {"mine.csv": b"precious"}


def test_refuses_the_folder_one_is_in(run_command: RunCommand) -> None:
    result = run_command("init", ".", "--case", "tutorial")
    assert result.exit_code == 2
    assert "the folder you are in" in result.stderr


def test_an_unknown_case_is_bad_input(run_command: RunCommand) -> None:
    result = run_command("init", "north", "--case", "tutorail")
    assert result.exit_code == 2
    assert "tutorial" in result.stderr
    assert not Path("north").exists()


def test_a_copy_that_breaks_off_leaves_nothing(run_command: RunCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = shutil.copyfile

    def copy_until_the_disk_is_full(source: str, target: str, **options: bool) -> str:
        if Path(source).name == "sites.csv":
            raise OSError(28, "No space left on device")
        return str(copy(source, target, **options))

    monkeypatch.setattr("shutil.copyfile", copy_until_the_disk_is_full)
    assert run_command("init", "north", "--case", "tutorial").exit_code != 0
    assert list(Path().iterdir()) == []
