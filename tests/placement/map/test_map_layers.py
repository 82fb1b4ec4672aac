"""Every layer in a real browser: it is drawn, its legend explains it, the stage shown holds."""

from pathlib import Path
from typing import Any

from tests.placement.map.browser import acted, needs_chromium
from tests.placement.map.whole_run import LATE, layer, whole_page

pytestmark = needs_chromium


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
