"""Draw an Altair chart as inline SVG or as PNG, in this process: no browser, no Vega in the page, no request."""

import hashlib
import re
from html import escape
from typing import Any

from placement.charts.need import need

for _package in ("altair", "vl_convert"):
    need(_package)

import altair as alt  # noqa: E402 (after the check above, whose message says what to install)
import vl_convert  # noqa: E402

from placement.charts import theme  # noqa: E402

_VARIABLES = {colour.light: f"var({colour.variable},{colour.light})" for colour in theme.ALL}
_PAINT = re.compile(r'\b(fill|stroke)="(#[0-9a-fA-F]{6})"')
_FONT = re.compile(r' font-family="[^"]*"')
_OWN_ID = re.compile(r'\bid="([^"]+)"')


def svg(chart: alt.TopLevelMixin) -> str:
    """Return the chart as an inline `<svg>` that CSS scales, colours and a screen reader names.

    It keeps its viewBox and its size in pixels, has ids that no other chart has, and takes its colours from the custom
    properties of `theme.css()` where the page sets them. Its name is the chart's description, else its title.
    """
    spec = specification(chart)
    asked = request(spec)
    drawn = vl_convert.vegalite_to_svg(spec, vl_version=asked["version"], config=asked["config"], allowed_base_urls=[])
    return inline(drawn, name_of(spec))


def request(spec: dict[str, Any]) -> dict[str, Any]:
    """Return what `placement/charts/engine.py` is asked to draw."""
    return {"spec": spec, "version": _vega_lite(), "config": theme.config()}


def png(chart: alt.TopLevelMixin, scale: float = 2.0) -> bytes:
    """Return the chart as PNG on white; `scale` is in pixels of the picture per pixel of the chart."""
    return vl_convert.vegalite_to_png(
        specification(chart),
        vl_version=_vega_lite(),
        scale=scale,
        config=theme.config() | {"background": theme.PAPER.light},
        allowed_base_urls=[],
    )


def specification(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """Return the chart as Vega-Lite. Our own charts are tested, so no run pays for checking them against the schema."""
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return spec


def _vega_lite() -> str:
    """Return the version of Vega-Lite that this Altair writes, such as 6.1."""
    return ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])


def name_of(spec: dict[str, Any]) -> str:
    """Return what a screen reader calls a chart: its description, else its title."""
    title = spec.get("title", "")
    text = spec.get("description") or (title.get("text", "") if isinstance(title, dict) else title)
    return " ".join(text) if isinstance(text, list) else str(text)


def inline(drawn: str, name: str) -> str:
    """Name a drawn picture, take its colours from the page, and keep its ids apart from those of other charts."""
    drawn = drawn[drawn.index("<svg") :].strip()
    own = f"c{hashlib.sha256(drawn.encode()).hexdigest()[:10]}-"
    for identity in set(_OWN_ID.findall(drawn)):
        drawn = drawn.replace(f'id="{identity}"', f'id="{own}{identity}"').replace(
            f"#{identity})", f"#{own}{identity})"
        )
    drawn = _PAINT.sub(lambda match: f'{match[1]}="{_VARIABLES.get(match[2].lower(), match[2])}"', drawn)
    drawn = _FONT.sub("", drawn)
    head = f'<svg role="img" aria-label="{escape(name, quote=True)}" font-family="{escape(theme.FONT, quote=True)}"'
    return drawn.replace("<svg", head, 1)
