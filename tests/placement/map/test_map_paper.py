"""The map on paper."""

from pathlib import Path
from typing import Any

from placement.map import draw_map
from tests.placement.map.browser import acting, needs_chromium, opened, pages_of
from tests.placement.map.whole_run import whole_page

pytestmark = needs_chromium


def test_prints_on_one_page(run_folder: Path, tmp_path: Path) -> None:
    pdf, path = tmp_path / "map.pdf", draw_map(run_folder, tmp_path / "map.html")
    opened(path, tmp_path / "profile", f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    assert pages_of(pdf) == 1
    html = path.read_text(encoding="utf-8")
    path.write_text(html.replace('<details class="block">', '<details class="block" open>', 2), encoding="utf-8")
    opened(path, tmp_path / "profile", f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    assert pages_of(pdf) == 2, "what the reader opened follows on a page of its own"


def test_a_card_is_printed_on_a_page_of_its_own(
    whole_run: Path, plan_geojson: dict[str, Any], summary: dict[str, Any], tmp_path: Path
) -> None:
    page = acting(whole_page(whole_run, plan_geojson, summary), 'document.querySelector("#site-table button").click();')
    path, pdf = tmp_path / "card.html", tmp_path / "card.pdf"
    path.write_text(page, encoding="utf-8")
    opened(path, tmp_path / "profile", f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    assert pages_of(pdf) == 2
