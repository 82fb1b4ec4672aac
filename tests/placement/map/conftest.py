"""A small run folder, as docs/run-format.md describes it (made by make_fixture.py)."""

import json
from pathlib import Path
from typing import Any

import pytest

RUN = Path(__file__).parent / "fixture"


@pytest.fixture
def run_folder() -> Path:
    """Return the folder of the run."""
    return RUN


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
