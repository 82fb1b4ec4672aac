"""What goes with a site is told from a random sample alone, and not where chance explains it."""

import re
from pathlib import Path

import pytest

from tests.placement.sweep_report.made_sweeps import SCALE, Made
from tests.placement.sweep_report.pages import drawn

pytestmark = pytest.mark.usefixtures("kept_charts")


def test_what_a_site_goes_with_is_told_from_a_random_sample_alone(tmp_path: Path) -> None:
    """In this grid the dear cases have another site; nothing was drawn, so nothing tells whether that is chance."""
    made = Made((SCALE,))
    made.add("base")
    names = [made.add(f"g{i}", {SCALE: i}, siting=300.0 + 40 * i, sites="a;c" if i > 9 else "a") for i in range(20)]
    made.design("grid", (SCALE,), names)
    html = drawn(made, tmp_path)
    table = html[html.index("<caption>How often each site is chosen") :]
    table = table[: table.index("</table>")]
    assert "Cork" in table
    assert "With it" not in table
    assert "of which this sweep has none with a plan" in html


def test_cases_that_were_not_drawn_say_nothing_of_a_site(tmp_path: Path) -> None:
    """In the sample it stands at any cost; all the dear cases of the grid have it."""
    made = Made((SCALE,))
    made.add("base")
    names = [made.add(f"s{i}", {SCALE: i}, siting=400.0 + 10 * i, sites="a;b" if i % 2 else "a") for i in range(40)]
    made.design("latin_hypercube", (SCALE,), names, samples=40, seed=1)
    names = [made.add(f"g{i}", {SCALE: i}, siting=5000.0 + i, sites="a;b") for i in range(20)]
    made.design("grid", (SCALE,), names)
    html = drawn(made, tmp_path)
    table = html[html.index("<caption>How often each site is chosen") :]
    brno = table[table.index("Brno") : table.index("</table>")]
    assert re.findall(r"<bdi>(600|590|\+10\.0|no)</bdi>", brno) == ["600", "590", "+10.0", "no"]
    assert "mean siting cost of the 40 plans of Latin hypercube." in html


def test_what_goes_with_a_site_by_chance_is_not_significant(tmp_path: Path) -> None:
    """The means with and without a site differ by more than the gaps, in a sample in which it stands at random."""
    made = Made((SCALE,))
    made.add("base")
    costs = [500.0 + 90 * ((i * 7) % 10) for i in range(20)]
    names = [
        made.add(f"s{i}", {SCALE: i}, siting=cost, sites="a;b" if i in (0, 3, 4, 9, 11) else "a")
        for i, cost in enumerate(costs)
    ]
    made.design("latin_hypercube", (SCALE,), names, samples=20, seed=1)
    html = drawn(made, tmp_path)
    table = html[html.index("<caption>How often each site is chosen") :]
    brno = table[table.index("Brno") : table.index("</table>")]
    assert "<bdi>no</bdi>" in brno
    (change,) = re.findall(r"<bdi>([+\u2212][\d.,]+)</bdi>", brno)
    assert abs(float(change.replace("\u2212", "-").replace(",", ""))) > 10
