"""The page in a real browser: it draws, complains of nothing, asks for nothing and is not fooled by names."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from placement.map import draw_map, plan_map

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on PATH: the map is not tested in a browser")

OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
    "--virtual-time-budget=4000",
    "--window-size=1400,900",
)


def opened(path: Path, folder: Path, *more: str) -> tuple[str, str]:
    """Return the page after its script has run, and what the console said."""
    command = [CHROMIUM or "", *OPTIONS, f"--user-data-dir={folder}", *more, path.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


def asked_by_a_page(log: Path) -> set[str]:
    """Return who asked the network for something, apart from the browser itself (it looks for updates)."""
    return set(re.findall(r'"initiator":"([^"]*)"', log.read_text(encoding="utf-8", errors="replace"))) - {
        "not an origin"
    }


def text_of(dom: str, part: str) -> str:
    """Return the text of the element with that id, up to the end of its section."""
    inner = re.split(r"</section>|</article>", dom.split(f'id="{part}"', 1)[1])[0]
    return " ".join(re.sub(r"<[^>]*>", " ", inner.split(">", 1)[1]).split())


def test_the_map_draws_and_the_console_is_silent(run_folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "net.json"
    dom, console = opened(
        draw_map(run_folder, tmp_path / "map.html"), tmp_path / "profile", "--dump-dom", f"--log-net-log={log}"
    )
    assert console == ""
    assert dom.count('class="site leaflet-interactive"') == 5
    assert dom.count('class="state leaflet-interactive"') == 27
    assert 'class="candidate leaflet-interactive"' in dom
    assert 'class="candidate screened-out leaflet-interactive"' in dom
    assert "Dunkerque" in text_of(dom, "site-table")
    assert "LCOC sold, EUR/H100e-h" in text_of(dom, "legend-sites")
    assert "Delivered power price, EUR/MWh 60 \u2013 80" in text_of(dom, "legend-states")
    assert asked_by_a_page(log) == set()


def test_a_page_that_asks_is_noticed(tmp_path: Path) -> None:
    """So that the check above can fail. Port 9 of this machine answers nothing."""
    page, log = tmp_path / "asks.html", tmp_path / "net.json"
    page.write_text('<img src="http://127.0.0.1:9/x.png">', encoding="utf-8")
    opened(page, tmp_path / "profile", "--dump-dom", f"--log-net-log={log}")
    assert len(asked_by_a_page(log)) == 1


def test_clicking_draws_cards_lines_and_every_shade(
    plan_geojson: dict[str, Any], summary: dict[str, Any], tmp_path: Path
) -> None:
    steps = """
      const named = (name) => document.getElementsByName(name);
      const say = (name, value) => { document.body.dataset[name] = value; };
      const fills = () => [...document.querySelectorAll("path.state")].map((path) => path.getAttribute("fill")).join();
      const shades = [...named("shade")].map((radio) => { radio.click(); return fills(); });
      say("shades", new Set(shades).size);
      named("regions")[0].click(); say("regions", document.querySelectorAll("path.region").length);
      say("lines", document.querySelectorAll("path.service").length);
      say("stops", document.querySelectorAll("path.leaflet-interactive[tabindex='0']").length);
      say("shapes", [...document.querySelectorAll("path.leaflet-interactive:not([tabindex])")].length);
      [...document.querySelectorAll("#site-table button")].find((name) => name.textContent.startsWith("Lule")).click();
      say("sitecard", document.getElementById("card").textContent);
      say("sitelines", document.querySelectorAll("path.service").length);
      document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
      say("closed", document.getElementById("card").hidden);
      const find = document.getElementById("find");
      const places = [...document.querySelectorAll("#places option")].map((option) => option.value);
      find.value = places.find((place) => place.endsWith("(region)"));
      find.dispatchEvent(new Event("change"));
      say("regioncard", document.getElementById("card").textContent);
      named("lines")[0].click(); say("alllines", document.querySelectorAll("path.service").length);
    """
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", plan_map(plan_geojson, summary))
    path = tmp_path / "steps.html"
    path.write_text(html.replace("PlanMap.start(map_plan);", "PlanMap.start(map_plan);" + steps), encoding="utf-8")
    dom, console = opened(path, tmp_path / "profile", "--dump-dom")
    assert console == ""
    said = dict(re.findall(r'data-(\w+)="([^"]*)"', re.search(r"<body[^>]*>", dom).group()))  # type: ignore[union-attr]
    regions = sum(feature["properties"]["layer"] == "region" for feature in plan_geojson["features"])
    assert said["shades"] == "4"
    assert said["regions"] == str(regions)
    assert said["lines"] == "0"
    assert "Lule\u00e5" in said["sitecard"]
    assert "240 MW" in said["sitecard"]
    assert 0 < int(said["sitelines"]) < int(said["alllines"])
    assert said["closed"] == "true"
    assert (said["stops"], said["shapes"]) == ("5", "0"), "the Tab key stops at the sites only"
    assert "Served by" in said["regioncard"]


def test_hostile_names_run_nothing(plan_geojson: dict[str, Any], summary: dict[str, Any], tmp_path: Path) -> None:
    bad = "</script><script>console.log('ran')</script><img src=x onerror=\"console.log('ran')\">"
    for feature in plan_geojson["features"]:
        feature["properties"] |= {"name": bad, "zone": bad, "opened_stage": bad}
    path = tmp_path / "bad.html"
    click = "PlanMap.start(map_plan);"
    html = plan_map(plan_geojson, summary | {"case": bad})
    assert click in html
    path.write_text(html, encoding="utf-8")
    dom, console = opened(path, tmp_path / "profile", "--dump-dom")
    assert console == ""
    assert "<img" not in dom
    assert "&lt;img src=x" in dom


def test_prints_on_two_pages(run_folder: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "map.pdf"
    opened(
        draw_map(run_folder, tmp_path / "map.html"),
        tmp_path / "profile",
        f"--print-to-pdf={pdf}",
        "--no-pdf-header-footer",
    )
    assert re.findall(rb"/Type\s*/Pages.*?/Count (\d+)", pdf.read_bytes(), flags=re.DOTALL) == [b"2"]
