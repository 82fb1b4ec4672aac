"""Names that are attacks run nothing, on any page, and are shown as the text that they are."""

from pathlib import Path

import pytest

from tests.browser import runs
from tests.browser.conftest import Open
from tests.browser.hostile import SEEN, spoiled
from tests.browser.visit import Visit
from tests.placement.compare import made_runs

WAYS_IN = """() => [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes]
  .filter(({ name, value }) => name.startsWith("on") || /^(href|src|action)$/i.test(name)
    && !/^(#|data:,$)/.test(value))
  .map(({ name, value }) => element.tagName + " " + name + "=" + value))"""
"""Attributes by which a page could run or load something. Ours have none, but links within the page."""


@pytest.fixture(scope="module")
def spoiled_map(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The codes of states are spared: by them the map finds the outlines, and so their hints and cards."""
    top = tmp_path_factory.mktemp("spoiled")
    return runs.drawn_map(spoiled(runs.whole_run(top / "tame"), top / "run", spare="state"))


@pytest.fixture(scope="module")
def spoiled_report(told_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return runs.drawn_report(spoiled(told_run, tmp_path_factory.mktemp("spoiled") / "run"))


@pytest.fixture(scope="module")
def spoiled_comparison(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs in folders with bad names, of two cases with bad settings."""
    top = tmp_path_factory.mktemp("spoiled")
    bad = "\"><img src=x onerror=console.log('ran')> {{ 7*7 }} \u202e"
    made = []
    for number in (1, 2):
        head = made_runs.CASE_TOML.replace('"north"', f"'''<img src=x onerror=alert({number})>'''")
        case = made_runs.write_case(top / f"{bad}case{number}", head, made_runs.SITES_CSV + f"<b>{number},1\n")
        sites = [made_runs.site(place, 100.0 * number, 4e8) for place in (made_runs.A, made_runs.B)]
        tame = made_runs.write_run(top / f"tame{number}", case, sites, overrides=(f"demand.scale={number}",))
        made.append(spoiled(tame, top / f"{bad}{number}"))
    return runs.drawn_comparison(*made, into=top)


def assert_harmless(visit: Visit) -> None:
    """Nothing was made of the names but text; that nothing ran is asserted of every page when it closes."""
    assert visit.count("img, iframe, object, embed, b b, script[src]") == 0
    assert visit.page.evaluate(WAYS_IN) == []
    assert SEEN in visit.page.locator("body").inner_text()
    assert "49" not in visit.page.title()
    assert "{{ 7*7 }}" in visit.page.locator("body").inner_text()
    for mark in "\u202e\u2067\u2028":
        assert mark not in visit.page.content()


def test_map(open_page: Open, spoiled_map: Path, artefacts: Path) -> None:
    visit = open_page(spoiled_map)
    scripts = visit.count("script")
    for control in ("circles", "dots", "shade", "trip", "workload"):
        for number in range(visit.count(f"#{control} option")):
            visit.page.select_option(f"#{control}", index=number)
    for control, number in (("circles", 3), ("dots", 1), ("trip", 1), ("workload", 0)):
        visit.page.select_option(f"#{control}", index=number)
    for marks in ("path.site", "path.candidate", "path.region", "path.state"):
        visit.point_at(visit.page.locator(marks))
        assert SEEN in visit.text(".hint")
        visit.click_on(visit.page.locator(marks))
        assert SEEN in visit.text("#card h2")
        assert_harmless(visit)
    visit.page.locator("#find").fill(SEEN[:30])
    visit.press("Enter")
    assert SEEN in visit.text("#card h2")
    visit.page.locator("details > summary").evaluate_all("(all) => all.forEach((one) => one.click())")
    assert_harmless(visit)
    assert visit.count("script") == scripts == 4
    visit.page.screenshot(path=artefacts / "hostile-map.jpg")


def test_map_of_states_that_are_nowhere(open_page: Open, tmp_path: Path) -> None:
    """Codes of states are names too."""
    visit = open_page(runs.drawn_map(spoiled(runs.whole_run(tmp_path / "tame"), tmp_path / "run")))
    visit.page.locator("#site-table button").first.press("Enter")
    assert_harmless(visit)


def test_report(open_page: Open, spoiled_report: Path, artefacts: Path) -> None:
    visit = open_page(spoiled_report)
    assert_harmless(visit)
    assert visit.count("script") == 1
    figure = visit.page.locator("figure").first
    figure.focus()
    visit.press("ArrowRight")
    visit.page.locator("table.sorts button").first.click()
    assert_harmless(visit)
    assert visit.probe("tooWide") == 0
    visit.page.screenshot(path=artefacts / "hostile-report.jpg")


def test_comparison(open_page: Open, spoiled_comparison: Path, artefacts: Path) -> None:
    visit = open_page(spoiled_comparison)
    visit.page.locator("details > summary").evaluate_all("(all) => all.forEach((one) => one.click())")
    assert_harmless(visit)
    assert visit.count("script") == 1
    visit.page.locator("figure").first.focus()
    visit.press("ArrowRight")
    assert SEEN in visit.text("#tip")
    assert visit.probe("tooWide") == 0
    visit.page.screenshot(path=artefacts / "hostile-comparison.jpg")


@pytest.mark.parametrize(
    "attack",
    [
        "<script>console.log('ran')</script>",
        "<img src=x onerror=console.log('ran')>",
        "<img src='http://127.0.0.1:9/x.png'>",
        "<script>throw new Error('ran')</script>",
        "<script>alert(1)</script>",
    ],
)
def test_an_attack_would_be_noticed(attack: str, open_page: Open, tmp_path: Path) -> None:
    """So that the tests above can fail."""
    path = tmp_path / "attacked.html"
    path.write_text(f"<!doctype html><title>x</title>{attack}", encoding="utf-8")
    visit = open_page(path)
    with pytest.raises(AssertionError):
        visit.assert_silent()
    visit.said.clear()
    visit.asked[:] = [path.as_uri()]
