"""A card for each kind of thing: it opens by pointer and by keyboard, says what it should, and gives the focus back."""

from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.visit import Visit

SITE = [
    *("Compute", "Cost", "Siting cost", "Power", "Capital, not discounted", "Whom it serves, last stage"),
    *("Carbon, water, heat", "How sure the choice is", "Build-out", "Grid connection, MW"),
]
CANDIDATE = ["Siting cost", "How sure the choice is", "Grid headroom, MW"]
REGION = ["Who serves it, last stage"]
CARDS = [
    ("path.site", "Chosen site", SITE, "LCOC sold by term, EUR/H100e-h"),
    ("path.candidate", "Candidate", CANDIDATE, "Estimate, per MW and year EUR"),
    ("path.region", "Region of demand", REGION, "Round trip, worst"),
    ("path.state", "Member state", [], "Carbon intensity of the grid"),
]
SAID = (
    *(
        "IT power 240 MW",
        "Compute sold, average",
        "accelerators, at the cheapest money",
        "against the chosen sites the cheapest",
    ),
    *("Estimate, per MW and year EUR 4.00 M", "Delivered price of grid power, EUR/MWh", "electricity tax 10.0"),
    *("Power by source, a year, last stage", "wind (PPA)", "Given back by the battery"),
    *(
        "Facility over IT energy (PUE) 1.14",
        "European Union EUR",
        "Round trip, worst",
        "Member states",
        "m\u00b3 a year",
    ),
    *("Plans within 1 % of the least cost always chosen", "It has the cheapest power."),
)
"""What the card of the cheapest site must say."""
IDS = ["site", "candidate", "region", "state"]


def assert_open(visit: Visit, kind: str, headings: list[str], words: str) -> None:
    """The card of that kind is open and has the focus."""
    assert visit.page.locator("#card").is_visible()
    assert visit.text("#card .kind") == kind
    assert visit.texts("#card h3") == headings
    assert words in visit.text("#card")
    assert visit.focused("#card")


@pytest.mark.parametrize(("marks", "kind", "headings", "words"), CARDS, ids=IDS)
def test_a_click_opens_the_card(
    marks: str, kind: str, headings: list[str], words: str, open_page: Open, whole_map: Path, artefacts: Path
) -> None:
    visit = open_page(whole_map)
    visit.page.select_option("#trip", label="Mean round trip")
    visit.click_on(visit.page.locator(marks))
    assert_open(visit, kind, headings, words)
    assert visit.count("path.selected") == 1
    visit.page.screenshot(path=artefacts / f"card-{marks.removeprefix('path.')}.jpg")
    visit.press("Escape")
    assert not visit.page.locator("#card").is_visible()
    assert visit.count("path.selected") == 0


@pytest.mark.parametrize(("marks", "kind", "headings", "words"), CARDS, ids=IDS)
def test_the_keyboard_opens_the_card(
    marks: str, kind: str, headings: list[str], words: str, open_page: Open, whole_map: Path
) -> None:
    """Escape brings the focus back to the search field that opened it, the button Close as well."""
    visit = open_page(whole_map)
    place = visit.page.locator(f"#places option[value$='({marks.removeprefix('path.')})']").first.get_attribute("value")
    for leave in (["Escape"], ["Tab", "Enter"]):
        visit.page.locator("#find").focus()
        visit.page.keyboard.insert_text(place or "")
        visit.press("Enter")
        assert_open(visit, kind, headings, words)
        visit.press(*leave)
        assert not visit.page.locator("#card").is_visible()
        assert visit.focused("#find")
        visit.page.fill("#find", "")


@pytest.mark.parametrize("opener", ["path.site", "#site-table button"])
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_sites_open_from_map_and_table(opener: str, key: str, open_page: Open, whole_map: Path) -> None:
    visit = open_page(whole_map)
    visit.page.locator(opener).first.focus()
    visit.press(key)
    assert_open(visit, "Chosen site", SITE, "Who pays")
    assert visit.count("path.service") > 0, "lines to whom it serves"
    visit.press("Escape")
    assert visit.focused(opener)
    assert visit.count("path.service") == 0


def test_the_card_of_a_site_says_it_all(open_page: Open, whole_map: Path) -> None:
    visit = open_page(whole_map)
    visit.page.locator("#site-table button", has_text="Lule").click()
    card = visit.text("#card")
    assert [words for words in SAID if words not in card] == []
    assert visit.count("#card .bar") > 5
    drawn = visit.count("path.service")
    visit.page.locator("#lines").check()
    assert 0 < drawn < visit.count("path.service")


def test_the_card_of_a_candidate_compares(open_page: Open, whole_map: Path) -> None:
    visit = open_page(whole_map)
    visit.page.locator("#find").fill("Vienna (candidate)")
    visit.press("Enter")
    card = visit.text("#card")
    for words in ("Estimate, per MW and year EUR 4.00 M", "against the dearest chosen", "forcing it in"):
        assert words in card


@pytest.mark.parametrize("width", [800, 390])
def test_a_card_leaves_its_place_in_sight(width: int, open_page: Open, whole_map: Path, artefacts: Path) -> None:
    """Where the card lies over the map, the map moves what was opened out from under it."""
    visit = open_page(whole_map, width=width)
    visit.page.locator("#site-table button", has_text="Zaragoza").press("Enter")
    visit.page.wait_for_timeout(400)  # the map glides there
    visit.page.screenshot(path=artefacts / f"card-site-{width}.jpg")
    card, place = visit.page.locator("#card").bounding_box(), visit.page.locator("path.site.selected").bounding_box()
    assert card
    assert place
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    assert 0 < x < width
    assert 0 < y < 900
    inside = card["x"] < x < card["x"] + card["width"] and card["y"] < y < card["y"] + card["height"]
    assert not inside
    assert visit.probe("tooWide") == 0


def test_an_abstract_site_has_a_card(open_page: Open, abstract_map: Path, artefacts: Path) -> None:
    visit = open_page(abstract_map)
    visit.page.locator("#site-table button").first.press("Enter")
    visit.page.screenshot(path=artefacts / "card-abstract.jpg")
    words = visit.text("#card")
    assert words.startswith("\u00d7 Chosen site")
    assert "0 MW" not in words
    assert "cost of serving" in words
    assert "EUR 3,010" in visit.text("#site-table")
    assert "Power" not in visit.texts("#card h3")
    visit.press("Escape")
    assert visit.focused("#site-table button")
