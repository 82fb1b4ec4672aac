"""The decision paper: tables sort, marks of charts tell what they are, a site can be chosen, absent data are absent."""

import re
from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.visit import Visit

CELLS = "(rows, column) => rows.map((row) => row.cells[column].textContent.trim())"
ORDERS = """(rows, column) => rows.map((row) => row.cells[column].dataset.order).filter((order) => order !== undefined)
  .map(Number)"""


def sections(visit: Visit) -> list[str]:
    """Return the headings of the sections, without their numbers."""
    return [" ".join(heading.split()[1:]) for heading in visit.texts("section.part h2:has(.count)")]


def test_a_table_sorts_by_click_and_by_enter(open_page: Open, report: Path) -> None:
    visit = open_page(report)
    table = visit.page.locator("table.sorts", has=visit.page.locator("caption", has_text="Each term"))
    rows, heads = table.locator("tbody tr"), table.locator("thead th")
    heads.nth(1).locator("button").click()
    down = rows.evaluate_all(ORDERS, 1)
    assert len(down) > 5
    assert down == sorted(down, reverse=True)
    shown = [float(cell.replace(",", "").replace("\u2212", "-")) for cell in rows.evaluate_all(CELLS, 1)]
    assert shown == sorted(shown, reverse=True)
    assert heads.nth(1).get_attribute("aria-sort") == "descending"
    visit.press("Enter")
    assert rows.evaluate_all(ORDERS, 1) == sorted(down)
    assert heads.nth(1).get_attribute("aria-sort") == "ascending"
    heads.nth(0).locator("button").press("Enter")
    words = rows.evaluate_all(CELLS, 0)
    assert words == sorted(words, key=str.lower)
    assert heads.nth(1).get_attribute("aria-sort") == "none"


def test_every_heading_sorts(open_page: Open, report: Path) -> None:
    visit = open_page(report)
    unsorted = visit.page.locator("table.sorts").evaluate_all(
        """(tables) => tables.flatMap((table) => [...table.tHead.rows[0].cells].map((head, column) => {
          head.firstElementChild.click();
          const down = head.ariaSort === "descending";
          const given = [...table.tBodies[0].rows].map((row) => row.cells[column].dataset.order);
          const orders = given.filter((order) => order !== undefined).map((order) => (down ? -1 : 1) * Number(order));
          const last = given.findIndex((order) => order === undefined);
          const gapsLast = last < 0 || given.slice(last).every((order) => order === undefined);
          return orders.every((order, index) => !index || order >= orders[index - 1]) && gapsLast
            ? "" : table.caption.textContent + ", " + head.textContent;
        })).filter(Boolean)"""
    )
    assert visit.count("table.sorts thead button") > 50
    assert unsorted == []


def test_marks_tell_on_hover_and_on_focus(open_page: Open, report: Path) -> None:
    visit = open_page(report)
    figure, tip = visit.page.locator("#cost-by-term"), visit.page.locator("#tip")
    figure.focus()
    visit.press("ArrowRight")
    told = tip.inner_text()
    assert re.match(r"accelerators: EUR [\d.]+ M \(alike at every site\)", told)
    visit.press("ArrowRight")
    assert tip.is_visible()
    assert tip.inner_text() != told
    visit.press("Escape")
    assert not tip.is_visible()
    visit.point_at(figure.locator("[role=graphics-symbol][aria-label^='accelerators: ']"))
    assert visit.eventually(lambda: tip.inner_text() == told)
    box = tip.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1400
    visit.page.mouse.move(2, 2)
    assert visit.eventually(lambda: not tip.is_visible())


def test_every_chart_tells(open_page: Open, report: Path) -> None:
    """Each has a name, and marks that say a figure with its unit."""
    visit = open_page(report)
    for figure in visit.page.locator("figure:visible").all():
        figure.focus()
        visit.press("ArrowRight")
        told = visit.text("#tip")
        assert any(digit in told for digit in "0123456789"), figure.get_attribute("id")
        assert figure.locator("figcaption").inner_text()


def test_the_site_of_the_hours_is_chosen_by_key(open_page: Open, report: Path, artefacts: Path) -> None:
    visit = open_page(report)
    views, choices = visit.page.locator(".choices .view"), visit.page.locator(".choices input[type=radio]")
    shown = "(views) => views.map((view) => view.checkVisibility())"
    assert views.evaluate_all(shown) == [True, False]
    choices.first.focus()
    visit.press("ArrowRight")
    assert views.evaluate_all(shown) == [False, True]
    assert choices.nth(1).is_checked()
    visit.page.locator(".choices").screenshot(path=artefacts / "report-hours.jpg")
    visit.press("ArrowLeft")
    assert views.evaluate_all(shown) == [True, False]


def test_links_lead_to_their_sections(open_page: Open, report: Path) -> None:
    visit = open_page(report)
    links = visit.page.locator("nav a")
    assert visit.texts("nav a") == sections(visit)
    for link in links.all():
        assert visit.count(link.get_attribute("href") or "") == 1
    links.last.press("Enter")
    last = visit.page.locator("section.part h2:has(.count)").last
    assert visit.eventually(lambda: 0 <= last.evaluate("(heading) => heading.getBoundingClientRect().top") < 900)


def test_what_a_run_has_not_is_absent(open_page: Open, report: Path, abstract_report: Path) -> None:
    whole, abstract = open_page(report), open_page(abstract_report)
    assert "Why these sites, and which others" in sections(whole)
    assert "It has the cheapest power." in whole.text("body")
    gone = {"Hour by hour", "Power", "Carbon, water and heat", "Who pays", "The investor's view"}
    assert sections(whole) != sections(abstract)
    assert not gone & set(sections(abstract))
    assert len(gone & set(sections(whole))) >= 4
    words = abstract.text("body")
    for nothing in ("0 MW", "nan", "None", "null", "undefined", "cheapest power"):
        assert nothing not in words, nothing
    assert abstract.count("figure:not(:has(svg)), table:not(:has(tbody tr)), section.part:not(:has(p, dl, table))") == 0


@pytest.mark.parametrize("width", [390])
def test_wide_tables_scroll_in_their_box(width: int, open_page: Open, report: Path) -> None:
    visit = open_page(report, width=width)
    wider = visit.page.locator(".scroll").evaluate_all(
        "(all) => all.filter((one) => one.scrollWidth > one.clientWidth)"
    )
    assert wider
    assert visit.probe("tooWide") == 0
