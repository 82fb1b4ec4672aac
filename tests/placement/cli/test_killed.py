"""Killed at any moment, a solve leaves its run folder whole or absent, and a cache that the next solve can use."""

import os
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from placement.cli import main
from tests.placement.clusters import FRESH, enter

KILLS = 4
LONGEST_S = 1.2
"""A whole solve of the tutorial takes about a second where all is loaded: the kills fall anywhere in it, and after."""


def run_alone(arguments: Sequence[str], environment: dict[str, str]) -> None:
    """In a fresh process that has everything loaded: a command, unheard."""
    enter(environment, os.devnull, os.devnull)
    main(list(arguments), prog_name="placement")


def solving(out: Path, cache: Path) -> list[str]:
    return ["solve", "tutorial", "-o", str(out), "--cache", str(cache)]


def exit_code(arguments: Sequence[str]) -> int:
    return CliRunner().invoke(main, list(arguments), prog_name="placement").exit_code


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_solve_leaves_nothing_half_written(seed: int, tmp_path: Path) -> None:
    moments, cache = random.Random(seed), tmp_path / "cache"
    for i in range(KILLS):
        out = tmp_path / f"run-{i}"
        process = FRESH.Process(target=run_alone, args=(solving(out, cache), dict(os.environ)))
        process.start()
        process.join(moments.uniform(0.1, LONGEST_S))
        process.kill()
        process.join()
        if out.exists():
            assert exit_code(["verify", str(out)]) == 0
    last = tmp_path / "last"
    assert exit_code(solving(last, cache)) == 0
    assert exit_code(["verify", str(last)]) == 0
