"""The page in a real browser: it draws, complains of nothing, asks for nothing and is not fooled by names."""

from pathlib import Path
from typing import Any

from placement.map import draw_map, plan_map
from placement.map.extras import read_extras
from tests.placement.map.browser import acted, asked_by_a_page, needs_chromium, opened, text_of
from tests.placement.map.test_map_extras import abstract
from tests.placement.map.whole_run import layer, whole_page

pytestmark = needs_chromium


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


def test_cards_say_it_all(
    whole_run: Path, plan_geojson: dict[str, Any], summary: dict[str, Any], tmp_path: Path
) -> None:
    steps = """
      const card = () => texts("card");
      const names = [...document.querySelectorAll("#site-table button")];
      const lulea = names.find((name) => name.textContent.startsWith("Lule"));
      lulea.focus(); lulea.click();
      say("site", card());
      say("bars", count("#card .bar"));
      say("sitelines", count("path.service"));
      document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
      say("closed", byId("card").hidden);
      say("back", document.activeElement.textContent);
      const find = (words) => {
        const places = [...document.querySelectorAll("#places option")].map((option) => option.value);
        byId("find").value = places.find((place) => place.endsWith(words));
        byId("find").dispatchEvent(new Event("change"));
      };
      find("(region)"); say("region", card()); say("trip", byId("trip").value); say("regions", count("path.region"));
      find("(candidate)"); say("candidate", card());
      find("(state)"); say("state", card());
      const type = (words) => { byId("find").value = words; byId("find").dispatchEvent(new Event("change")); };
      type("duNKer"); say("part", card());
      type("Atlantis"); say("none", texts("find-nothing"));
      byId("lines").click(); say("alllines", count("path.service"));
      say("stops", count("path.leaflet-interactive[tabindex='0']"));
      say("shapes", count("path.leaflet-interactive:not([tabindex])"));
      document.querySelector("path.site").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
      say("keyed", texts("card").includes("Chosen site"));
    """
    said = acted(whole_page(whole_run, plan_geojson, summary), steps, tmp_path)
    for words in (
        "Lule\u00e5",
        "It has the cheapest power.",
        "IT power240 MW",
        "LCOC sold by term, EUR/H100e-h",
        "accelerators, alike at every site",
        "against the chosen sitesthe cheapest",
        "Estimate, per MW and yearEUR 4.00 M",
        "Delivered price of grid power, EUR/MWh",
        "electricity tax10.0",
        "Power by source, a year, last stage",
        "wind (PPA)",
        "Given back by the battery",
        "Facility over IT energy (PUE)1.14",
        "Who pays",
        "European UnionEUR 1.41 bn, 17 %",
        "Round trip, worst",
        "Member states",
        "Water21,000 m\u00b3 a year",
        "Grid connection, MW",
        "Plans within 1 % of the least costalways chosen",
    ):
        assert words in said["site"], words
    assert int(said["bars"]) > 5
    assert 0 < int(said["sitelines"]) < int(said["alllines"])
    assert said["closed"] == "true"
    assert said["back"].startswith("Lule"), "the focus returns to what opened the card"
    assert "Served by" in said["region"]
    assert said["trip"] == "mean", "what was found is shown"
    assert said["regions"] == str(len(layer(plan_geojson, "region")))
    for words in (
        "Estimate, per MW and yearEUR 4.00 M",
        "against the dearest chosen",
        "Grid headroom, MW",
        "forcing it in",
    ):
        assert words in said["candidate"], words
    assert "Member state" in said["state"]
    assert "Dunkerque" in said["part"]
    assert said["none"] == "No place of that name."
    assert (said["stops"], said["shapes"]) == ("5", "0"), "the Tab key stops at the sites only"
    assert said["keyed"] == "true"


def test_hostile_names_run_nothing(
    whole_run: Path, plan_geojson: dict[str, Any], summary: dict[str, Any], tmp_path: Path
) -> None:
    bad = "</script><script>console.log('ran')</script><img src=x onerror=\"console.log('ran')\">\u202e\u2067"
    for feature in plan_geojson["features"]:
        feature["properties"] |= {"name": bad, "zone": bad, "opened_stage": bad, "site_type": bad}
        for step in feature["properties"].get("by_stage", ()):
            step["stage"] = bad
        feature["properties"]["supply_mwh_per_year"] = {bad: 1.0}
    summary |= {"case": bad}
    for stage in summary["counts"]["by_stage"]:
        stage["stage"] = bad
    path = tmp_path / "bad.html"
    html = plan_map(plan_geojson, summary, read_extras(whole_run))
    path.write_text(html, encoding="utf-8")
    dom, console = opened(path, tmp_path / "profile", "--dump-dom")
    assert console == ""
    assert "<img" not in dom
    assert "&lt;img src=x" in dom
    open_all = """
      for (const id of ["circles", "dots", "shade", "trip"]) {
        [...byId(id).options].forEach((option) => {
          byId(id).value = option.value;
          byId(id).dispatchEvent(new Event("change"));
        });
      }
      document.querySelectorAll("#site-table button").forEach((button) => button.click());
      document.querySelectorAll("path.site, path.candidate").forEach((path) => {
        path.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
      });
      say("pictures", count("img"));
    """
    folder = tmp_path / "acted"
    folder.mkdir()
    assert acted(html, open_all, folder)["pictures"] == "0"


def test_an_abstract_case_draws_its_table_and_cards(tmp_path: Path) -> None:
    steps = """
      say("table", texts("site-table"));
      document.querySelector("#site-table button").click();
      say("card", texts("card"));
    """
    said = acted(abstract(), steps, tmp_path)
    assert "Warehouse 1" in said["table"]
    assert "EUR 23,300" in said["table"]
    assert "cost of serving0.000430" in said["card"]
    assert "0 MW" not in said["table"] + said["card"]


def test_an_abstract_page_runs_under_its_policy(tmp_path: Path) -> None:
    path = tmp_path / "abstract.html"
    path.write_text(abstract(), encoding="utf-8")
    dom, console = opened(path, tmp_path / "profile", "--dump-dom")
    assert console == ""
    assert "Warehouse 1" in text_of(dom, "site-table")
