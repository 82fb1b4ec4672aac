"""Every choice of every control of the map draws something of its own, beside a legend with a unit."""

from pathlib import Path

import pytest

from placement.map import draw_map
from tests.browser.conftest import Open
from tests.browser.runs import MAP_RUN

CIRCLES = {
    "Cost of compute (LCOC sold)": "LCOC sold, EUR/H100e-h",
    "Siting cost above the cheapest": "Siting cost above the cheapest site, %",
    "Power by source": "Share of the energy a site takes in a year",
    "Carbon, hourly-matched": "Carbon, hourly-matched, g CO\u2082/kWh",
    "Water": "Water, thousand m\u00b3 a year",
    "Public money, EU and state": "Public money, EU and state, EUR M",
    "Accelerators": "Accelerators, thousand",
    "How sure: plans within 1 %": "Chosen in plans within 1 % of the least cost always sometimes never",
    "How sure: plans within 3 %": "Chosen in plans within 3 % of the least cost always sometimes never",
    "Hide the sites": "",
}
DOTS = {
    "Where they are": "22 not chosen, in the siting model (beside the 5 chosen) 26 screened out before it",
    "Siting cost, estimate": "Siting cost, estimate, EUR M a year per MW of IT",
    "Near-ties within the state": "no dearer up to 1 % dearer",
    "Near-ties by stage of opening": "no dearer up to 1 % dearer",
    "Grid headroom, firm": "Grid headroom, firm, MW",
    "Grid headroom with non-firm": "Grid headroom, firm and non-firm, MW",
    "Ready from (energisation)": "Ready from, year",
    "How sure: plans within 1 %": "Chosen in plans within 1 % of the least cost always sometimes never",
    "How sure: plans within 3 %": "Chosen in plans within 3 % of the least cost always sometimes never",
    "Cost of forcing the site in": "Cost of forcing the site in, EUR M",
    "Hide the candidates": "",
}
SHADES = {
    "Delivered power price": "Delivered power price, EUR/MWh",
    "Carbon intensity of the grid": "Carbon intensity, g CO\u2082/kWh",
    "National public money": "National public money, EUR bn",
    "No shading": "",
}
TRIPS = {
    "Hide the regions": "",
    "Mean round trip": "Round trip, ms",
    "Worst round trip": "Round trip, ms",
    "Share of demand met": "up to 50 %",
}
LAYERS = [
    ("circles", "sites", CIRCLES),
    ("dots", "candidates", DOTS),
    ("shade", "states", SHADES),
    ("trip", "regions", TRIPS),
]
MAIN = {
    "capacity": [("circles", "Accelerators")],
    "cost": [("circles", "Siting cost above the cheapest")],
    "supply": [("circles", "Power by source")],
    "public-money": [("circles", "Public money, EU and state"), ("shade", "National public money")],
    "carbon": [("circles", "Carbon, hourly-matched"), ("shade", "Carbon intensity of the grid")],
    "water": [("circles", "Water")],
    "estimate": [("dots", "Siting cost, estimate")],
    "near-ties": [("dots", "Near-ties by stage of opening")],
    "headroom": [("dots", "Grid headroom, firm")],
    "energisation": [("dots", "Ready from (energisation)")],
    "sureness": [("circles", "How sure: plans within 1 %"), ("dots", "How sure: plans within 1 %")],
    "forcing": [("dots", "Cost of forcing the site in")],
    "round-trip-mean": [("trip", "Mean round trip")],
    "round-trip-worst": [("trip", "Worst round trip")],
}
"""What a reviewer looks for first, and how to see it."""


@pytest.mark.parametrize(("control", "layer", "choices"), LAYERS, ids=[control for control, _, _ in LAYERS])
def test_every_choice_draws_and_says_its_unit(
    control: str, layer: str, choices: dict[str, str], open_page: Open, whole_map: Path
) -> None:
    visit = open_page(whole_map)
    offered = visit.page.locator(f"#{control} option").all_text_contents()
    assert sorted(offered) == sorted(choices)
    drawn: dict[str, str] = {}
    for choice in offered:
        visit.page.select_option(f"#{control}", label=choice)
        legend = visit.text(f"#legend-{layer}")
        assert choices[choice] in legend
        assert bool(legend) == bool(choices[choice]), f"a legend stands where something is drawn: {choice}"
        drawing = visit.probe("drawing")
        assert drawing not in drawn, f"{choice} looks as {drawn[drawing]} does"
        drawn[drawing] = choice


ALWAYS = "Always: no plan so cheap does without it."
NOTES = {
    "Cost of compute (LCOC sold)": ("Of all stages together.", "LCOC sold, EUR/H100e-h"),
    "Siting cost above the cheapest": ("Of all stages together.", "Siting cost above the cheapest site"),
    "Power by source": ("Known for the last stage, 2034-36, only.", "Power by source"),
    "Carbon, hourly-matched": ("Known for the last stage, 2034-36, only.", "Carbon, hourly-matched"),
    "Water": ("Known for the last stage, 2034-36, only.", "Water"),
    "Public money, EU and state": ("Of all stages together.", "Public money, EU and state"),
    "Accelerators": ("Stage shown: 2034-36.", "Accelerators"),
    "How sure: plans within 1 %": (ALWAYS, "Chosen in plans within 1 % of the least cost"),
    "How sure: plans within 3 %": (ALWAYS, "Chosen in plans within 3 % of the least cost"),
}
"""Of which stage the legend of the circles says that it is, and how the table of sites is headed then."""


def test_circles_are_filled_or_rings_and_the_table_follows(open_page: Open, whole_map: Path) -> None:
    visit = open_page(whole_map)
    filled = "(circles) => circles.map((circle) => circle.style.fill !== '')"
    for choice, (note, head) in NOTES.items():
        visit.page.select_option("#circles", label=choice)
        assert note in visit.text("#legend-sites"), choice
        assert head in visit.text("#site-table thead"), choice
        rings = visit.count(".mix circle[class^=part]")
        assert visit.page.locator("path.site").evaluate_all(filled) == [rings == 0] * 5, choice
        assert rings == (15 if choice == "Power by source" else 0), "three sources at five sites"
    visit.page.select_option("#circles", label="Hide the sites")
    assert visit.count("path.site, .mix circle") == 0


def test_every_dot_is_coloured_or_hollow(open_page: Open, whole_map: Path) -> None:
    visit = open_page(whole_map)
    every = visit.count("path.candidate")
    assert every == 48
    for choice in DOTS:
        visit.page.select_option("#dots", label=choice)
        coloured, hollow = visit.count("path.candidate.coloured"), visit.count("path.candidate.hollow")
        assert coloured + hollow == (every if DOTS[choice] and choice != "Where they are" else 0), choice
        assert (coloured > 0) == (hollow + coloured > 0), choice
    visit.page.select_option("#dots", label="Grid headroom, firm")
    visit.page.locator("#stage").press("Home")
    assert visit.count("path.candidate.hollow") == every, "no headroom in the first stage"


def test_a_run_of_two_files_is_drawn(open_page: Open, tmp_path: Path) -> None:
    """Older runs hold no more than plan.geojson and summary.json."""
    visit = open_page(draw_map(MAP_RUN, tmp_path / "map.html"))
    drawn = {name: visit.count(f"path.{name}") for name in ("site", "state", "candidate", "candidate.screened-out")}
    assert drawn == {"site": 5, "state": 27, "candidate": 48, "candidate.screened-out": 26}
    assert "Dunkerque" in visit.text("#site-table")
    assert "LCOC sold, EUR/H100e-h" in visit.text("#legend-sites")
    assert "Delivered power price, EUR/MWh 60 \u2013 80" in visit.text("#legend-states")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 800, 390])
def test_main_layers_fit_and_are_legible(
    width: int, colours: str, open_page: Open, whole_map: Path, artefacts: Path
) -> None:
    visit = open_page(whole_map, width=width, dark=colours == "dark")
    first = {control: visit.page.locator(f"#{control}").input_value() for control, _, _ in LAYERS}
    for name, choices in MAIN.items():
        for control, choice in choices:
            visit.page.select_option(f"#{control}", label=choice)
        visit.page.evaluate("() => window.scrollTo(0, 0)")
        visit.page.screenshot(path=artefacts / f"layer-{name}-{width}-{colours}.jpg")
        assert visit.probe("tooWide") == 0
        assert visit.probe("faint", 4.5) == []
        for control, _ in choices:
            visit.page.select_option(f"#{control}", value=first[control])


def test_each_workload_has_round_trips_of_its_own(open_page: Open, whole_map: Path) -> None:
    visit = open_page(whole_map)
    visit.page.select_option("#trip", label="Worst round trip")
    drawn = set()
    workloads = visit.page.locator("#workload option").all_text_contents()
    assert workloads == ["all workloads", "interactive", "real-time", "sensitive"]
    for workload in workloads:
        visit.page.select_option("#workload", label=workload)
        drawn.add(visit.probe("drawing"))
    assert len(drawn) == 3, "of all together the slowest is the worst"


def test_lines_join_regions_and_sites(open_page: Open, whole_map: Path, artefacts: Path) -> None:
    visit = open_page(whole_map)
    assert visit.count("path.service") == 0
    visit.page.locator("#lines").focus()
    visit.press("Space")
    every = visit.count("path.service")
    assert every > 50
    assert "coloured by round trip" in visit.text("#legend-regions")
    visit.page.screenshot(path=artefacts / "layer-lines.jpg")
    visit.page.select_option("#workload", label="real-time")
    assert 0 < visit.count("path.service") < every
    visit.press("Space")
    assert visit.count("path.service") == 0


def test_colours_and_legend_agree(open_page: Open, whole_map: Path) -> None:
    """The state shades that are drawn are those of the legend, light and dark."""
    for dark in (False, True):
        visit = open_page(whole_map, dark=dark)
        fills = "(paths) => [...new Set(paths.map((path) => getComputedStyle(path).fill))].sort()"
        swatches = "(marks) => [...new Set(marks.map((mark) => getComputedStyle(mark).backgroundColor))].sort()"
        drawn = visit.page.locator("path.state").evaluate_all(fills)
        assert len(drawn) > 3
        assert drawn == visit.page.locator("#legend-states .swatch").evaluate_all(swatches)


def test_a_run_without_alternatives_offers_no_such_choice(open_page: Open, tutorial_map: Path) -> None:
    visit = open_page(tutorial_map)
    offered = " ".join(visit.page.locator("option").all_text_contents())
    assert "Cost of compute" in offered
    assert "How sure" not in offered
    assert "forcing" not in offered
