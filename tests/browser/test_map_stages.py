"""The slider of stages changes circles, table and totals; what is known of one stage only says so."""

from pathlib import Path

from tests.browser.conftest import Open

SIZES = "(circles) => circles.map((circle) => circle.getBoundingClientRect().width)"
NAMED = '.site-name[style*="visible"]'


def test_the_slider_moves_the_whole_page(open_page: Open, whole_map: Path, artefacts: Path) -> None:
    visit = open_page(whole_map)
    last = (visit.text("#site-table"), visit.text("#stage-totals"), visit.probe("drawing"))
    assert visit.text("#stage-name") == "2034-36 (last stage)"
    assert "5 sites, 1,040 MW of IT" in last[1]
    named = visit.count(NAMED)
    large = visit.page.locator("path.site").evaluate_all(SIZES)
    visit.page.locator("#stage").focus()
    visit.press("Home")
    first = (visit.text("#site-table"), visit.text("#stage-totals"), visit.probe("drawing"))
    assert visit.text("#stage-name") == "2028-30"
    assert all(one != other for one, other in zip(first, last, strict=True))
    assert visit.page.locator("#stage").get_attribute("aria-valuetext") == "2028-30"
    assert "Leipzig DE, opens 2031-33" in first[0]
    assert visit.text("tr.later").startswith("Leipzig")
    assert " 96 " in first[0], "MW of IT at Lule\u00e5 in the first stage"
    assert visit.count(NAMED) == named - 1, "what is not yet open has no name"
    assert first[1] == "5 sites, 416 MW of IT, 202,927 accelerators"
    assert visit.count("path.site.closed") == 1
    assert "opens in a later stage" in visit.text("#legend-sites")
    small = visit.page.locator("path.site:not(.closed)").evaluate_all(SIZES)
    assert max(small) < max(large)
    visit.page.screenshot(path=artefacts / "layer-stage-first.jpg")
    visit.press("ArrowRight")
    assert visit.text("#stage-name") == "2031-33"
    assert visit.count("path.site.closed") == 0
    visit.press("End")
    assert (visit.text("#site-table"), visit.text("#stage-totals"), visit.probe("drawing")) == last


def test_colours_of_a_stage_follow_the_slider(open_page: Open, whole_map: Path) -> None:
    visit = open_page(whole_map)
    visit.page.select_option("#dots", label="Grid headroom, firm")
    visit.page.select_option("#circles", label="Accelerators")
    before = visit.probe("drawing")
    visit.page.locator("#stage").focus()
    visit.press("Home")
    assert visit.probe("drawing") != before
    assert "Stage shown: 2028-30." in visit.text("#legend-candidates")
    assert "Stage shown: 2028-30." in visit.text("#legend-sites")
    visit.page.select_option("#circles", label="Water")
    assert "Known for the last stage, 2034-36, only." in visit.text("#legend-sites")
