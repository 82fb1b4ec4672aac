"""Every page at three widths, light and dark: nothing too wide, nothing covered, nothing faint; pictures are kept."""

from pathlib import Path

import pytest

from tests.browser.conftest import Open

PAGES = (
    *("whole_map", "tutorial_map", "abstract_map"),
    *("report", "abstract_report", "comparison", "abstract_comparison"),
)
WIDTHS = (1400, 800, 390)
STILL = ".notice, footer { position: static !important; }"
"""In a picture of the whole page the line that stays at the window's edge would lie across the middle."""
LEGIBLE = 4.5
"""Least contrast of text (WCAG 2, level AA)."""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_layout(name: str, width: int, open_page: Open, artefacts: Path, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(name)
    visit = open_page(path, width=width)
    for colours in ("light", "dark"):
        visit.darken(colours == "dark")
        visit.page.screenshot(path=artefacts / f"{name}-{width}-{colours}.png", full_page=True, style=STILL)
        assert visit.probe("faint", LEGIBLE) == []
    assert visit.probe("tooWide") == 0
    assert visit.probe("overlapping") == []
    assert visit.probe("covered") == []
