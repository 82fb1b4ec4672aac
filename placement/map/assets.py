"""What the page carries inside itself: Leaflet, our script and style, the outlines."""

import re
from importlib.metadata import distribution
from importlib.resources import files

SCRIPTS = ("base.js", "scales.js", "choices.js", "site_table.js", "search.js", "card.js", "selection.js")
"""On every page."""
MAP_SCRIPTS = (
    "projection.js",
    "layers.js",
    "sites.js",
    "lines.js",
    "labels.js",
    "legends.js",
    "key.js",
    "words.js",
    "page.js",
    "start.js",
)
"""With Leaflet, on a page with a map."""
STYLES = ("theme.css", "layout.css", "parts.css", "card.css", "controls.css", "narrow.css", "paper.css")

_PICTURE = re.compile(r"[^{};]*url\([^)]*\)[^;}]*;?")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_HOME_LINK = re.compile(r"<a href=\\?\"https://leafletjs\.com[^>]*>")
_SOURCE_MAP = re.compile(r"//# sourceMappingURL=\S+")


def text(name: str) -> str:
    """Return one of our own assets, with the line ends that browsers hash."""
    return (files("placement.map") / "assets" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def outlines() -> str:
    """Return the outlines of the member states as GeoJSON text."""
    return (files("placement.map") / "outlines.geojson").read_text(encoding="utf-8").strip()


def script() -> str:
    """Return the script of a page without a map."""
    return "\n".join(text(name) for name in (*SCRIPTS, "start_without_map.js"))


def script_with_map() -> str:
    """Return Leaflet and our script."""
    leaflet = _SOURCE_MAP.sub("", _HOME_LINK.sub("<a>", _leaflet("leaflet.js")))
    return "\n".join([leaflet, *(text(name) for name in (*SCRIPTS, *MAP_SCRIPTS))])


def style() -> str:
    """Return the style of a page without a map."""
    return "\n".join(text(name) for name in STYLES)


def style_with_map() -> str:
    """Return Leaflet's style without its pictures (we use none of those controls) and ours."""
    leaflet = _PICTURE.sub("", _COMMENT.sub("", _leaflet("leaflet.css")))
    return "\n".join([leaflet, text("map.css"), *(text(name) for name in STYLES)])


def _leaflet(name: str) -> str:
    # Read as files of the distribution: importing the package would pull in the deprecated pkg_resources.
    path = distribution("XStatic-Leaflet").locate_file(f"xstatic/pkg/leaflet/data/{name}")
    with open(str(path), encoding="utf-8") as stream:
        return stream.read().replace("\r\n", "\n")
