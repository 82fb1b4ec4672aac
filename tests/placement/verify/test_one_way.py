"""A dispatch whose battery charges and discharges in one hour is refused, whichever of its two levels does which."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from placement.verify import verify_plan
from tests.placement.verify.tiny_case import tiny_case
from tests.placement.verify.tiny_run import write_tiny_run

KEPT = 0.64
"""What the battery of the tiny case gives back of what it takes."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny run: it charges clean in the first hour, grid power in the last, and discharges in between."""
    folder = tmp_path_factory.mktemp("run")
    write_tiny_run(folder)
    return folder


def checks_with(run: Path, folder: Path, hour: int, **more_mw: float) -> set[str]:
    """Names of the checks that fail with so much more in the hour."""
    copy = shutil.copytree(run, folder / "copy")
    dispatch = pd.read_parquet(copy / "dispatch.parquet")
    for column, mw in more_mw.items():
        dispatch.loc[dispatch.index[hour], f"{column}_mw"] += mw
    dispatch.to_parquet(copy / "dispatch.parquet", index=False)
    return {failure.check for failure in verify_plan(tiny_case(), copy).failures}


@pytest.mark.parametrize(
    ("hour", "more_mw"),
    [
        # power burnt: balance and levels are as they should be
        (3, {"grid": 0.4 * (1 - KEPT), "grid_charge": 0.4, "grid_discharge": 0.4 * KEPT}),
        (1, {"wind": 0.4 * (1 - KEPT), "clean_charge": 0.4, "clean_discharge": 0.4 * KEPT}),
        # one level against the other
        (0, {"grid_discharge": 0.1}),
        (3, {"clean_discharge": 0.1}),
    ],
    ids=["grid", "clean", "clean in, grid out", "grid in, clean out"],
)
def test_both_ways_in_one_hour(hour: int, more_mw: dict[str, float], run: Path, tmp_path: Path) -> None:
    failed = checks_with(run, tmp_path, hour, **more_mw)
    assert "battery one way" in failed
    if hour == 3 and "grid" in more_mw:
        assert not failed & {"power balance", "grid battery level", "battery charge", "grid charge"}


def test_more_of_one_way_is_not_both(run: Path, tmp_path: Path) -> None:
    assert "battery one way" not in checks_with(run, tmp_path, 3, grid_charge=0.2)


def test_dust_is_not_both_ways(run: Path, tmp_path: Path) -> None:
    assert "battery one way" not in checks_with(run, tmp_path, 3, grid_discharge=1e-6)
