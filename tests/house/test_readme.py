"""The README's commands stay true."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest

from placement.cli import main
from placement.cli.exits import ExitCode


@pytest.fixture(scope="module")
def readme(checkout: Path) -> str:
    return (checkout / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def blocks(readme: str) -> list[list[str]]:
    """The lines of each block of shell commands."""
    return [block.strip().splitlines() for block in re.findall(r"```sh\n(.*?)```", readme, flags=re.DOTALL)]


def steps(line: str) -> list[list[str]]:
    """Return the steps of a command joined by `&&`."""
    return [shlex.split(step, comments=True) for step in line.split("&&")]


def test_two_commands_up_front(blocks: list[list[str]]) -> None:
    assert [len(block) for block in blocks[:2]] == [1, 1]
    for (line,) in blocks[:2]:
        first, second, _ = steps(line)
        assert first == ["python3", "-m", "venv", ".venv"]
        assert second[:2] == [".venv/bin/pip", "install"]


def test_the_first_solves_europe(readme: str, blocks: list[list[str]]) -> None:
    _, install, solve = steps(blocks[0][0])
    assert install[-2:] == ["-e", "."]
    assert solve[:4] == [".venv/bin/placement", "solve", "europe", "-o"]
    assert f"`{solve[4]}/map.html`" in readme


def test_the_second_installs_what_the_tests_need(blocks: list[list[str]], checkout: Path) -> None:
    _, install, test = steps(blocks[1][0])
    project: dict[str, Any] = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert install[-2:] == ["-e", ".[test]"]
    assert "test" in project["optional-dependencies"]
    assert test[:3] == [".venv/bin/python", "-m", "pytest"]


def test_ci_runs_both(checkout: Path, blocks: list[list[str]]) -> None:
    """The script takes each line from the README by a pattern; no other line may match it first."""
    script = (checkout / ".ci" / "run").read_text(encoding="utf-8")
    for words, (line,) in zip(("placement solve", "pytest"), blocks[:2], strict=True):
        assert re.search(rf"readme '?{words}", script)
        found = re.findall(rf"^python3 -m venv .*{words}.*$", (checkout / "README.md").read_text("utf-8"), re.MULTILINE)
        assert found[0] == line


def test_every_placement_command_parses(
    blocks: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "outputs" / "north" / "first").mkdir(parents=True)
    commands = [step for block in blocks for line in block for step in steps(line) if step[0].endswith("placement")]
    assert len(commands) >= 6
    for _, name, *arguments in commands:
        command = main.commands[name]
        command.make_context(name, list(arguments))


def test_every_exit_code_is_told(readme: str, checkout: Path) -> None:
    for page in (readme, (checkout / "docs" / "commands.md").read_text(encoding="utf-8")):
        told = {int(code) for code in re.findall(r"^\| (\d+) \|", page, flags=re.MULTILINE)}
        assert told == set(ExitCode)


def test_links_lead_somewhere(checkout: Path) -> None:
    pages = [checkout / "README.md", checkout / "NOTICE", *(checkout / "docs").glob("*.md")]
    for page in pages:
        targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
        assert [t for t in targets if not (page.parent / t).exists()] == [], page.name


def test_every_page_is_in_the_index(checkout: Path) -> None:
    index = (checkout / "docs" / "index.md").read_text(encoding="utf-8")
    pages = {p.name for p in (checkout / "docs").glob("*.md")} - {"index.md"}
    assert {p for p in pages if f"]({p})" not in index} == set()
