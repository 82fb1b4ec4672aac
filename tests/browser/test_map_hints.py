"""The pointer over a mark tells its name and what the map shows of it, with the unit."""

from pathlib import Path

import pytest

from tests.browser.conftest import Open


@pytest.mark.parametrize(
    ("marks", "control", "choice", "unit"),
    [
        ("path.site", "circles", "Cost of compute (LCOC sold)", "EUR/H100e-h"),
        ("path.site", "circles", "Power by source", "grid 60 %"),
        ("path.site", "circles", "Water", "m\u00b3 a year"),
        ("path.candidate", "dots", "Where they are", "Candidate, not chosen"),
        ("path.candidate.coloured", "dots", "Siting cost, estimate", "/MW a year"),
        ("path.candidate.coloured", "dots", "Ready from (energisation)", "ready from 20"),
        ("path.region", "trip", "Worst round trip", "ms"),
        ("path.region", "trip", "Share of demand met", "%"),
        ("path.state", "shade", "Delivered power price", "EUR/MWh"),
        ("path.state", "shade", "Carbon intensity of the grid", "g CO\u2082/kWh"),
    ],
)
def test_a_hint_names_figure_and_unit(
    marks: str, control: str, choice: str, unit: str, open_page: Open, whole_map: Path
) -> None:
    visit = open_page(whole_map)
    visit.page.select_option(f"#{control}", label=choice)
    visit.point_at(visit.page.locator(marks))
    hint = visit.page.locator(".hint")
    hint.wait_for()
    assert hint.locator("bdi").inner_text()
    assert unit in hint.inner_text()
    visit.page.mouse.move(3, 300)
    hint.wait_for(state="detached")
