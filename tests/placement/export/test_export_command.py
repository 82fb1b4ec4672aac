"""`placement export` on the command line, and the pictures."""

import struct
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from placement.charts.need import MissingExtra
from placement.cli import main


def export(*arguments: Any) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)], prog_name="placement")


def size(path: Path) -> tuple[int, int]:
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", content[16:24])
    return int(width), int(height)


def test_all_forms_by_default(run: Path) -> None:
    result = export(run)
    assert result.exit_code == 0, result.output
    assert {path.name for path in (run / "export").iterdir()} == {
        "geojson",
        "plan.gpkg",
        "tables.xlsx",
        "parquet",
        "png",
    }
    assert "plan.gpkg, tables.xlsx" in result.stdout
    assert size(run / "export" / "png" / "map.png")[0] >= 1360
    assert len(list((run / "export" / "png").iterdir())) > 3, "the charts of the report"


def test_nothing_is_overwritten(run: Path, tmp_path: Path) -> None:
    assert export(run, "-o", tmp_path / "x", "--format", "parquet").exit_code == 0
    before = sorted(path.stat().st_mtime_ns for path in (tmp_path / "x").rglob("*"))
    result = export(run, "-o", tmp_path / "x", "--format", "xlsx")
    assert result.exit_code == 2
    assert "already holds something" in result.stderr
    assert sorted(path.stat().st_mtime_ns for path in (tmp_path / "x").rglob("*")) == before


def test_some_forms(run: Path, tmp_path: Path) -> None:
    assert export(run, "-o", tmp_path / "x", "--format", "gpkg", "--format", "geojson").exit_code == 0
    assert {path.name for path in (tmp_path / "x").iterdir()} == {"plan.gpkg", "geojson"}


def test_an_abstract_run_says_what_it_has_not(abstract_run: Path, tmp_path: Path) -> None:
    result = export(abstract_run, "-o", tmp_path / "x")
    assert result.exit_code == 0, result.output
    assert "there is no geojson or gpkg" in result.stdout
    assert not (tmp_path / "x" / "png" / "map.png").exists()
    refused = export(abstract_run, "-o", tmp_path / "y", "--format", "gpkg")
    assert refused.exit_code == 2
    assert "xlsx" in refused.stderr


def test_a_folder_that_is_no_run(tmp_path: Path) -> None:
    result = export(tmp_path)
    assert result.exit_code == 2
    assert "summary.json: not found" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_is_told_before_anything_is_written(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def need(package: str, extra: str) -> None:
        raise MissingExtra(f"This needs {package}: pip install -e '.[{extra}]'")

    monkeypatch.setattr("placement.export.export.need", need)
    result = export(run, "-o", tmp_path / "x", "--format", "xlsx")
    assert result.exit_code == 2
    assert "pip install -e '.[export]'" in result.stderr
    assert not (tmp_path / "x").exists()
    assert export(run, "-o", tmp_path / "x", "--format", "parquet").exit_code == 0, "it needs no extra"


def test_a_failure_halfway_leaves_nothing(run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("placement.export.parquet.pq.write_table", fail)
    result = export(run, "-o", tmp_path / "x" / "y", "--format", "geojson", "--format", "parquet")
    assert result.exit_code == 2
    assert "No space left" in result.stderr
    assert list((tmp_path / "x").iterdir()) == []
