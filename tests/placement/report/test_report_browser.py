"""The report in a real browser: silent, asks for nothing, sorts, tells marks, and is not fooled by names."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from placement.report import draw_report
from tests.placement.report.conftest import change

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on PATH: the report is not tested in a browser")

OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--enable-logging=stderr"),
    *("--virtual-time-budget=3000", "--window-size=1400,900"),
)
BAD = "</script><script>console.log('ran')</script><img src=x onerror=\"console.log('ran')\">\u202etxt"


def opened(path: Path, folder: Path, *more: str) -> tuple[str, str]:
    """Return the page after its script has run, and what the console said."""
    command = [CHROMIUM or "", *OPTIONS, f"--user-data-dir={folder}", *more, path.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


def with_steps(html: str, steps: str) -> str:
    """Return the page with `steps` run after its own script; its policy would forbid them."""
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    say = "const say = (name, value) => { document.body.dataset[name] = value; };"
    return html.replace("</body>", f"<script>{say}{steps}</script></body>")


def said(dom: str) -> dict[str, str]:
    """Return what the steps said."""
    found = re.search(r"<body[^>]*>", dom)
    assert found
    return dict(re.findall(r'data-(\w+)="([^"]*)"', found.group()))


def test_the_page_is_silent_and_asks_for_nothing(run_folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "net.json"
    page = draw_report(run_folder, tmp_path / "report.html")
    _, console = opened(page, tmp_path / "profile", "--dump-dom", f"--log-net-log={log}")
    assert console == ""
    asked = set(re.findall(r'"initiator":"([^"]*)"', log.read_text(encoding="utf-8", errors="replace")))
    assert asked - {"not an origin"} == set()


def test_tables_sort_by_number_and_word_and_marks_are_told(run_folder: Path, tmp_path: Path) -> None:
    steps = """
      const table = [...document.querySelectorAll("table.sorts")].find((t) => t.caption.textContent === "Each term");
      const heads = table.tHead.rows[0].cells;
      const column = (n) => [...table.tBodies[0].rows].map((row) => row.cells[n].textContent.trim());
      heads[1].querySelector("button").click();
      say("down", column(1).join("|")); say("order", heads[1].ariaSort);
      heads[1].querySelector("button").click(); say("up", column(1).join("|"));
      heads[0].querySelector("button").click(); say("words", column(0).join("|")); say("before", heads[1].ariaSort);
      const figure = document.getElementById("cost-by-term");
      figure.focus();
      figure.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
      say("told", document.getElementById("tip").textContent);
      figure.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
      say("hidden", document.getElementById("tip").hidden);
      const views = [...document.querySelectorAll(".view")];
      const seen = () => views.map((view) => getComputedStyle(view).display).join();
      say("first", seen());
      document.querySelectorAll(".option > input")[1].click(); say("second", seen());
    """
    page = draw_report(run_folder, tmp_path / "report.html")
    page.write_text(with_steps(page.read_text(encoding="utf-8"), steps), encoding="utf-8")
    dom, console = opened(page, tmp_path / "profile", "--dump-dom")
    assert console == ""
    heard = said(dom)
    numbers = [float(cell.replace(",", "").replace("\u2212", "-")) for cell in heard["down"].split("|")]
    assert len(numbers) > 5
    assert numbers == sorted(numbers, reverse=True)
    assert heard["up"].split("|") != heard["down"].split("|")
    assert (heard["order"], heard["before"]) == ("descending", "none")
    words = heard["words"].split("|")
    assert words == sorted(words, key=str.lower)
    assert re.match(r"accelerators: EUR [\d.]+ M \(alike at every site\)", heard["told"])
    assert heard["hidden"] == "true"
    assert (heard["first"], heard["second"]) == ("block,none", "none,block")


def test_hostile_names_run_nothing(run_folder: Path, tmp_path: Path) -> None:
    def spoil(plan: dict[str, Any]) -> None:
        for feature in plan["features"]:
            feature["properties"] |= {"name": BAD, "zone": BAD, "cooling": BAD}

    change(run_folder / "plan.geojson", spoil)
    change(run_folder / "summary.json", lambda summary: summary.update(case=BAD))
    for name in ("limits.csv", "funding.csv"):
        table = (run_folder / name).read_text(encoding="utf-8")
        (run_folder / name).write_text(table.replace("es-andorra", "<b>x</b>"), encoding="utf-8")
    dom, console = opened(draw_report(run_folder, tmp_path / "bad.html"), tmp_path / "profile", "--dump-dom")
    assert console == ""
    assert "<img" not in dom
    assert "<b>" not in dom
    assert "&lt;img src=x" in dom
    assert "\u202e" not in dom


def test_it_prints(run_folder: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "report.pdf"
    page = draw_report(run_folder, tmp_path / "report.html")
    opened(page, tmp_path / "profile", f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    counts = re.findall(rb"/Type\s*/Pages.*?/Count (\d+)", pdf.read_bytes(), flags=re.DOTALL)
    assert 3 <= max(map(int, counts)) <= 16  # long documents count parts of their tree too
