"""Two or more runs side by side: what moved, what changed in cost, what went in, and whether it means anything.

Import is cheap; drawing loads the charts of the extra `report`.
"""

from collections.abc import Sequence
from pathlib import Path

from placement.compare.comparison import Comparison, compare
from placement.compare.document import document
from placement.compare.runs import NoRun, read_runs
from placement.compare.terminal import describe


def compare_runs(folders: Sequence[Path]) -> Comparison:
    """Compare run folders; the first is the base. Raises NoRun where a folder cannot be read as a run."""
    return compare(read_runs(folders))


def draw_comparison(comparison: Comparison, path: Path) -> Path:
    """Draw the comparison to the HTML file ``path``, whole or not at all.

    Raises MissingExtra where the charts cannot be drawn.
    """
    from placement.charts.need import need

    for package in ("altair", "vl_convert"):
        need(package)
    from placement.compare.page import page
    from placement.whole_file import write_whole_text

    return write_whole_text(path, page(comparison))


__all__ = ["Comparison", "NoRun", "compare_runs", "describe", "document", "draw_comparison"]
