"""Every page at three widths, in a wide and a narrow font, light and dark; pictures are kept.

Nothing is too wide, covered, faint or cut, and no text lies over another.
"""

from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.fonts import font_sets

PAGES = (
    *("whole_map", "tutorial_map", "abstract_map"),
    *("report", "abstract_report", "comparison", "abstract_comparison"),
)
WIDTHS = (1400, 800, 390)
FONTS = ("wide", "narrow")
STILL = ".notice, footer { position: static !important; }"
"""In a picture of the whole page the line that stays at the window's edge would lie across the middle."""
LEGIBLE = 4.5
"""Least contrast of text (WCAG 2, level AA)."""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("fonts", FONTS)
def test_layout(
    fonts: str, name: str, width: int, open_page: Open, artefacts: Path, request: pytest.FixtureRequest
) -> None:
    path: Path = request.getfixturevalue(name)
    visit = open_page(path, width=width, fonts=fonts)
    for colours in ("light", "dark") if fonts == "wide" else ("light",):  # no colour hangs on a font
        visit.darken(colours == "dark")
        visit.page.screenshot(path=artefacts / f"{name}-{width}-{fonts}-{colours}.jpg", full_page=True, style=STILL)
        assert visit.probe("faint", LEGIBLE) == []
    assert visit.probe("tooWide") == 0
    assert visit.probe("cut") == []
    assert visit.probe("crowded") == []
    assert visit.probe("overlapping") == []
    colliding = visit.probe("colliding")
    assert visit.probe("covered") == []  # scrolls to each control, so after what looks at the page as it stands
    assert colliding == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["stretched_map", "stretched_report"])
def test_long_names_and_figures(
    name: str, width: int, open_page: Open, artefacts: Path, request: pytest.FixtureRequest
) -> None:
    path: Path = request.getfixturevalue(name)
    visit = open_page(path, width=width, fonts="wide")
    visit.page.screenshot(path=artefacts / f"{name}-{width}.jpg", full_page=True, style=STILL)
    assert visit.probe("tooWide") == 0
    for probe in ("cut", "crowded", "colliding"):
        assert visit.probe(probe) == []
    heads = visit.page.locator(".scroll tbody th").evaluate_all(
        """(all) => all.filter((one) => {
          const box = one.closest(".scroll");
          return box.scrollWidth > box.clientWidth && one.offsetWidth > 0.6 * box.clientWidth;
        }).map((one) => one.innerText)"""
    )
    assert heads == []  # they stay in sight while the figures scroll by


def test_the_fonts_are_those_asked_for(open_page: Open, report: Path) -> None:
    """So that the tests above look at two pages, not twice at one."""
    across = """(() => {
      const title = document.createRange();
      title.selectNode(document.querySelector("h1").firstChild);
      return title.getBoundingClientRect().width;
    })()"""
    wide, narrow = (open_page(report, fonts=fonts) for fonts in FONTS)
    assert wide.page.evaluate(across) > 1.1 * narrow.page.evaluate(across)
    for visit, fonts in zip((wide, narrow), font_sets(), strict=True):
        assert fonts.family is None or {fonts.family} == visit.families("h1") == visit.families("figure text")


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
