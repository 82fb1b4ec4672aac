"""The decision paper of a run: one HTML file that opens anywhere, with no network and no browser to make it.

Import is cheap; Altair and the rest load when a report is drawn. It needs the extra `report`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import altair as alt


def draw_report(run_folder: Path, path: Path) -> Path:
    """Draw the run in `run_folder` to the HTML file `path`."""
    _need_extra()
    from placement.charts.drawing import Drawing
    from placement.whole_file import write_whole_text

    with Drawing() as drawing:
        from placement.report.page import page
        from placement.report.run import read_run

        return write_whole_text(path, page(read_run(run_folder), drawing))


def report_charts(run_folder: Path) -> dict[str, alt.TopLevelMixin]:
    """Return the charts of the report by name (such as `cost-by-term`), each as an Altair chart."""
    _need_extra()
    from placement.report.blocks import Chart
    from placement.report.run import read_run
    from placement.report.sections import sections

    blocks = [block for section in sections(read_run(run_folder)) for block in section.all_blocks()]
    return {block.key: block.chart for block in blocks if isinstance(block, Chart)}


def _need_extra() -> None:
    """Refuse, before anything is imported, where the extra `report` is not installed."""
    from placement.charts.need import need

    for package in ("altair", "vl_convert"):
        need(package)


__all__ = ["draw_report", "report_charts"]
