"""The Tab key reaches everything that can be used, shows where it is, and comes out at the end."""

from pathlib import Path

import pytest

from tests.browser.conftest import Open


@pytest.mark.parametrize(
    "name", ["whole_map", "abstract_map", "report", "abstract_report", "comparison", "abstract_comparison"]
)
def test_tab_reaches_all_and_is_not_trapped(name: str, open_page: Open, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(name)
    visit = open_page(path)
    visit.press(*["Tab"] * visit.probe("stops"))
    last = visit.probe("focus")
    assert visit.probe("missed") == []
    assert visit.probe("dim") == [], "the focus cannot be seen there"
    visit.press("Tab")
    assert visit.probe("focus") != last, "the Tab key does not come out of the page"


@pytest.mark.parametrize("name", ["whole_map", "report", "comparison"])
def test_headings_of_folded_parts_open_by_key(name: str, open_page: Open, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(name)
    visit = open_page(path)
    for number in range(visit.count("details")):
        if visit.page.locator("details").nth(number).get_attribute("open") is None:
            visit.page.locator("details").nth(number).locator("> summary").press("Enter")
    assert visit.count("details:not([open])") == 0
    assert visit.probe("tooWide") == 0
    assert visit.probe("faint", 4.5) == []


def test_on_the_map_tab_stops_at_the_sites_only(open_page: Open, whole_map: Path) -> None:
    """Hundreds of other shapes are reached by the search field."""
    visit = open_page(whole_map)
    visit.page.select_option("#trip", label="Mean round trip")
    assert visit.count("path.leaflet-interactive[tabindex='0']") == visit.count("path.site") == 5
    assert visit.count("path.leaflet-interactive:not([tabindex])") == 0
