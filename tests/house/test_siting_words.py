"""What siting cost is, is said alike wherever it is explained: part of it is paid at any site."""

from pathlib import Path

import pytest

SAID = "all cost but the accelerators at the cheapest money; part of it is alike at every site"
PLACES = (
    "README.md",
    "docs/run-format.md",
    "placement/map/words.py",
    "placement/report/assets/report.html.j2",
    "placement/compare/assets/page.html.j2",
    "placement/sweep_report/assets/sweep.html.j2",
)


@pytest.mark.parametrize("place", PLACES)
def test_siting_cost_is_explained_alike(checkout: Path, place: str) -> None:
    words = " ".join((checkout / place).read_text(encoding="utf-8").split()).lower()
    assert SAID in words
    assert "location decides" not in words
