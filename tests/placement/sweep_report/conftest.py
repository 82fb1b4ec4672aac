"""A sweep with everything in it, drawn once."""

from pathlib import Path

import pytest

from placement.sweep_report import draw_sweep_report
from tests.placement.kept_charts import kept_charts as kept_charts
from tests.placement.sweep_report.made_sweeps import whole

pytest.importorskip("altair", reason="the extra report is not installed: charts are not tested")
pytest.importorskip("vl_convert", reason="the extra report is not installed: charts are not tested")


@pytest.fixture(scope="session")
def swept_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole sweep. Do not change it: make your own."""
    return whole().write(tmp_path_factory.mktemp("whole") / "sweep")


@pytest.fixture(scope="session")
def html(swept_folder: Path) -> str:
    """Its page."""
    return draw_sweep_report(swept_folder, swept_folder / "report.html").read_text(encoding="utf-8")
