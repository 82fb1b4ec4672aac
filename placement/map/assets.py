"""What the page carries inside itself: Leaflet, our script and style, the outlines."""

import re
from importlib.metadata import distribution
from importlib.resources import files

SCRIPTS = (
    "projection.js",
    "scales.js",
    "layers.js",
    "lines.js",
    "labels.js",
    "card.js",
    "controls.js",
    "page.js",
    "start.js",
)
STYLES = ("layout.css", "map.css", "paper.css")

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
    """Return Leaflet and our script."""
    leaflet = _SOURCE_MAP.sub("", _HOME_LINK.sub("<a>", _leaflet("leaflet.js")))
    return "\n".join([leaflet, *(text(name) for name in SCRIPTS)])


def style() -> str:
    """Return Leaflet's style without its pictures (we use none of those controls) and ours."""
    return "\n".join([_PICTURE.sub("", _COMMENT.sub("", _leaflet("leaflet.css"))), *(text(name) for name in STYLES)])


def _leaflet(name: str) -> str:
    # Read as files of the distribution: importing the package would pull in the deprecated pkg_resources.
    path = distribution("XStatic-Leaflet").locate_file(f"xstatic/pkg/leaflet/data/{name}")
    with open(str(path), encoding="utf-8") as stream:
        return stream.read().replace("\r\n", "\n")
