"""Read the page as a browser would, without one."""

import json
import re
from html.parser import HTMLParser
from typing import Any


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
    """Return the text of the page in one line."""
    return " ".join(" ".join(Tags(html).text).split())


def embedded(html: str) -> dict[str, Any]:
    """Return the data that the script reads."""
    found = re.search(r'<script type="application/json" id="plan-data">(.*?)</script>', html, flags=re.DOTALL)
    assert found
    content: dict[str, Any] = json.loads(found.group(1))
    return content


def tags_named(html: str, name: str) -> list[dict[str, str | None]]:
    """Return the attributes of the tags of that name."""
    return [attributes for tag, attributes in Tags(html).tags if tag == name]
