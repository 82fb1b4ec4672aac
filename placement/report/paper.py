"""What every page made of blocks shares: its templates, its style, its script, and the policy that guards it.

A content security policy in the page forbids any request and any script that is not ours.
"""

import base64
import hashlib
import re
from importlib.resources import files
from pathlib import PurePosixPath

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from placement.charts import theme
from placement.charts.drawing import Drawing
from placement.map.text import figure_and_unit

OURS = "placement.report"
_UNIT = re.compile(r"(?<=EUR) (?=[\d\u2212])|(?<=\d) (?=(?:%|MW|bn|M|ms|H100e|EUR|TWh|GWh|kt|times)(?:\W|$))")
"""The space between a figure and its unit, where no line may end."""


def text(name: str, package: str = OURS) -> str:
    """Return an asset of a package, with the line ends that browsers hash."""
    return (files(package) / "assets" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def style(*more: str) -> Markup:
    """Return the style of a paper, and more of it between that for screens and that for paper."""
    return Markup("".join([theme.css(), text("report.css"), *more, text("paper.css")]))


def script_hash(script: str) -> str:
    """Return what the policy of a page allows a script by."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def templates(drawing: Drawing, package: str = OURS) -> Environment:
    """Return the templates of a package and, beside them, those of blocks; `drawing` draws their charts."""
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(lambda name: _template(name, package)),
    )
    made.filters["tight"] = lambda text: _UNIT.sub("\u00a0", str(text))
    made.filters["figure"] = figure_and_unit
    made.filters["draw"] = lambda chart: Markup(drawing.drawn(chart))  # what stands in an SVG has been escaped
    return made


def _template(name: str, package: str) -> str:
    own = files(package) / "assets" / PurePosixPath(name).name
    return text(name, package if own.is_file() else OURS)
