"""Sweeps of which cases are missing are drawn as far as they are."""

from pathlib import Path

import pytest

from tests.placement.sweep_report.made_sweeps import SCALE, Made
from tests.placement.sweep_report.pages import drawn, headings, ids

pytestmark = pytest.mark.usefixtures("kept_charts")


def test_a_stopped_sweep_is_drawn_as_far_as_it_is(tmp_path: Path) -> None:
    made = Made((SCALE,))
    made.add("base")
    late = [made.without(f"late {i}", {SCALE: i}, "not_run", "The sweep was stopped.") for i in range(3)]
    made.design("one_at_a_time", (SCALE,), [made.add("one", {SCALE: 0.5}, siting=300.0), *late])
    html = drawn(made, tmp_path)
    assert "Not finished: 3 of 5 cases are not solved yet." in html
    assert "one-at-a-time-siting" in ids(html)


def test_a_sweep_that_has_just_begun_is_drawn(tmp_path: Path) -> None:
    """As the table stands that is written before the first case is solved."""
    made = Made((SCALE,))
    made.without("base", {}, "not_run", "Not solved yet.")
    made.design("grid", (SCALE,), [made.without("g", {SCALE: 2}, "not_run", "Not solved yet.")])
    html = drawn(made, tmp_path)
    assert "Not finished: 2 of 2 cases are not solved yet." in html
    assert headings(html) == ["Cases without a plan, or stopped early", "All cases", "How this was made"]


def test_a_sweep_whose_unchanged_case_is_not_solved_yet(tmp_path: Path) -> None:
    made = Made((SCALE,))
    made.without("base", {}, "not_run", "Not solved yet.")
    names = [made.add(f"g{i}", {SCALE: i}, siting=400.0 + 90 * i) for i in range(3)]
    made.design("grid", (SCALE,), [*names, made.without("late", {SCALE: 9}, "not_run", "Not solved yet.")])
    html = drawn(made, tmp_path)
    assert "Not finished: 2 of 5 cases are not solved yet." in html
    assert "Differences are against the case g0." in html
    assert "grid-siting" in ids(html)


def test_nothing_has_a_plan(tmp_path: Path) -> None:
    made = Made((SCALE,))
    made.without("base", {}, "infeasible", "no way")
    made.design("grid", (SCALE,), [made.without("g", {SCALE: 2}, "infeasible", "no way at all")])
    html = drawn(made, tmp_path)
    assert headings(html) == ["Cases without a plan, or stopped early", "All cases", "How this was made"]
    assert "2 of 2 cases, because no plan can meet the limits." in html
