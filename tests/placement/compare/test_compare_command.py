"""`placement compare` on the command line."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from placement.cli import main


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(main, ["compare", *map(str, arguments)], prog_name="placement")


def test_writes_a_page_and_prints_what_changed(first: Path, second: Path) -> None:
    result = run(first, second)
    assert result.exit_code == 0, result.output
    assert Path("compare.html").is_file()
    assert "second costs EUR 390 M more than first" in result.stdout
    assert result.stdout.endswith("Comparison: compare.html\n")
    assert run(first, second, "-o", "deep/other.html").exit_code == 0
    assert Path("deep/other.html").is_file()


def test_json_is_all_that_it_prints(first: Path, second: Path) -> None:
    result = run(first, second, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["runs"][0]["label"] == "first"
    assert not Path("compare.html").exists()
    assert json.loads(run(first, second, "--json", "-o", "x.html").stdout)
    assert Path("x.html").is_file()


def test_json_draws_nothing_and_so_loads_no_charts(first: Path, second: Path, checkout: Path) -> None:
    code = "import sys; from placement.cli import main; main(sys.argv[1:], standalone_mode=False); "
    code += "print('altair' in sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", code, "compare", str(first), str(second), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=checkout)
    assert done.stderr == "False\n"


@pytest.mark.parametrize("arguments", [(), ("one",), ("one", "nowhere")])
def test_two_run_folders_are_needed(arguments: tuple[str, ...]) -> None:
    Path("one").mkdir()
    assert run(*arguments).exit_code == 2


def test_a_folder_that_is_no_run(first: Path) -> None:
    Path("empty").mkdir()
    result = run(first, "empty")
    assert result.exit_code == 2
    assert "summary.json: not found" in result.stderr
    assert not Path("compare.html").exists()


def test_without_the_extra(first: Path, second: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from placement.charts.need import MissingExtra

    def missing(*_: object) -> Path:
        raise MissingExtra("This needs altair, which is not installed: pip install -e '.[report]'")

    monkeypatch.setattr("placement.compare.draw_comparison", missing)
    result = run(first, second)
    assert result.exit_code == 2
    assert "pip install -e '.[report]'" in result.stderr
    assert run(first, second, "--json").exit_code == 0
