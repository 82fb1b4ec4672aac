"""Inputs that changed since the run are a failure of their own."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from placement.verify import verify_run
from tests.placement.verify.tiny_run import write_tiny_run


@pytest.fixture
def case(tmp_path: Path, tutorial: Path) -> Path:
    """A copy of the tutorial case."""
    return Path(shutil.copytree(tutorial, tmp_path / "case"))


@pytest.fixture
def run(tmp_path: Path, case: Path) -> Path:
    """A run folder whose manifest names the case."""
    folder = tmp_path / "run"
    write_tiny_run(folder)
    inputs = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in case.iterdir() if path.is_file()}
    manifest = {"case_folder": str(case), "inputs": inputs, "overrides": []}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def test_inputs_as_they_were(run: Path) -> None:
    assert not [f for f in verify_run(run).failures if "inputs changed" in f.check]


def test_a_changed_input_is_named(run: Path, case: Path) -> None:
    with (case / "sites.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    [failure] = verify_run(run).failures
    assert (failure.check, failure.where) == ("inputs changed since the run", "sites.csv")


def test_an_input_that_is_gone(run: Path, case: Path) -> None:
    (case / "links.csv").unlink()
    [failure] = verify_run(run).failures
    assert failure.where == "links.csv"


def test_an_input_that_came(run: Path, case: Path) -> None:
    (case / "links.csv").rename(case / "links.parquet")
    assert {f.where for f in verify_run(run).failures} == {"links.csv", "links.parquet"}


def test_a_case_given_by_hand(run: Path, case: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(case, tmp_path / "other"))
    (other / "demand.csv").write_text("", encoding="utf-8")
    assert [f.where for f in verify_run(run, other).failures] == ["demand.csv"]
