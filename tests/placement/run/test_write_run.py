"""A run folder is whole or absent, and holds what docs/run-format.md says."""

import json
import os
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from placement.account import Plan
from placement.export import export_run
from placement.report import draw_report
from placement.run import Manifest, write, write_run
from placement.verify import verify_run

FILES = {
    *("summary.json", "plan.geojson", "manifest.json", "dispatch.parquet", "map.html", "solver.log"),
    *("sites.csv", "capacity.csv", "accelerators.csv", "work.csv", "service.csv", "supply.csv"),
    *("funding.csv", "limits.csv", "costs.csv", "evidence.csv"),
}


def documented(checkout: Path) -> dict[str, list[str]]:
    """Columns of each table as docs/run-format.md lists them."""
    found = {}
    for line in (checkout / "docs" / "run-format.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and re.match(r"[\w.]+\.(csv|parquet)\b", cells[0]):
            text = re.sub(r"\([^)]*\)|;.*", "", cells[2])
            found[cells[0].split()[0]] = [name.strip() for name in text.split(",")]
    return found


def test_run_holds_every_file_and_column(plan: Plan, manifest: Manifest, tmp_path: Path, checkout: Path) -> None:
    folder = write_run(plan, tmp_path / "deep" / "run", manifest)
    assert {p.name for p in folder.iterdir()} == FILES
    assert [p.name for p in folder.parent.iterdir()] == ["run"]
    columns = documented(checkout)
    assert len(columns) > 9
    for name, expected in columns.items():
        if name == "access.csv":
            continue
        path = folder / name
        table = pd.read_parquet(path) if name.endswith(".parquet") else pd.read_csv(path)
        assert list(table.columns) == expected, name


def test_summary_and_map_are_strict_json(plan: Plan, manifest: Manifest, tmp_path: Path) -> None:
    folder = write_run(plan, tmp_path / "run", manifest)

    def refuse(text: str) -> None:
        raise AssertionError(text)

    for name in ("summary.json", "plan.geojson", "manifest.json"):
        json.loads((folder / name).read_text(encoding="utf-8"), parse_constant=refuse)
    document = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert document["overrides"] == list(manifest.overrides)
    assert document["notes"] == ["zones.csv: 1 row left out"]
    assert document["options"] == {"gap": 0.01, "threads": 1, "method": "auto", "seed": 0}
    assert set(document["inputs"]) == {p.name for p in manifest.case_folder.iterdir() if p.suffix != ".pyc"}


@pytest.mark.parametrize("broken", ["draw_map", "_write_json", "write_table"])
@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_failure_leaves_nothing(
    broken: str,
    error: type[BaseException],
    plan: Plan,
    manifest: Manifest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error("no space left")

    monkeypatch.setattr(write, broken, fail)
    with pytest.raises(error):
        write_run(plan, tmp_path / "run", manifest)
    assert list(tmp_path.iterdir()) == []


def test_figure_that_is_no_number_leaves_nothing(plan: Plan, manifest: Manifest, tmp_path: Path) -> None:
    broken = replace(plan, summary={**plan.summary, "objective_eur": float("nan")})
    with pytest.raises(ValueError, match="JSON"):
        write_run(broken, tmp_path / "run", manifest)
    assert list(tmp_path.iterdir()) == []


def test_full_folder_is_refused_and_kept(plan: Plan, manifest: Manifest, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_run(plan, tmp_path / "run", manifest)
    assert [p.name for p in tmp_path.iterdir()] == ["run"]
    assert (tmp_path / "run" / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_empty_folder_is_taken(plan: Plan, manifest: Manifest, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    write_run(plan, tmp_path / "run", manifest)
    assert (tmp_path / "run" / "summary.json").exists()


def test_file_in_the_way_is_refused(plan: Plan, manifest: Manifest, tmp_path: Path) -> None:
    (tmp_path / "run").write_text("mine", encoding="utf-8")
    with pytest.raises(OSError, match="run"):
        write_run(plan, tmp_path / "run", manifest)
    assert [p.name for p in tmp_path.iterdir()] == ["run"]


def test_folder_is_readable_by_others(plan: Plan, manifest: Manifest, tmp_path: Path) -> None:
    assert write_run(plan, tmp_path / "run", manifest).stat().st_mode & 0o777 == 0o755


def test_a_folder_whose_name_is_not_utf8_holds_the_run(
    plan: Plan, manifest: Manifest, tmp_path: Path, tutorial: Path
) -> None:
    """And so may the case's: verified, reported and exported from there."""
    strange = tmp_path / os.fsdecode(b"na\xefve\xff")
    shutil.copytree(tutorial, strange / "case")
    run = write_run(plan, strange / "run", replace(manifest, case_folder=strange / "case"))
    assert {p.name for p in run.iterdir()} == FILES
    assert Path(json.loads((run / "manifest.json").read_text(encoding="utf-8"))["case_folder"]) == strange / "case"
    assert verify_run(run).ok
    assert draw_report(run, run / "report.html").is_file()
    assert export_run(run, strange / "export", ["gpkg", "parquet", "xlsx"]).files
