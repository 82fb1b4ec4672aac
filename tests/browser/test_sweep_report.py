"""The page of a sweep: a criterion is chosen, the table of all cases sorts, filters and pages; nothing is too wide."""

from pathlib import Path

import pytest

from placement.sweep_report import draw_sweep_report
from tests.browser.conftest import Open
from tests.browser.visit import Visit
from tests.placement.sweep_report.made_sweeps import SCALE, Made, sampled, whole

WIDTHS = (1400, 800, 390)
STILL = ".criteria { position: static !important; }"
LEGIBLE = 4.5
"""Least contrast of text (WCAG 2, level AA)."""
BAD = "</script><script>console.log('ran')</script><img src=x onerror=console.log('ran')>\"' {{ 7*7 }} \u202etxt"
SEEN = "</script><script>console.log('ran')</script><img src=x onerror=console.log('ran')>"
ROWS = "#all-cases tbody tr"
CELLS = "(rows, column) => rows.map((row) => row.cells[column].textContent.trim())"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every design, every ending."""
    top = tmp_path_factory.mktemp("sweep")
    return draw_sweep_report(whole().write(top / "sweep"), top / "page.html")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample of 2,000."""
    top = tmp_path_factory.mktemp("large")
    return draw_sweep_report(sampled(2000).write(top / "sweep"), top / "page.html")


def spoiled() -> Made:
    """A sweep whose every name is an attack."""
    name = f"zones.{BAD.replace('.', ' ')}.tax factor"
    made = Made((name, SCALE))
    made.add("base", sites=f"a;b{BAD.replace(';', ' ')}")
    cases = [made.add(f"{BAD}{i}", {name: i + 0.5, SCALE: BAD if i else "x"}, siting=450.0 + 60 * i) for i in range(3)]
    cases.append(made.without(f"{BAD} none", {name: 9.5}, "infeasible", BAD))
    made.design("one_at_a_time", (name,), cases)
    made.design("cases", (SCALE,), cases[:3])
    return made


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("name", "fonts"), [("page", "wide"), ("page", "narrow"), ("large", "wide")])
def test_layout(
    name: str, fonts: str, width: int, open_page: Open, artefacts: Path, request: pytest.FixtureRequest
) -> None:
    path: Path = request.getfixturevalue(name)
    visit = open_page(path, width=width, fonts=fonts)
    for colours in ("light", "dark") if fonts == "wide" else ("light",):
        visit.darken(colours == "dark")
        shot = artefacts / f"sweep-{name}-{width}-{fonts}-{colours}.jpg"
        visit.page.screenshot(path=shot, full_page=True, style=STILL)
        # the probe does not see what is drawn behind a text; tests of the charts look at the colours of cells
        on_cells = visit.page.locator("figure[id^=grid-] text, #together text").all_text_contents()
        assert [found for found in visit.probe("faint", LEGIBLE) if found[0] not in on_cells] == []
    assert visit.probe("tooWide") == 0
    for probe in ("overlapping", "crowded", "colliding"):
        assert visit.probe(probe) == []


def test_a_criterion_is_chosen_by_key(open_page: Open, page: Path) -> None:
    visit = open_page(page)
    shown = "() => [...document.querySelectorAll('figure')].filter((one) => one.checkVisibility()).map((one) => one.id)"
    visit.page.locator("#criterion-siting").focus()
    siting = visit.page.evaluate(shown)
    visit.press("ArrowRight")
    total = visit.page.evaluate(shown)
    assert "one-at-a-time-siting" in siting
    assert [name.replace("siting", "total") for name in siting] == total
    visit.press("ArrowRight")
    assert "one-at-a-time-power" in visit.page.evaluate(shown)


def test_marks_tell(open_page: Open, page: Path) -> None:
    visit = open_page(page)
    for figure in visit.page.locator("figure:visible").all():
        figure.focus()
        visit.press("ArrowRight")
        told = visit.text("#tip")
        assert any(digit in told for digit in "0123456789") or "not" in told, figure.get_attribute("id")
    visit.page.locator("#one-at-a-time-siting").focus()
    visit.press("ArrowRight", "ArrowLeft")
    assert visit.text("#tip") == "0.03: +EUR 60.0"


def told(visit: Visit) -> str:
    """Which rows the table says that it shows."""
    return visit.text("#all-cases .pages span")


def test_the_table_pages(open_page: Open, large: Path) -> None:
    visit = open_page(large)
    assert told(visit) == "1 to 50 of 2,001 cases"
    assert visit.count(ROWS) == 50
    visit.page.locator("#all-cases .pages button", has_text="Next").press("Enter")
    assert told(visit) == "51 to 100 of 2,001 cases"
    visit.page.locator("#all-cases .pages button", has_text="Previous").click()
    assert visit.page.locator("#all-cases .pages button", has_text="Previous").is_disabled()


def test_the_table_sorts_by_every_column(open_page: Open, page: Path) -> None:
    visit = open_page(page)
    heads = visit.page.locator("#all-cases thead button")
    assert heads.count() == 15
    for column in range(heads.count()):
        heads.nth(column).click()
        once = visit.page.locator(ROWS).evaluate_all(CELLS, column)
        heads.nth(column).press("Enter")
        again = visit.page.locator(ROWS).evaluate_all(CELLS, column)
        known = [text for text in once if text != "\u2013"]
        assert once[: len(known)] == known, "what is missing comes last"
        assert [text for text in again if text != "\u2013"] == known[::-1] or len(set(known)) < len(known)
    siting = next(i for i in range(heads.count()) if heads.nth(i).inner_text().startswith("Siting cost"))
    heads.nth(siting).click()
    figures = [
        float(text.replace(",", ""))
        for text in visit.page.locator(ROWS).evaluate_all(CELLS, siting)
        if text != "\u2013"
    ]
    assert figures == sorted(figures, reverse=True)
    assert visit.page.locator("#all-cases thead th").nth(siting).get_attribute("aria-sort") == "descending"


def test_the_table_filters(open_page: Open, page: Path) -> None:
    visit = open_page(page)
    selects = visit.page.locator("#all-cases select")
    selects.nth(0).select_option("failed")
    assert told(visit) == "1 to 1 of 1 (of 49 cases)"
    selects.nth(0).select_option("")
    selects.nth(1).select_option("Cork")
    assert told(visit) == "1 to 16 of 16 (of 49 cases)"
    visit.page.locator("#all-cases input").fill("GRID 1.0")
    assert told(visit) == "1 to 2 of 2 (of 49 cases)"
    visit.page.locator("#all-cases input").fill("nobody has this")
    assert told(visit) == "No case is like that."
    assert visit.count(ROWS) == 0


def test_every_control_is_reached_by_key(open_page: Open, page: Path) -> None:
    visit = open_page(page)
    for _ in range(visit.probe("stops") + 10):
        visit.press("Tab")
    assert [one for one in visit.probe("missed") if "criterion-" not in one] == []  # radio buttons are one stop
    assert visit.probe("dim") == []


def test_names_run_nothing(open_page: Open, tmp_path: Path, artefacts: Path) -> None:
    folder = spoiled().write(
        tmp_path / "sweep", sites=f'site,name,state,lat,lon\na,"{BAD.replace(chr(34), "")}",DE,50,6\n'
    )
    visit = open_page(draw_sweep_report(folder, tmp_path / "page.html"))
    assert visit.count("img, iframe, object, embed, script[src]") == 0
    assert visit.count("script") == 2
    assert SEEN in visit.page.locator("body").inner_text()
    assert "{{ 7*7 }}" in visit.page.locator("body").inner_text()
    assert "\u202e" not in visit.page.content()
    visit.page.locator("#one-at-a-time-siting").focus()
    visit.press("ArrowRight")
    visit.page.locator("#all-cases thead button").first.click()
    visit.page.locator("#all-cases input").fill("<script>")
    assert told(visit) == "1 to 5 of 5 cases"
    assert visit.probe("tooWide") == 0
    visit.page.screenshot(path=artefacts / "hostile-sweep.jpg")


def test_paper_shows_the_chosen_criterion(open_page: Open, page: Path, artefacts: Path) -> None:
    visit = open_page(page, width=720)
    visit.page.locator("#criterion-total").check()
    visit.page.emulate_media(media="print")
    shown = "() => [...document.querySelectorAll('figure')].filter((one) => one.checkVisibility()).map((one) => one.id)"
    found = visit.page.evaluate(shown)
    assert "one-at-a-time-total" in found
    assert not any(name.endswith("siting") for name in found)
    assert "map-narrow" not in found
    assert visit.probe("tooWide") == 0
    assert not visit.page.locator("#all-cases .filters").is_visible()
    visit.page.screenshot(path=artefacts / "sweep-paper.jpg", full_page=True)


def test_without_a_script_the_charts_are_there(chromium: object, page: Path) -> None:
    context = chromium.browser.new_context(java_script_enabled=False, offline=True)  # type: ignore[attr-defined]
    tab = context.new_page()
    tab.goto(page.as_uri())
    tab.locator("#criterion-power").check()
    assert tab.locator("#one-at-a-time-power").is_visible()
    assert not tab.locator("#one-at-a-time-siting").is_visible()
    assert "The table needs a script" in tab.locator("#all-cases").inner_text()
    context.close()
