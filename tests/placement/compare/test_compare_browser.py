"""The comparison in a real browser: no complaint, no request, tables that sort, marks that speak, harmless names."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from placement.compare import compare_runs, draw_comparison
from placement.compare.page import page
from tests.placement.compare.made_runs import A, B, site, write_run

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium on PATH: the comparison is not tested in a browser"
)
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
    "--virtual-time-budget=3000",
    "--window-size=1400,900",
)


def opened(path: Path, folder: Path, *more: str) -> tuple[str, str]:
    """Return the page after its script has run, and what the console said."""
    command = [CHROMIUM or "", *OPTIONS, f"--user-data-dir={folder}", *more, path.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


def test_it_draws_in_silence_and_asks_for_nothing(first: Path, second: Path, tmp_path: Path) -> None:
    path, log = draw_comparison(compare_runs([first, second]), tmp_path / "compare.html"), tmp_path / "net.json"
    dom, console = opened(path, tmp_path / "profile", "--dump-dom", f"--log-net-log={log}")
    assert console == ""
    assert dom.count("<svg") >= 4
    assert "Coimbra" in dom
    asked = set(re.findall(r'"initiator":"([^"]*)"', log.read_text(encoding="utf-8", errors="replace")))
    assert asked - {"not an origin"} == set()


def test_tables_sort_and_marks_speak(first: Path, second: Path, tmp_path: Path) -> None:
    steps = """
      const say = (name, value) => { document.body.dataset[name] = value; };
      const table = document.querySelector("table[data-sorts]");
      const names = () => [...table.tBodies[0].rows].map((row) => row.cells[0].textContent).join();
      const press = (column) => [...table.tHead.rows].at(-1).cells[column].querySelector("button").click();
      say("before", names());
      press(0); say("byname", names()); press(0); say("backwards", names());
      press(3); say("bynumber", names());
      say("sort", [...table.tHead.rows].at(-1).cells[3].getAttribute("aria-sort"));
      const figure = document.querySelector("figure");
      figure.focus();
      figure.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
      say("tip", document.getElementById("tip").textContent);
      figure.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
      say("hidden", document.getElementById("tip").hidden);
    """
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page(compare_runs([first, second])))
    path = tmp_path / "steps.html"
    path.write_text(html.replace("</body>", f"<script>{steps}</script></body>"), encoding="utf-8")
    dom, console = opened(path, tmp_path / "profile", "--dump-dom")
    assert console == ""
    body = re.search(r"<body[^>]*>", dom)
    assert body is not None
    said = dict(re.findall(r'data-(\w+)="([^"]*)"', body.group()))
    assert said["before"] == "Boden,Coimbra,Arnhem"
    assert said["byname"] == "Arnhem,Boden,Coimbra"
    assert said["backwards"] == "Coimbra,Boden,Arnhem"
    assert said["bynumber"] == "Arnhem,Boden,Coimbra", "100 MW, 50 MW, none"
    assert said["sort"] == "descending"
    assert said["tip"] == "Arnhem, in both: IT power 100 MW to 120 MW"
    assert said["hidden"] == "true"


def test_hostile_names_run_nothing(case: Path, tmp_path: Path) -> None:
    bad = "</script><script>console.log('ran')</script><img src=x onerror=\"console.log('ran')\">"
    runs = [
        write_run(tmp_path / f"run{mw}", case, [site(A | {"name": bad}, mw, 4e8), site(B | {"state": bad}, mw, 1e8)])
        for mw in (100, 120)
    ]
    path = draw_comparison(compare_runs(runs), tmp_path / "bad.html")
    dom, console = opened(path, tmp_path / "profile", "--dump-dom")
    assert console == ""
    assert "<img" not in dom


def test_it_fits_a_phone(first: Path, second: Path, tmp_path: Path) -> None:
    """Nothing but the tables' own scroll boxes is wider than the screen; Chromium's windows are 500 pixels at least."""
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page(compare_runs([first, second])))
    say = "document.body.dataset.wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;"
    path = tmp_path / "phone.html"
    path.write_text(html.replace("</body>", f"<script>{say}</script></body>"), encoding="utf-8")
    dom, _ = opened(path, tmp_path / "profile", "--dump-dom", "--window-size=500,900")
    assert 'data-wide="0"' in dom
