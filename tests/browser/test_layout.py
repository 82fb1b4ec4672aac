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
    colliding = visit.probe("colliding")
    assert visit.probe("covered") == []  # scrolls to each control, so after what looks at the page as it stands
    assert colliding == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_covers_the_union(width: int, open_page: Open, whole_map: Path) -> None:
    """The box of the stages leaves every state in sight, and no state is cut off."""
    visit = open_page(whole_map, width=width)
    frame, box = (visit.page.locator(css).bounding_box() for css in (".folium-map", ".timeline"))
    assert frame
    assert box
    states = [state.bounding_box() for state in visit.page.locator("path.state").all()]
    north = min(state["y"] for state in states if state)
    west = min(state["x"] for state in states if state)
    assert north >= frame["y"]
    assert west >= frame["x"]
    finland = max((state for state in states if state), key=lambda state: state["height"] if state["y"] == north else 0)
    assert finland["x"] > box["x"] + box["width"] or finland["y"] >= box["y"] + box["height"]


def test_an_abstract_case_has_no_empty_part(open_page: Open, abstract_map: Path) -> None:
    visit = open_page(abstract_map)
    parts = visit.texts("details h2")
    assert "Cost" in parts
    for absent in ("The investor's test", "Who pays the capital", "How each site is powered", "Carbon, last stage"):
        assert absent not in parts
