"""The search field finds every kind of place, shows what it found, and says so when there is none."""

from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.visit import Visit


def search(visit: Visit, words: str) -> None:
    """Type the words as a reader would, and Enter."""
    visit.page.locator("#find").fill(words)
    visit.press("Enter")


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("Zaragoza (site)", "Chosen site", "Zaragoza"),
        ("Austria (state)", "Member state", "Austria"),
        ("Burgenland (region)", "Region of demand", "Burgenland"),
        ("Vienna (candidate)", "Candidate", "Vienna"),
        ("duNKer", "Chosen site", "Dunkerque"),
        ("  zarag", "Chosen site", "Zaragoza"),
    ],
)
def test_finds(words: str, kind: str, name: str, open_page: Open, whole_map: Path) -> None:
    visit = open_page(whole_map)
    search(visit, words)
    assert (visit.text("#card .kind"), visit.text("#card h2")) == (kind, name)
    assert visit.text("#find-nothing") == ""
    if kind != "Member state":
        mark = visit.page.locator("path.selected")
        assert mark.count() == 1, "what was found is marked on the map"
        assert mark.is_visible()


def test_says_that_there_is_none(open_page: Open, whole_map: Path) -> None:
    visit = open_page(whole_map)
    search(visit, "Atlantis")
    assert visit.text("#find-nothing") == "No place of that name."
    assert not visit.page.locator("#card").is_visible()
    search(visit, "")
    assert visit.text("#find-nothing") == ""


@pytest.mark.parametrize(
    ("control", "hidden", "words"),
    [
        ("circles", "Hide the sites", "Oulu (site)"),
        ("dots", "Hide the candidates", "Vienna (candidate)"),
        ("trip", "Hide the regions", "Burgenland (region)"),
    ],
)
def test_what_was_hidden_is_shown_when_found(
    control: str, hidden: str, words: str, open_page: Open, whole_map: Path
) -> None:
    visit = open_page(whole_map)
    visit.page.select_option(f"#{control}", label=hidden)
    search(visit, words)
    assert visit.page.locator("path.selected").is_visible()
    assert visit.page.locator(f"#{control} option:checked").text_content() != hidden


def test_the_same_words_find_again(open_page: Open, whole_map: Path) -> None:
    visit = open_page(whole_map)
    search(visit, "Oulu")
    visit.press("Escape")
    assert not visit.page.locator("#card").is_visible()
    visit.press("Enter")
    assert visit.text("#card h2") == "Oulu"


def test_an_abstract_case_is_searched_too(open_page: Open, abstract_map: Path) -> None:
    visit = open_page(abstract_map)
    name = visit.texts("#site-table button")[0]
    search(visit, name)
    assert visit.text("#card h2") == name


def test_what_is_found_fills_the_view(open_page: Open, whole_map: Path) -> None:
    """A state is shown whole and large, a place amid the land around it; the table of sites leaves the view alone."""
    visit = open_page(whole_map)
    frame = visit.page.locator(".folium-map").bounding_box()
    assert frame
    visit.page.locator("#site-table button").first.click()
    whole = visit.page.locator("path.state").first.bounding_box()
    search(visit, "Portugal (state)")
    state = visit.page.locator("path.state.selected").bounding_box()
    assert state
    assert 0.7 * frame["height"] < state["height"] < frame["height"]
    visit.page.get_by_role("button", name="Show the whole Union").click()
    assert visit.page.locator("path.state").first.bounding_box() == whole
    search(visit, "Vienna (candidate)")
    mark = visit.page.locator("path.candidate.selected").bounding_box()
    assert mark
    middle = (frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    assert (mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2) == pytest.approx(middle, abs=3)
    now = visit.page.locator("path.state").first.bounding_box()
    assert now
    assert whole
    assert now["width"] > 1.2 * whole["width"]


def test_the_map_has_a_small_legend_of_what_is_on(open_page: Open, whole_map: Path) -> None:
    visit = open_page(whole_map)
    assert visit.text(".map-key").startswith("Delivered power price, EUR/MWh")
    visit.page.select_option("#trip", label="Share of demand met")
    assert visit.text(".map-key").startswith("Share of demand met")
    visit.page.select_option("#trip", label="Hide the regions")
    visit.page.select_option("#shade", label="No shading")
    assert not visit.page.locator(".map-key").is_visible()
    phone = open_page(whole_map, width=390)
    assert not phone.page.locator(".map-key").is_visible(), "there the legend stands below the map"
