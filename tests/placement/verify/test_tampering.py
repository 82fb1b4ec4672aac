"""Every falsification of a run is caught; the true run passes."""

import shutil
from pathlib import Path

import pytest

from placement.verify import verify_plan
from tests.placement.verify.first_failure import fails
from tests.placement.verify.tampering import TAMPERINGS, Tampering
from tests.placement.verify.tiny_case import tiny_case
from tests.placement.verify.tiny_run import write_tiny_run

ABSENT = {
    "dispatch.parquet-solar_mw",
    "dispatch.parquet-baseload_mw",
    "sites.csv-lat",
    "sites.csv-lon",
    "cost-residency_surcharge",
    "cost-assignment",
    "limit-capacity_h100e-value",
    "limit-capacity_h100e-gone",
    "limit-n_minus_1-value",
    "limit-n_minus_1-gone",
    "lease-solar",
    "energy-solar",
    "lease-baseload",
    "energy-baseload",
}
"""What the tiny case has none of: nothing to falsify."""


@pytest.fixture(scope="module")
def true_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny run as it should be."""
    folder = tmp_path_factory.mktemp("true")
    write_tiny_run(folder)
    return folder


def test_the_true_run_passes(true_run: Path) -> None:
    verdict = verify_plan(tiny_case(), true_run)
    assert [str(f) for f in verdict.failures] == []
    assert verdict.checked > 1000


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda t: t.name)
def test_each_tampering_is_caught(tampering: Tampering, true_run: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    shutil.copytree(true_run, run)
    changed = tampering.apply(run)
    assert changed == (tampering.name not in ABSENT)
    if changed:
        assert fails(tiny_case(), run)
