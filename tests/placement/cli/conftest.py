"""Commands with the slow verbs replaced."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from placement.cli import main
from tests.placement.cli.fakes import FakeSolve


@pytest.fixture
def fake_solve(monkeypatch: pytest.MonkeyPatch) -> FakeSolve:
    fake = FakeSolve()
    monkeypatch.setattr("placement.solve.solve_case", fake.solve_case)
    monkeypatch.setattr("placement.run.write_run", fake.write_run)
    return fake


@pytest.fixture
def run_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, [str(a) for a in arguments], prog_name="placement")
