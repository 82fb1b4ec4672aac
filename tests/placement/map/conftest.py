"""A small run folder, as docs/run-format.md describes it (made by make_fixture.py)."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.placement.map.whole_run import write_whole_run

RUN = Path(__file__).parent / "fixture"


@pytest.fixture
def run_folder() -> Path:
    """Return the folder of the run: plan.geojson and summary.json, as older runs have them."""
    return RUN


@pytest.fixture
def whole_run(tmp_path: Path, plan_geojson: dict[str, Any], summary: dict[str, Any]) -> Path:
    """Return a run folder that holds everything the map can show."""
    return write_whole_run(tmp_path / "run", plan_geojson, summary)


@pytest.fixture
def plan_geojson() -> dict[str, Any]:
    """Return plan.geojson, fresh, so that a test may change it."""
    content: dict[str, Any] = json.loads((RUN / "plan.geojson").read_text(encoding="utf-8"))
    return content


@pytest.fixture
def summary() -> dict[str, Any]:
    """Return summary.json, fresh."""
    content: dict[str, Any] = json.loads((RUN / "summary.json").read_text(encoding="utf-8"))
    return content
