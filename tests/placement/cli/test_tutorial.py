"""The commands together, with nothing replaced, on the smallest whole case."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

RunCommand = Callable[..., Result]


def test_solve_verify_map(run_command: RunCommand, checkout: Path) -> None:
    solved = run_command("solve", "tutorial", "-o", "run")
    assert solved.exit_code == 0, solved.output
    page = (checkout / "docs" / "run-format.md").read_text(encoding="utf-8")
    table = [line for line in page.splitlines() if line.startswith("| ") and "(only" not in line.split("|")[1]]
    names = [
        name for line in table for name in re.findall(r"\w+\.(?:json|csv|parquet|geojson|html|log)", line.split("|")[1])
    ]
    assert len(names) > 10
    assert [name for name in names if not Path("run", name).is_file()] == []
    verified = run_command("verify", "run")
    assert verified.exit_code == 0, verified.output
    drawn = Path("run/map.html").read_bytes()
    assert run_command("map", "run").exit_code == 0
    assert Path("run/map.html").read_bytes() == drawn


def test_the_asked_gap_is_reached(run_command: RunCommand) -> None:
    result = run_command("solve", "tutorial", "-o", "run", "--gap", "0.2", "--json")
    assert result.exit_code == 0, result.output
    summary = json.loads(result.stdout)
    assert summary["status"] == "optimal"
    assert 0 <= summary["gap"] <= 0.2


@pytest.mark.parametrize("override", ["demand.scale=20", "policy.capital_cap_eur=1"])
def test_what_cannot_be_is_3(run_command: RunCommand, override: str) -> None:
    result = run_command("solve", "tutorial", "-o", "run", "--set", override)
    assert result.exit_code == 3, result.output
    assert result.stderr.strip()
    assert not Path("run").exists()


def test_no_time_at_all_is_4(run_command: RunCommand) -> None:
    result = run_command("solve", "tutorial", "-o", "run", "--time-limit", "0.0001")
    assert result.exit_code == 4, result.output
