"""The page: what a sweep holds is on it, what it has not is not; it asks for nothing, whatever the names are."""

import re
from pathlib import Path

import pytest

from placement.sweep_report import draw_sweep_report
from tests.placement.sweep_report.made_sweeps import PRICE, RATE, SCALE, Made, sampled, whole
from tests.placement.sweep_report.pages import column, drawn, headings, ids, payload

pytestmark = pytest.mark.usefixtures("kept_charts")

BAD = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"' {{ 7*7 }} \u202e\u2067txt"
SEEN = "&lt;img src=x onerror=alert(2)&gt;"


def test_every_section(html: str) -> None:
    assert headings(html) == [
        *("What each parameter changes", "Named cases", "Parameters together", "Many parameters at once"),
        *("Which sites are chosen", "What the spread of the cost comes from"),
        *("Cases without a plan, or stopped early", "All cases", "How this was made"),
    ]
    assert html.count("Screening result, not a connection offer.") >= 2


def test_a_chart_for_each_criterion(html: str) -> None:
    for criterion in ("siting", "total", "power"):
        assert f'id="criterion-{criterion}"' in html
        assert {f"one-at-a-time-{criterion}", f"named-{criterion}", f"lines-0-{criterion}"} <= ids(html)
        assert f"grid-1-0-0-{criterion}" in ids(html)
    assert {"map-wide", "map-narrow", "together"} <= ids(html)
    assert 'id="criterion-lcoc"' not in html


def test_what_is_no_sure_effect_is_never_shown_as_one(html: str) -> None:
    """4 EUR lie within the gap of 10: hollow bar, in words, and no in the table."""
    assert "+2: +EUR 4.0, not significant" in html
    chart = html[html.index('<figure id="one-at-a-time-siting"') :]
    chart = chart[: chart.index("</figure>")]
    (mark,) = re.findall(r'<path aria-label="\+2: [^>]+>', chart)
    assert 'stroke-dasharray="3,2"' in mark
    assert "var(--c-paper," in mark
    (sure,) = re.findall(r'<path aria-label="0.09: [^>]+>', chart)
    assert "stroke-dasharray" not in sure
    assert "var(--c-less-3," in sure


def test_every_case_has_a_row(html: str) -> None:
    assert payload(html)["rows"] == 49
    difference, significant = column(html, "Difference in total cost, EUR"), column(html, "Significant")
    names = column(html, "Case")
    place = {name: names["values"].index(i) for i, name in enumerate(names["words"])}
    words = {name: significant["words"][significant["values"][row]] for name, row in place.items()}
    assert (difference["values"][place["operation.water amount+2"]], words["operation.water amount+2"]) == (4.0, "no")
    assert (difference["values"][place["discount_rate=0.09"]], words["discount_rate=0.09"]) == (-70.0, "yes")
    assert (difference["values"][place["other euros"]], words["other euros"]) == (None, "")


def test_the_policy_allows_one_script(html: str) -> None:
    import base64
    import hashlib

    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert len(scripts) == 1
    assert f"script-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert not re.findall(r"""(?:src|href|action)=["'](?!#|data:,)""", html)
    assert "http://www.w3.org" in html
    assert set(re.findall(r"https?://[^\s\"'<)]+", html)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_names_are_text(tmp_path: Path) -> None:
    column_name = f"zones.{BAD.replace('.', '')}.tax factor"
    made = Made((column_name, SCALE))
    made.add("base", sites=f"{BAD};b".replace("; ", " "))
    cases = [
        made.add(f"{BAD}{i}", {column_name: i + 0.5, SCALE: BAD if i else "plain"}, siting=500.0 + 50 * i)
        for i in range(3)
    ]
    cases.append(made.without(f"{BAD} none", {column_name: 9.5}, "infeasible", BAD))
    made.design("one_at_a_time", (column_name,), cases)
    made.design("cases", (SCALE,), cases[:2])
    html = drawn(made, tmp_path)
    assert "<img" not in html
    assert "alert(1)</script>" not in html
    assert SEEN in html
    assert "{{ 7*7 }}" in html
    assert not set("\u202e\u2067") & set(html)


def test_an_abstract_case(tmp_path: Path) -> None:
    made = Made((SCALE,))
    made.add("base", it_mw=None)
    made.design("grid", (SCALE,), [made.add(f"g{i}", {SCALE: i}, siting=400.0 + 9 * i, it_mw=None) for i in range(3)])
    folder = made.write(tmp_path / "sweep", sites="site,name\na,Aachen\nb,Brno\n")
    html = draw_sweep_report(folder, tmp_path / "page.html").read_text(encoding="utf-8")
    assert "map-wide" not in ids(html)
    assert 'id="criterion-power"' not in html
    assert "Aachen" in html
    assert not re.findall(
        r"\b(?:nan|None(?![.:])|null|undefined)\b", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    )


def test_a_grid_of_one_parameter_is_bars(tmp_path: Path) -> None:
    made = Made((SCALE,))
    made.add("base")
    made.design("grid", (SCALE,), [made.add(f"g{i}", {SCALE: i}, siting=400.0 + 9 * i) for i in range(3)])
    html = drawn(made, tmp_path)
    assert "grid-siting" in ids(html)
    assert "A parameter step by step" in headings(html)


def test_a_grid_of_three_has_a_map_for_each_value_of_the_third(tmp_path: Path) -> None:
    made = Made(("a", "b", "c"))
    made.add("base")
    rows = [(a, b, c) for a in (1, 2) for b in (1, 2, 3) for c in (1, 2, 3, 4)]
    names = [made.add(f"g{r}", dict(zip("abc", r, strict=True)), siting=100.0 * sum(r)) for r in rows]
    made.design("grid", ("a", "b", "c"), names)
    maps = {name for name in ids(drawn(made, tmp_path)) if re.fullmatch(r"grid-\d-\d-\d-siting", name)}
    assert len(maps) == 4 + 3 + 2


def test_a_large_grid_is_thinned_and_says_so(tmp_path: Path) -> None:
    made = Made(("a", "b"))
    made.add("base")
    names = [made.add(f"g{a},{b}", {"a": a, "b": b}, siting=100.0 + a + b) for a in range(40) for b in range(2)]
    made.design("grid", ("a", "b"), names)
    html = drawn(made, tmp_path)
    assert "Of 40 values of a, 16 are drawn" in html
    chart = html[html.index('<figure id="grid-0-1-0-siting"') :]
    assert len(re.findall(r'aria-label="a \d', chart[: chart.index("</figure>")])) == 32


def test_a_large_sample_is_cut_into_slices(tmp_path: Path) -> None:
    html = drawn(sampled(301), tmp_path)
    assert {"spread-0-0-siting", "spread-0-1-siting", "ends-0-siting"} <= ids(html)
    assert not any(name.startswith("lines") for name in ids(html))


def test_indices_have_a_chart_or_a_reason(html: str, tmp_path: Path) -> None:
    pytest.importorskip("SALib", reason="the extra sensitivity is not installed: indices are not tested")
    assert "Only 30 of 30 cases have a plan; at least 64 are needed." in html
    made = sampled(200)
    made.designs[0]["parameters"] = [
        {"column": SCALE, "path": SCALE, "operator": "set", "low": 0.7, "high": 1.3},
        {"column": PRICE, "path": PRICE.split()[0], "operator": "factor", "low": 0.5, "high": 1.5},
    ]
    other = drawn(made, tmp_path)
    assert "indices-0-siting" in ids(other)
    assert re.search(r"About \d+\s% of the spread of the siting cost comes from demand: scale, alone", other)


def test_lcoc_where_the_results_have_it(tmp_path: Path) -> None:
    """It counts as different for sure where the total cost does; the gap is 10 EUR."""
    made = Made((SCALE,))
    made.add("base", lcoc=1.5)
    names = [
        made.add("same cost", {SCALE: 1.1}, siting=504.0, lcoc=1.6),
        made.add("dearer", {SCALE: 1.2}, siting=700.0, lcoc=1.71),
    ]
    made.design("one_at_a_time", (SCALE,), names)
    html = drawn(made, tmp_path)
    assert re.search(r'<label for="criterion-lcoc">LCOC per hour sold</label>', html)
    assert "1.1: +0.100 EUR/H100e-h, not significant" in html
    assert "1.2: +0.210 EUR/H100e-h" in html
    assert "1.2: +0.210 EUR/H100e-h, not significant" not in html
    assert column(html, "LCOC per hour sold, EUR/H100e-h")["values"] == [1.5, 1.6, 1.71]


def test_the_same_sweep_gives_the_same_page(swept_folder: Path, html: str, tmp_path: Path) -> None:
    assert draw_sweep_report(swept_folder, tmp_path / "again.html").read_text(encoding="utf-8") == html


def test_no_path_of_the_machine(html: str, swept_folder: Path) -> None:
    assert str(swept_folder.parent) not in html


def test_the_whole_sweep_is_what_it_says() -> None:
    """So that the tests above look at what they say they do."""
    kinds = [design["kind"] for design in whole().designs]
    assert kinds == ["grid", "one_at_a_time", "latin_hypercube", "cases"]


def test_a_cell_that_may_be_no_difference_is_hollow(tmp_path: Path) -> None:
    made = Made((SCALE, RATE))
    made.add("base")
    costs = {(1, 1): 500.0, (1, 2): 504.0, (2, 1): 496.0, (2, 2): 600.0}
    names = [made.add(f"g{a}{b}", {SCALE: a, RATE: b}, siting=cost) for (a, b), cost in costs.items()]
    names.append(made.without("g31", {SCALE: 3, RATE: 1}, "infeasible", "no"))
    made.design("grid", (SCALE, RATE), names)
    html = drawn(made, tmp_path)
    chart = html[html.index('<figure id="grid-0-1-0-siting"') :]
    marks = re.findall(r"<path aria-label=\"demand: scale[^>]+>", chart[: chart.index("</figure>")])
    hollow = [mark for mark in marks if "stroke-dasharray" in mark and "var(--c-paper," in mark]
    assert [("not significant" in mark, "var(--c-more-3," in mark) for mark in marks if mark not in hollow] == [
        (False, True),
        (False, False),  # no plan
    ]
    assert len(hollow) == 3
    assert all("not significant" in mark for mark in hollow)
    assert "no plan is possible" in "".join(marks)
