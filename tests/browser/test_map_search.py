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
