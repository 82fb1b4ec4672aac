"""The page in a real browser: it draws, complains of nothing, asks for nothing and is not fooled by names."""

from pathlib import Path
from typing import Any

from placement.map import draw_map, plan_map
from placement.map.extras import read_extras
from tests.placement.map.browser import acted, acting, asked_by_a_page, needs_chromium, opened, pages_of, text_of
from tests.placement.map.test_map_extras import abstract
from tests.placement.map.whole_run import LATE, layer

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


def whole_page(whole_run: Path, plan_geojson: dict[str, Any], summary: dict[str, Any]) -> str:
    """Return the map of the run that holds everything."""
    return plan_map(plan_geojson, summary, read_extras(whole_run))


def test_every_colour_of_the_circles_is_drawn_and_explained(
    whole_run: Path, plan_geojson: dict[str, Any], summary: dict[str, Any], tmp_path: Path
) -> None:
    steps = """
      const fills = () => [...document.querySelectorAll("path.site")].map((path) => path.style.fill).join();
      [...byId("circles").options].filter((option) => option.value !== "hidden").forEach((option, index) => {
        byId("circles").value = option.value;
        byId("circles").dispatchEvent(new Event("change"));
        say("fill" + index, fills() + "/" + count(".mix circle[class^=part]"));
        say("legend" + index, texts("legend-sites"));
        say("head" + index, document.querySelector("#site-table thead").textContent);
      });
      choose("circles", "hidden"); say("hidden", count("path.site"));
    """
    said = acted(whole_page(whole_run, plan_geojson, summary), steps, tmp_path)
    expected = [
        ("LCOC sold, EUR/H100e-h", "Of all stages together.", "LCOC sold, EUR/H100e-h"),
        ("Siting cost above the cheapest site, %", "Of all stages together.", "Siting cost above the cheapest site"),
        ("Siting cost per MW of IT, EUR M/MW", "Of all stages together.", "Siting cost per MW of IT"),
        ("Power by source", "Known for the last stage, 2034-36, only.", "Power by source"),
        ("Carbon, hourly-matched, g CO\u2082/kWh", "Known for the last stage, 2034-36, only.", "Carbon"),
        ("Water, thousand m\u00b3 a year", "Known for the last stage, 2034-36, only.", "Water"),
        ("Public money, EU and state, EUR M", "Of all stages together.", "Public money"),
        ("Accelerators, thousand", "Stage shown: 2034-36.", "Accelerators"),
        ("Chosen in plans within 1 % of the least cost", "Always: no plan so cheap", "Chosen in plans"),
        ("Chosen in plans within 3 % of the least cost", "Always: no plan so cheap", "Chosen in plans"),
    ]
    for index, (title, note, head) in enumerate(expected):
        assert title in said[f"legend{index}"], title
        assert note in said[f"legend{index}"], title
        assert head in said[f"head{index}"], title
        colours, parts = said[f"fill{index}"].split("/")
        assert bool(colours.strip(",")) != (int(parts) > 0), title
    assert said["fill3"].split("/")[1] == "15", "three sources at five sites"
    assert said["hidden"] == "0"


def test_every_colour_of_the_dots_is_drawn_and_explained(
    whole_run: Path, plan_geojson: dict[str, Any], summary: dict[str, Any], tmp_path: Path
) -> None:
    steps = """
      [...byId("dots").options].filter((option) => option.value !== "hidden").forEach((option, index) => {
        byId("dots").value = option.value;
        byId("dots").dispatchEvent(new Event("change"));
        say("drawn" + index, count("path.candidate.coloured") + "/" + count("path.candidate.hollow"));
        say("legend" + index, texts("legend-candidates"));
      });
      choose("dots", "Grid headroom, firm"); choose("stage", "0");
      say("first", count("path.candidate.coloured") + "/" + count("path.candidate.hollow"));
      choose("dots", "hidden"); say("hidden", count("path.candidate"));
    """
    said = acted(whole_page(whole_run, plan_geojson, summary), steps, tmp_path)
    expected = [
        "not chosen, in the siting model",
        "Siting cost, estimate, EUR M a year per MW of IT",
        "Not chosen, but could have been chosen at nearly the same cost",
        "Grid headroom, firm, MW",
        "Grid headroom, firm and non-firm, MW",
        "Ready from, year",
        "Chosen in plans within 1 % of the least cost",
        "Chosen in plans within 3 % of the least cost",
        "Cost of forcing the site in, EUR M",
    ]
    every = len(layer(plan_geojson, "candidate"))
    for index, title in enumerate(expected):
        assert title in said[f"legend{index}"], title
        coloured, hollow = map(int, said[f"drawn{index}"].split("/"))
        assert coloured + hollow == (every if index else 0), title
        assert (coloured > 0) == (index > 0), title
    assert said["first"] == f"0/{every}", "no headroom in the first stage"
    assert said["hidden"] == "0"


def test_the_slider_goes_through_the_build_out(
    whole_run: Path, plan_geojson: dict[str, Any], summary: dict[str, Any], tmp_path: Path
) -> None:
    steps = """
      const names = () => count('.site-name[style*="visible"]');
      const width = () => document.querySelector("path.site:not(.closed)").getBBox().width.toFixed(1);
      say("start", texts("stage-name") + "/" + byId("stage").getAttribute("aria-valuetext"));
      say("rings", count("path.site.closed")); say("wide", width()); say("names", names());
      choose("stage", "0");
      say("first", texts("stage-name") + "/" + byId("stage").getAttribute("aria-valuetext"));
      say("totals", texts("stage-totals"));
      say("firstrings", count("path.site.closed")); say("firstwide", width()); say("firstnames", names());
      say("table", texts("site-table"));
      say("legend", texts("legend-sites"));
      say("later", document.querySelector("tr.later").textContent);
    """
    said = acted(whole_page(whole_run, plan_geojson, summary), steps, tmp_path)
    assert said["start"] == "2034-36 (last stage)/2034-36 (last stage)"
    assert said["first"] == "2028-30/2028-30"
    assert said["totals"] == "5 sites, 416 MW of IT, 202,927 accelerators"
    assert (said["rings"], said["firstrings"]) == ("0", "1")
    assert int(said["names"]) == int(said["firstnames"]) + 1
    assert float(said["firstwide"]) < float(said["wide"])
    assert "96" in said["table"]
    assert "opens in a later stage" in said["legend"]
    assert said["later"].startswith(LATE)
    assert "opens 2031-33" in said["later"]


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


def test_states_and_regions(
    whole_run: Path, plan_geojson: dict[str, Any], summary: dict[str, Any], tmp_path: Path
) -> None:
    steps = """
      const fills = (css) => [...document.querySelectorAll(css)].map((path) => path.getAttribute("fill")).join();
      const shades = [...byId("shade").options].map((option) => {
        byId("shade").value = option.value; byId("shade").dispatchEvent(new Event("change"));
        return fills("path.state");
      });
      say("shades", new Set(shades).size);
      say("before", count("path.region"));
      const trips = ["Mean", "Worst", "Share"].map((words) => {
        choose("trip", words); say(words.toLowerCase(), texts("legend-regions")); return fills("path.region");
      });
      say("trips", new Set(trips).size);
      say("regions", count("path.region"));
      choose("trip", "Mean"); const all = fills("path.region");
      choose("workload", "real-time"); say("workload", fills("path.region") !== all);
      say("hint", PlanMap.words(JSON.parse(texts("plan-data")), { trip: "met", workload: null }, "regions", 0)[1]);
    """
    said = acted(whole_page(whole_run, plan_geojson, summary), steps, tmp_path)
    assert said["shades"] == "4"
    assert (said["before"], said["regions"]) == ("0", str(len(layer(plan_geojson, "region"))))
    assert said["trips"] == "3"
    assert "Round trip, ms" in said["mean"]
    assert "Known for the last stage, 2034-36, only." in said["worst"]
    assert "Share of demand met" in said["share"]
    assert said["workload"] == "true"
    assert said["hint"].startswith("Demand met: ")


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
