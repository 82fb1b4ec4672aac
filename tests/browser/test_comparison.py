"""The comparison: tables sort, marks tell what they are, absent data are absent."""

from pathlib import Path

from tests.browser import runs
from tests.browser.conftest import Open
from tests.placement.compare import made_runs
from tests.placement.compare.made_runs import A, B, C

ORDERS = "(rows, column) => rows.map((row) => Number(row.cells[column].dataset.value))"
CELLS = "(rows, column) => rows.map((row) => row.cells[column].textContent.trim())"


def test_a_table_sorts_by_click_and_by_enter(open_page: Open, comparison: Path) -> None:
    visit = open_page(comparison)
    table = visit.page.locator("table[data-sorts]", has=visit.page.locator("button", has_text="Cost term"))
    rows, heads = table.locator("tbody tr"), table.locator("thead tr:last-child > th")
    heads.nth(1).locator("button").click()
    down = rows.evaluate_all(ORDERS, 1)
    assert len(down) > 5
    assert down == sorted(down, reverse=True)
    assert heads.nth(1).get_attribute("aria-sort") == "descending"
    visit.press("Enter")
    assert rows.evaluate_all(ORDERS, 1) == sorted(down)
    assert heads.nth(1).get_attribute("aria-sort") == "ascending"
    heads.nth(0).locator("button").press("Enter")
    words = rows.evaluate_all(CELLS, 0)
    assert words == sorted(words, key=str.lower)
    assert heads.nth(1).get_attribute("aria-sort") is None


def test_sites_of_two_runs_sort_and_tell(open_page: Open, tmp_path: Path) -> None:
    """Arnhem grows, Boden goes, Coimbra comes: 100 MW, 50 MW, none."""
    case = made_runs.write_case(tmp_path / "case")
    first = made_runs.write_run(tmp_path / "first", case, [made_runs.site(A, 100, 4e8), made_runs.site(B, 50, 2e8)])
    second = made_runs.write_run(tmp_path / "second", case, [made_runs.site(A, 120, 5e8), made_runs.site(C, 80, 3e8)])
    visit = open_page(runs.drawn_comparison(first, second, into=tmp_path))
    table = visit.page.locator("table[data-sorts]").first
    rows, heads = table.locator("tbody tr"), table.locator("thead tr:last-child > *")

    def pressed(column: int) -> list[str]:
        heads.nth(column).locator("button").click()
        names: list[str] = rows.evaluate_all(CELLS, 0)
        return names

    assert rows.evaluate_all(CELLS, 0) == ["Boden", "Coimbra", "Arnhem"]
    assert pressed(0) == ["Arnhem", "Boden", "Coimbra"]
    assert pressed(0) == ["Coimbra", "Boden", "Arnhem"]
    assert pressed(3) == ["Arnhem", "Boden", "Coimbra"]
    assert heads.nth(3).get_attribute("aria-sort") == "descending"
    visit.page.locator("figure").first.focus()
    visit.press("ArrowRight")
    assert visit.text("#tip") == "Arnhem, in both: IT power 100 MW to 120 MW"
    visit.press("Escape")
    assert not visit.page.locator("#tip").is_visible()


def test_marks_tell_on_hover_and_on_focus(open_page: Open, comparison: Path) -> None:
    visit = open_page(comparison)
    figures, tip = visit.page.locator("figure:visible"), visit.page.locator("#tip")
    assert figures.count() == 4
    for figure in figures.all():
        figure.focus()
        visit.press("ArrowRight")
        told = tip.inner_text()
        assert any(unit in told for unit in ("MW", "EUR")), told
        visit.press("Escape")
        assert not tip.is_visible()
        visit.point_at(
            figure.locator("[role=graphics-symbol]")
            .filter(visible=True)
            .and_(visit.page.locator(f"[aria-label={_quoted(told)}]"))
        )
        assert visit.eventually(lambda: tip.inner_text() == told)  # noqa: B023 - asked at once
        box = tip.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1400
        visit.page.mouse.move(1, 1)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def test_one_map_for_each_width(open_page: Open, comparison: Path) -> None:
    for width, shown in ((1400, "wide"), (390, "narrow")):
        visit = open_page(comparison, width=width)
        maps = visit.page.locator("figure.map:visible")
        assert maps.count() == 1
        assert shown in (maps.get_attribute("class") or "")


def test_what_runs_have_not_is_absent(open_page: Open, comparison: Path, abstract_comparison: Path) -> None:
    whole, abstract = open_page(comparison), open_page(abstract_comparison)
    assert {"What moved", "Where the cost changed", "Who pays"} <= set(whole.texts("h2"))
    assert "Who pays" not in abstract.texts("h2")
    assert abstract.count("figure.map") == 0
    words = abstract.text("body")
    for nothing in ("0 MW", "nan", "None", "null", "undefined"):
        assert nothing not in words, nothing
    assert abstract.count("figure:not(:has(svg)), table:not(:has(tbody tr))") == 0
