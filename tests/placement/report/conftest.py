"""Runs to report on: the tutorial solved, a published case without power, and a folder of two files."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from placement.imports import write_case
from placement.read import read_case
from placement.run import Manifest, write_run
from placement.solve import SolveOptions, solve_case
from placement.verify.record import write_record
from placement.verify.verdict import Verdict
from tests.placement.kept_charts import kept_charts as kept_charts
from tests.published.test_published import KUBO

pytest.importorskip("altair", reason="the extra report is not installed: charts are not tested")
pytest.importorskip("vl_convert", reason="the extra report is not installed: charts are not tested")

TWO_FILES = Path(__file__).parents[1] / "map" / "fixture"
OPTIONS = SolveOptions(threads=1, gap=0.01)

Change = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="session")
def solved(tutorial: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tutorial's run. Do not change it: copy it."""
    folder = tmp_path_factory.mktemp("runs") / "tutorial"
    run = write_run(solve_case(read_case(tutorial), OPTIONS), folder, Manifest(tutorial, (), OPTIONS))
    write_record(run, Verdict((), 1000))  # so that not every report verifies anew
    return run


@pytest.fixture(scope="session")
def abstract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published instance without power, places and funding."""
    top = tmp_path_factory.mktemp("abstract")
    (top / "case").mkdir()
    write_case(KUBO, top / "case", False, KUBO.name)
    plan = solve_case(read_case(top / "case"), OPTIONS)
    return write_run(plan, top / "run", Manifest(top / "case", (), OPTIONS))


@pytest.fixture
def run_folder(solved: Path, tmp_path: Path) -> Path:
    """The tutorial's run, to change."""
    return Path(shutil.copytree(solved, tmp_path / "run"))


@pytest.fixture
def two_files() -> Path:
    """plan.geojson and summary.json of an older run, and nothing else."""
    return TWO_FILES


def change(path: Path, how: Change) -> None:
    """Change a JSON file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    how(content)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
