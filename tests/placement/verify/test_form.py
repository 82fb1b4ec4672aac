"""A run folder that is damaged: a failure that names the file, never a traceback."""

import re
from pathlib import Path

import pandas as pd
import pytest

from placement.verify import Verdict, verify_plan, verify_run
from tests.placement.verify.tampering import doubled, read_table, write_table, written
from tests.placement.verify.tiny_case import tiny_case
from tests.placement.verify.tiny_run import write_tiny_run

FILES = (
    "sites.csv capacity.csv accelerators.csv work.csv service.csv supply.csv dispatch.parquet funding.csv access.csv "
    "limits.csv costs.csv summary.json plan.geojson manifest.json solver.log"
)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The tiny run."""
    write_tiny_run(tmp_path)
    return tmp_path


def failures(verdict: Verdict) -> str:
    """All failures as the user reads them."""
    return "\n".join(map(str, verdict.failures))


@pytest.mark.parametrize("name", FILES.split())
def test_a_missing_file_is_named(name: str, run: Path) -> None:
    (run / name).unlink()
    assert name in failures(verify_plan(tiny_case(), run))


@pytest.mark.parametrize("name", [n for n in FILES.split() if n != "solver.log"])
def test_an_unreadable_file_is_named(name: str, run: Path) -> None:
    (run / name).write_bytes(b"\xff\xfe,\x00\n{")
    assert name in failures(verify_plan(tiny_case(), run))


@pytest.mark.parametrize("name", ["costs.csv", "dispatch.parquet", "summary.json"])
def test_an_empty_file_is_named(name: str, run: Path) -> None:
    (run / name).write_bytes(b"")
    assert name in failures(verify_plan(tiny_case(), run))


@pytest.mark.parametrize("value", ["", "nan", "inf", "many"])
def test_a_cell_that_is_no_number_is_named(value: str, run: Path) -> None:
    path = run / "funding.csv"
    write_table(written("eur", value, row=1)(read_table(path)), path)
    assert "funding.csv, row 3, column eur" in failures(verify_plan(tiny_case(), run))


def test_a_nan_in_the_dispatch_is_named(run: Path) -> None:
    path = run / "dispatch.parquet"
    write_table(read_table(path).assign(grid_mw=float("nan")), path)
    assert "dispatch.parquet, row 2, column grid_mw" in failures(verify_plan(tiny_case(), run))


def test_wrong_columns_are_named(run: Path) -> None:
    path = run / "work.csv"
    write_table(read_table(path).rename(columns={"busy": "idle"}), path)
    assert "columns: work.csv" in failures(verify_plan(tiny_case(), run))


def test_a_row_twice_is_named(run: Path) -> None:
    path = run / "costs.csv"
    write_table(doubled(read_table(path)), path)
    assert "names the same thing" in failures(verify_plan(tiny_case(), run))


def test_a_stranger_among_the_candidates(run: Path) -> None:
    path = run / "service.csv"
    frame = read_table(path)
    write_table(pd.concat([frame, frame.tail(1).assign(site="Z9")]), path)
    assert "names: service.csv, column site: found Z9" in failures(verify_plan(tiny_case(), run))


def test_no_run_folder(tmp_path: Path) -> None:
    assert "no such run folder" in failures(verify_run(tmp_path / "nowhere"))


def test_a_manifest_without_a_case(run: Path) -> None:
    assert "manifest.json, case_folder" in failures(verify_run(run))


def test_access_levels_without_the_policy(run: Path) -> None:
    assert "at most" not in failures(verify_plan(tiny_case(), run))
    (run / "access.csv").write_text("site,access_level\nA,\n", encoding="utf-8")
    assert "access.csv, row 2, column access_level" in failures(verify_plan(tiny_case(), run))


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_whole_number_beyond_any_float_differs(sign: str, run: Path) -> None:
    path = run / "summary.json"
    text, changed = re.subn(r'"sites": \d+', f'"sites": {sign}1{"0" * 400}', path.read_text(encoding="utf-8"), count=1)
    assert changed
    path.write_text(text, encoding="utf-8")
    assert f"sites: found {sign}inf, expected a number near" in failures(verify_plan(tiny_case(), run))
