"""What a page holds."""

import json
import re
from pathlib import Path
from typing import Any

from placement.sweep_report import draw_sweep_report
from tests.placement.sweep_report.made_sweeps import Made


def drawn(made: Made, folder: Path) -> str:
    """Write and draw a sweep."""
    return draw_sweep_report(made.write(folder / "sweep"), folder / "page.html").read_text(encoding="utf-8")


def headings(html: str) -> list[str]:
    """Titles of the sections."""
    return re.findall(r'<h2 id="[^"]+"><span class="count">\d+</span> ([^<]+)</h2>', html)


def payload(html: str) -> dict[str, Any]:
    """The table of all cases as the page has it."""
    found = re.search(r'<script type="application/json" id="rows">(.*?)</script>', html, re.DOTALL)
    assert found
    content: dict[str, Any] = json.loads(found[1])
    return content


def column(html: str, label: str) -> dict[str, Any]:
    """A column of that table."""
    (found,) = [column for column in payload(html)["columns"] if column["label"] == label]
    return dict(found)


def ids(html: str) -> set[str]:
    """Ids of the charts."""
    return set(re.findall(r'<figure id="([^"]+)"', html))
