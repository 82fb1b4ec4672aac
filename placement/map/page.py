"""Compose the page: folium makes the map object, our own assets do the rest, all inlined.

folium would load Leaflet, jQuery, Bootstrap and fonts from the network; the subclass below asks for none of them,
and a content security policy in the page forbids any request and any script that is not one of ours.
"""

import base64
import hashlib
import re
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from placement.map import assets
from placement.map.controls import controls
from placement.map.extras import Extras
from placement.map.panel import panel
from placement.map.payload import Payload
from placement.map.plan import Plan
from placement.map.proof import proof, short_proof
from placement.map.summary import Summary
from placement.map.text import figure_and_unit, script_json
from placement.map.words import money, words

NOTICE = "Screening result, not a connection offer."
_CENTRE = (52.0, 10.0)
_SCRIPT_HASHES = "SCRIPT-HASHES"
_TEMPLATES = Environment(
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    loader=FunctionLoader(assets.text),
)
_TEMPLATES.filters["figure"] = figure_and_unit


class _Raw(Element):
    """Text put in the page as it is. branca would read it as a template, and so would run a name such as {{ x }}."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self, **kwargs: Any) -> str:
        return self._text


class _Start(MacroElement):
    """Starts our script once folium has made the map."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    _template = Template("{% macro script(this, kwargs) %}PlanMap.start({{ this._parent.get_name() }});{% endmacro %}")


class _PlanMap(folium.Map):
    """A folium map that asks for nothing from the network; its ids are fixed, so the same run gives the same bytes."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 (folium reads the class attribute)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__(
            location=_CENTRE,
            tiles=None,
            crs="EuropeEqualArea",
            zoom_start=3,
            zoom_control="topleft",
            font_size="1em",
            control_scale=True,
            zoom_snap=0,
            zoom_delta=0.6,
            attribution_control=False,
            min_zoom=1,
            max_zoom=9,
        )
        self._name, self._id = "map", "plan"
        self.add_child(_Start(), name="start")

    def figure(self) -> Figure:
        """Return the page around the map."""
        root = self.get_root()
        if not isinstance(root, Figure):
            raise TypeError(f"expected folium to put the map into a Figure, found {type(root).__name__}")
        return root

    def render(self, **kwargs: Any) -> str:
        drawn: str = super().render(**kwargs)  # type: ignore[no-untyped-call]
        # folium's own header forbids zooming on phones and styles the whole page.
        self.figure().header.add_child(_Raw(""), name=self.get_name())
        return drawn


def page(plan: Plan, summary: Summary, extras: Extras) -> str:
    """Return the HTML of the map; of a case without coordinates, the same page without one."""
    data = Payload(plan, summary, extras)
    return _guarded(_with_map(data) if plan.has_places else _without_map(data))


def _with_map(data: Payload) -> str:
    figure = _PlanMap().figure()
    parts = {
        "head": _head(data.summary),
        "own": _own(assets.style_with_map(), assets.script_with_map()),
        "body": _body(data),
        "data": _data("plan-data", script_json(data.as_json())) + _data("plan-outlines", assets.outlines()),
    }
    for name, text in parts.items():
        (figure.header if name in {"head", "own"} else figure.html).add_child(_Raw(text), name=name)
    return figure.render().replace("<html>", '<html lang="en">', 1)


def _without_map(data: Payload) -> str:
    return _render(
        "table_page.html.j2",
        head=Markup(_head(data.summary)),
        own=Markup(_own(assets.style(), assets.script())),
        body=Markup(_body(data)),
        data=Markup(_data("plan-data", script_json(data.as_json()))),
    )


def _head(summary: Summary) -> str:
    return _render("head.html.j2", case=summary.case, hashes=_SCRIPT_HASHES)


def _own(style: str, script: str) -> str:
    return f"<style>\n{style}</style>\n<script>\n{script}</script>"


def _body(data: Payload) -> str:
    return _render(
        "body.html.j2",
        case=data.summary.case,
        proof=proof(data.summary),
        short_proof=short_proof(data.summary),
        panel=panel(data.plan, data.summary),
        controls=controls(data),
        has_map=data.plan.has_places,
        words=words(data.summary),
        money=money(data.summary),
        notice=NOTICE,
    )


def _render(name: str, **values: Any) -> str:
    return _TEMPLATES.get_template(name).render(**values)


def _data(name: str, text: str) -> str:
    """Return an inert block: the browser does not run it, the script parses it."""
    return f'\n<script type="application/json" id="{name}">{text}</script>'


def _guarded(html: str) -> str:
    """Allow exactly the scripts now in the page, by their hash."""
    bodies = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in bodies)
    return html.replace(_SCRIPT_HASHES, " ".join(f"'sha256-{digest}'" for digest in digests), 1)
