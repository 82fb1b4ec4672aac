"""The page: self-contained, safe, and without what the runs do not have."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from placement.compare import compare_runs, draw_comparison
from placement.compare.page import page
from tests.placement.compare.made_runs import A, B, site, write_run

HOSTILE = (
    "</script><script>console.log(1)</script><img src=x onerror=alert(2)> \"q\" 'q' {{ 7*7 }} \u202egnp.exe & \u05d0"
)


class Tags(HTMLParser):
    """Every tag with its attributes, and the text outside script and style."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._inert = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inert = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._inert = False

    def handle_data(self, data: str) -> None:
        if not self._inert:
            self.text.append(data)


def visible(html: str) -> str:
    return " ".join(" ".join(Tags(html).text).split())


def drawn(*runs: Path) -> str:
    return page(compare_runs(runs))


def test_everything_is_said(first: Path, second: Path) -> None:
    said = visible(drawn(first, second))
    for words in (
        "Screening result, not a connection offer.",
        "1 site in both; only in first: Boden; only in second: Coimbra.",
        "second costs EUR 390 M more than first (+30 %)",
        "The difference is larger than that",
        "IT power 150 MW 200 MW +50 MW, +33 %",
        "policy.max_sites=3 only in second",
        "2 input files are identical",
        "only in first",
        "its size in first",
        "not of one site",
        "demand not met, priced",
    ):
        assert words in said, words


def test_nothing_is_loaded_and_only_our_script_may_run(first: Path, second: Path) -> None:
    html = drawn(first, second)
    for tag, attributes in Tags(html).tags:
        assert "src" not in attributes, tag
        assert not (attributes.get("href") or "data:").startswith("http"), tag
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    assert policy.group(1).startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in html
    assert len(re.findall("<script", html)) == 1
    assert "url(http" not in html


def test_hostile_names_do_nothing(case: Path, tmp_path: Path) -> None:
    bad = A | {"name": HOSTILE, "state": HOSTILE}
    runs = [
        write_run(tmp_path / folder, case, [site(bad, mw, 4e8)], case=HOSTILE, overrides=(f"policy.note={HOSTILE}",))
        for folder, mw in (("<b>one", 100), ("two", 120))
    ]
    html = drawn(*runs)
    assert len(re.findall("<script", html)) == 1
    assert "<img" not in html
    assert "<b>one" not in html
    assert "\u202e" not in html
    assert "{{ 7*7 }}" in visible(html)


def test_a_run_without_places_has_no_map(case: Path, tmp_path: Path) -> None:
    nowhere = [{"site": "w1", "name": "Warehouse", "state": "XX", "lat": None, "lon": None}]
    runs = [
        write_run(
            tmp_path / name,
            case,
            [
                site(place, 0, 4e8, zone=None, h100e=size, accelerators=0, eu_eur=0, state_eur=0, equity_eur=0)
                for place in nowhere
            ],
        )
        for name, size in (("one", 10.0), ("two", 20.0))
    ]
    html = drawn(*runs)
    said = visible(html)
    assert 'class="map' not in html
    assert " MW" not in said
    assert "Who pays" not in said
    assert "Compute, H100e" in said
    assert "None" not in said
    assert "nan" not in said.lower().replace("finance", "")


def test_three_runs_get_two_maps(first: Path, second: Path, case: Path, tmp_path: Path) -> None:
    third = write_run(tmp_path / "third", case, [site(B, 50, 2e8)])
    html = drawn(first, second, third)
    assert html.count('class="map wide"') == 2
    assert "third against first" in visible(html)


def test_money_of_different_years_has_no_waterfall(first: Path, second: Path) -> None:
    content: dict[str, Any] = json.loads((second / "summary.json").read_text())
    (second / "summary.json").write_text(json.dumps(content | {"currency_year": 2020}))
    said = visible(drawn(first, second))
    assert "real EUR of 2026" in said
    assert "not the same money" in said
    assert "Where the cost changed" not in said


def test_the_same_run_twice_is_drawn(first: Path) -> None:
    assert "same run folder" in visible(drawn(first, first))


def test_the_file_is_whole_and_alone(first: Path, second: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "deep.html"
    assert draw_comparison(compare_runs([first, second]), path) == path
    assert [item.name for item in path.parent.iterdir()] == ["deep.html"]
    assert path.stat().st_size < 2_000_000


def test_the_same_runs_give_the_same_bytes(first: Path, second: Path) -> None:
    assert drawn(first, second) == drawn(first, second)


@pytest.mark.parametrize("size", [0.0, 1e-9, 1e12])
def test_sizes_of_every_order_are_drawn(case: Path, tmp_path: Path, size: float) -> None:
    runs = [write_run(tmp_path / str(n), case, [site(A, size, 1e8), site(B, size * n, 1e8)]) for n in (1, 2)]
    assert "<svg" in drawn(*runs)
