"""Killed at any moment, a solve leaves its run folder whole or absent, and a cache that the next solve can use."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 4
LONGEST_S = 1.6
"""A whole solve of the tutorial takes about a second and a half: the kills fall anywhere in it, and after."""


def command(verb: str, *arguments: object) -> list[str]:
    return [sys.executable, "-m", "placement.cli", verb, *map(str, arguments)]


def solving(out: Path, cache: Path) -> list[str]:
    return command("solve", "tutorial", "-o", out, "--cache", cache)


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_solve_leaves_nothing_half_written(seed: int, tmp_path: Path) -> None:
    moments, cache = random.Random(seed), tmp_path / "cache"
    for i in range(KILLS):
        out = tmp_path / f"run-{i}"
        process = subprocess.Popen(solving(out, cache), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(moments.uniform(0.1, LONGEST_S))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if out.exists():
            assert subprocess.run(command("verify", out), capture_output=True).returncode == 0
    last = tmp_path / "last"
    assert subprocess.run(solving(last, cache), capture_output=True).returncode == 0
    assert subprocess.run(command("verify", last), capture_output=True).returncode == 0
