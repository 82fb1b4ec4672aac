"""What comes out of the printer."""

import re
from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.visit import Visit


def pages(visit: Visit, keep: Path) -> int:
    """Print to a file; return how many pages it has."""
    pdf = visit.page.pdf(path=keep, prefer_css_page_size=True, print_background=True)
    counts = re.findall(rb"/Type\s*/Pages.*?/Count (\d+)", pdf, flags=re.DOTALL)
    return max(map(int, counts))  # of the tree of pages; longer papers have branches, each with its own count


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["whole_map", "tutorial_map", "abstract_map"])
def test_the_map_is_one_page(
    name: str, dark: bool, open_page: Open, artefacts: Path, request: pytest.FixtureRequest
) -> None:
    path: Path = request.getfixturevalue(name)
    visit = open_page(path, dark=dark)
    assert pages(visit, artefacts / f"{name}{'-dark' if dark else ''}.pdf") == 1


def test_what_is_open_follows_on_its_own_page(open_page: Open, whole_map: Path, artefacts: Path) -> None:
    visit = open_page(whole_map)
    visit.page.locator("#site-table button").first.press("Enter")
    assert pages(visit, artefacts / "whole_map-card.pdf") == 2
    visit.press("Escape")
    visit.page.locator("details > summary").first.press("Enter")
    assert pages(visit, artefacts / "whole_map-further.pdf") == 2


@pytest.mark.parametrize(("name", "least", "most"), [("report", 3, 16), ("comparison", 1, 6)])
def test_papers_are_short(
    name: str, least: int, most: int, open_page: Open, artefacts: Path, request: pytest.FixtureRequest
) -> None:
    path: Path = request.getfixturevalue(name)
    assert least <= pages(open_page(path), artefacts / f"{name}.pdf") <= most


@pytest.mark.parametrize("name", ["whole_map", "report", "comparison"])
def test_print_is_legible_from_a_dark_screen(name: str, open_page: Open, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(name)
    visit = open_page(path, dark=True)
    visit.page.emulate_media(media="print", color_scheme="light")
    assert visit.probe("faint", 4.5) == []
    assert "Screening result, not a connection offer." in visit.text("body")
