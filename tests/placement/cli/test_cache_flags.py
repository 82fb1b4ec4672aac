"""`placement solve --cache DIR` and `--no-cache`: which folder reaches the solve, and what is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from placement.solve.curve_cache import CurveCacheTrouble
from tests.placement.cli.fakes import FakeSolve

RunCommand = Callable[..., Result]


def asked_cache(fake: FakeSolve) -> str | None:
    cache: str | None = fake.asked[1].cache
    return cache


def test_the_folder_of_the_environment_is_the_default(
    run_command: RunCommand, fake_solve: FakeSolve, own_cache: Path
) -> None:
    result = run_command("solve", "tutorial", "-o", "run")
    assert result.exit_code == 0, result.output
    assert asked_cache(fake_solve) == str(own_cache)


def test_without_it_the_users_cache_folder_is(
    run_command: RunCommand, fake_solve: FakeSolve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLACEMENT_CACHE")
    monkeypatch.setattr("placement.solve.curve_cache.user_cache_path", lambda name, appauthor: tmp_path / name)
    assert run_command("solve", "tutorial", "-o", "run").exit_code == 0
    assert asked_cache(fake_solve) == str(tmp_path / "placement")
    assert list((tmp_path / "placement").glob("curves-v*.sqlite"))


def test_a_folder_may_be_named(run_command: RunCommand, fake_solve: FakeSolve) -> None:
    result = run_command("solve", "tutorial", "-o", "run", "--cache", "deep/down")
    assert result.exit_code == 0, result.output
    assert asked_cache(fake_solve) == str(Path("deep/down"))
    assert Path("deep/down").is_dir()


def test_no_cache_keeps_nothing(run_command: RunCommand, fake_solve: FakeSolve, own_cache: Path) -> None:
    before = list(own_cache.iterdir())
    result = run_command("solve", "tutorial", "-o", "run", "--no-cache")
    assert result.exit_code == 0, result.output
    assert asked_cache(fake_solve) is None
    assert list(own_cache.iterdir()) == before


def test_both_exclude_each_other(run_command: RunCommand, fake_solve: FakeSolve) -> None:
    result = run_command("solve", "tutorial", "--cache", "here", "--no-cache")
    assert result.exit_code == 2
    assert "exclude each other" in result.stderr
    assert fake_solve.asked == []


def test_a_cache_that_cannot_serve_is_refused_before_the_solve(run_command: RunCommand, fake_solve: FakeSolve) -> None:
    Path("file").touch()
    result = run_command("solve", "tutorial", "-o", "run", "--cache", "file")
    assert result.exit_code == 2
    assert "--no-cache" in result.stderr
    assert "file" in result.stderr
    assert fake_solve.asked == []
    assert not Path("run").exists()


def test_a_cache_that_fails_during_the_solve_is_2(run_command: RunCommand, fake_solve: FakeSolve) -> None:
    fake_solve.raises = CurveCacheTrouble("curves.sqlite cannot serve: disk is full")
    result = run_command("solve", "tutorial", "-o", "run")
    assert result.exit_code == 2
    assert "disk is full" in result.stderr
    assert not Path("run").exists()


@pytest.mark.parametrize(
    ("cache", "why"),
    [
        ("case", "case holds a case"),
        ("run", "run holds a run"),
        ("other", "other holds something else"),
        ("new", "new lies in new, where the results go"),
        ("new/cache", "new/cache lies in new, where the results go"),
        ("", "found no name"),
    ],
)
def test_a_folder_that_it_would_spoil_is_refused_untouched(
    run_command: RunCommand, fake_solve: FakeSolve, cache: str, why: str
) -> None:
    for name in ("case/case.toml", "run/manifest.json", "other/letter.txt"):
        Path(name).parent.mkdir()
        Path(name).touch()
    before = sorted(Path().rglob("*"))
    result = run_command("solve", "tutorial", "-o", "new", "--cache", cache)
    assert result.exit_code == 2, result.output
    assert why in result.stderr
    assert sorted(Path().rglob("*")) == before
    assert fake_solve.asked == []


def test_a_cache_serves_again_with_whatever_lies_beside_its_curves(
    run_command: RunCommand, fake_solve: FakeSolve
) -> None:
    assert run_command("solve", "tutorial", "-o", "one", "--cache", "cache").exit_code == 0
    Path("cache/README").touch()
    assert run_command("solve", "tutorial", "-o", "two", "--cache", "cache").exit_code == 0
