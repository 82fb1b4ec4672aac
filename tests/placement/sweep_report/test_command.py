"""`placement sweep report`: told from a sweep by its first word; refuses in words, and leaves nothing half done."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from placement.cli import main
from tests.placement.sweep_report.made_sweeps import whole


def sweep(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["sweep", *map(str, arguments)], prog_name="placement")


def test_it_says_where(tmp_path: Path) -> None:
    folder = whole().write(tmp_path / "sweep")
    result = sweep("report", folder)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{folder / 'report.html'}\n", "")
    other = tmp_path / "new" / "page.html"
    assert sweep("report", folder, "-o", other).stdout == f"{other}\n"
    assert other.read_bytes() == (folder / "report.html").read_bytes()
    assert [file.name for file in other.parent.iterdir()] == ["page.html"]


def test_help_of_both() -> None:
    whole_help, report_help = sweep("--help").stdout, sweep("report", "--help").stdout
    assert "Usage: placement sweep [OPTIONS] CASE SPEC\n" in whole_help
    assert "Usage: placement sweep report [OPTIONS] DIR\n" in whole_help
    assert "`placement sweep report DIR` draws" in whole_help
    assert report_help.startswith("Usage: placement sweep report [OPTIONS] DIR\n")
    assert "(default: DIR/report.html)" in report_help


def test_a_case_of_that_name_is_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report").mkdir()
    (tmp_path / "spec.toml").write_text("")
    result = sweep("./report", "spec.toml", "-o", "out")
    assert result.exit_code == 2
    assert "case.toml" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_no_sweep(tmp_path: Path) -> None:
    result = sweep("report", tmp_path)
    assert result.exit_code == 2
    assert "is no sweep: it has no sweep.json" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    result = sweep("report", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


@pytest.mark.parametrize("package", ["altair", "vl_convert"])
def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    folder = whole().write(tmp_path / "sweep")
    monkeypatch.setattr("placement.charts.need.find_spec", lambda name: None if name == package else object())
    result = sweep("report", folder)
    assert result.exit_code == 2
    assert result.stderr == f"This needs {package}, which is not installed: pip install -e '.[report]'\n"
    assert not (folder / "report.html").exists()


def test_an_output_below_a_file(tmp_path: Path) -> None:
    folder = whole().write(tmp_path / "sweep")
    result = sweep("report", folder, "-o", folder / "sweep.json" / "page.html")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
    assert "-o" in result.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_an_output_that_may_not_be_written(tmp_path: Path) -> None:
    folder = whole().write(tmp_path / "sweep")
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    assert sweep("report", folder, "-o", shut / "page.html").exit_code == 2


def test_what_fails_leaves_the_older_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = whole().write(tmp_path / "sweep")
    page = folder / "report.html"
    page.write_text("<html>older", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    result = sweep("report", folder)
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
    assert page.read_text(encoding="utf-8") == "<html>older"
    assert not [file for file in folder.iterdir() if file.name.startswith(".")]


def test_a_broken_stored_result_is_for_the_user_to_mend(tmp_path: Path) -> None:
    folder = whole().write(tmp_path / "sweep")
    key = json.loads((folder / "sweep.json").read_text(encoding="utf-8"))["cases"][0]["key"]
    (folder / "store" / key).mkdir(parents=True)
    (folder / "store" / key / "result.json").write_text('{"summary": {"base_year": "then"}}', encoding="utf-8")
    result = sweep("report", folder)
    assert result.exit_code == 2
    assert "summary.base_year: found 'then'" in result.stderr
    assert not (folder / "report.html").exists()


@pytest.mark.parametrize("name", ["results.parquet", "results.csv", "sweep.json"])
def test_the_sweeps_own_data_are_not_written_over(tmp_path: Path, name: str) -> None:
    folder = whole().write(tmp_path / "sweep")
    before = (folder / name).read_bytes()
    result = sweep("report", folder, "-o", folder / name)
    assert result.exit_code == 2
    assert f"{folder / name} is there, and is no HTML page: name another file by -o" in result.stderr
    assert (folder / name).read_bytes() == before
