"""`placement report` says where it wrote, and refuses in one line."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from placement.cli import main


def report(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["report", *map(str, arguments)], prog_name="placement")


def test_it_says_where(run_folder: Path, tmp_path: Path) -> None:
    result = report(run_folder)
    assert (result.exit_code, result.stdout) == (0, f"{run_folder / 'report.html'}\n")
    other = tmp_path / "paper.html"
    assert report(run_folder, "-o", other).stdout == f"{other}\n"
    assert other.read_bytes() == (run_folder / "report.html").read_bytes()


def test_a_folder_that_is_no_run(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = report(tmp_path / "empty")
    assert result.exit_code == 2
    assert "plan.geojson" in result.stderr


def test_a_run_that_is_not_there(tmp_path: Path) -> None:
    assert report(tmp_path / "nowhere").exit_code == 2


@pytest.mark.parametrize("package", ["altair", "vl_convert"])
def test_without_the_extra(run_folder: Path, monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    monkeypatch.setattr("placement.charts.need.find_spec", lambda name: None if name == package else object())
    result = report(run_folder)
    assert result.exit_code == 2
    assert result.stderr == f"This needs {package}, which is not installed: pip install -e '.[report]'\n"
    assert not (run_folder / "report.html").exists()
