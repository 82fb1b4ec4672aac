"""`placement map` and `placement verify` pass their folders on and say what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import Result

RunCommand = Callable[..., Result]


def run_folder() -> None:
    """A folder that passes for a run."""
    Path("run").mkdir()
    Path("run/manifest.json").write_text("{}")


@dataclass
class FakeVerdict:
    failures: tuple[str, ...]
    checked: int = 120
    inputs_changed: bool = False

    @property
    def ok(self) -> bool:
        return not self.failures


@pytest.mark.parametrize(("failures", "code"), [((), 0), (("costs.csv: 3 EUR, expected 4 EUR",), 1)])
def test_verify(run_command: RunCommand, monkeypatch: pytest.MonkeyPatch, failures: tuple[str, ...], code: int) -> None:
    asked: list[object] = []

    def verify_run(run: Path, case_folder: Path | None) -> FakeVerdict:
        asked.extend([run, case_folder])
        return FakeVerdict(failures)

    monkeypatch.setattr("placement.verify.verify_run", verify_run)
    run_folder()
    result = run_command("verify", "run")
    assert result.exit_code == code, result.output
    assert asked == [Path("run"), None]
    assert f"120 figures recomputed, {len(failures)} differ" in result.stdout
    assert all(failure in result.stdout for failure in failures)


def test_verify_against_a_given_case(run_command: RunCommand, monkeypatch: pytest.MonkeyPatch, tutorial: Path) -> None:
    asked: list[object] = []

    def verify_run(_run: Path, case_folder: Path | None) -> FakeVerdict:
        asked.append(case_folder)
        return FakeVerdict(())

    monkeypatch.setattr("placement.verify.verify_run", verify_run)
    run_folder()
    assert run_command("verify", "run", "--case", "tutorial").exit_code == 0
    assert asked == [tutorial]


def test_map_says_where_it_drew(run_command: RunCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[Path, Path]] = []
    noted: list[tuple[Path, str]] = []
    monkeypatch.setattr("placement.map.draw_map", lambda run, path: drawn.append((run, path)))
    monkeypatch.setattr("placement.run.record_page", lambda run, name: noted.append((run, name)))
    run_folder()
    assert run_command("map", "run").stdout == "run/map.html\n"
    assert run_command("map", "run", "-o", "other.html").stdout == "other.html\n"
    assert drawn == [(Path("run"), Path("run/map.html")), (Path("run"), Path("other.html"))]
    assert noted == [(Path("run"), "map.html")]  # its digest in the manifest follows


def test_map_of_a_folder_that_is_no_run(run_command: RunCommand) -> None:
    Path("empty").mkdir()
    result = run_command("map", "empty")
    assert result.exit_code == 2
    assert "summary.json" in result.stderr or "plan.geojson" in result.stderr


@pytest.mark.parametrize("command", ["map", "verify"])
def test_a_run_that_is_not_there(run_command: RunCommand, command: str) -> None:
    assert run_command(command, "nowhere").exit_code == 2


def test_verify_refuses_a_folder_that_is_no_run(run_command: RunCommand) -> None:
    Path("empty").mkdir()
    result = run_command("verify", "empty")
    assert result.exit_code == 2
    assert "empty is no run folder: it has no manifest.json" in result.stderr


def test_verify_of_a_case_that_has_changed(
    run_command: RunCommand, monkeypatch: pytest.MonkeyPatch, tutorial: Path
) -> None:
    verdict = FakeVerdict(("inputs changed since the run: case.toml: found 1, expected 2",), 26, inputs_changed=True)
    monkeypatch.setattr("placement.verify.verify_run", lambda _run, _case: verdict)
    run_folder()
    result = run_command("verify", "run")
    assert result.exit_code == 2
    assert "case.toml" in result.stdout
    assert "Name an unchanged copy of it by --case" in result.stderr
    assert not Path("run/verification.json").exists()
