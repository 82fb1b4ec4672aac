"""Colours, font and Altair configuration that all charts share.

A chart is drawn in the light colours. In an inline SVG each of them becomes a CSS custom property with the light colour
as its fallback, so that the page may turn dark; `css()` writes those properties.
"""

from dataclasses import dataclass
from typing import Any, Final

FONT: Final = 'Helvetica, Arial, "Liberation Sans", sans-serif'
"""Fonts of one width on every system: a chart is laid out where it is drawn, and read elsewhere."""
TEXT_SIZE: Final = 12
"""Pixels, in a chart shown at its own size."""
DIGIT_WIDTH: Final = 0.556
"""Width of a digit in these fonts, of the size of the font."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour with a name, on a light and on a dark page."""

    name: str
    light: str
    dark: str

    @property
    def variable(self) -> str:
        """The CSS custom property, such as `--c-ink`."""
        return f"--c-{self.name}"


INK: Final = Colour("ink", "#1b2329", "#e8ebe9")
SOFT: Final = Colour("soft", "#5a666f", "#9daab2")
RULE: Final = Colour("rule", "#d9dcd7", "#323b42")
PAPER: Final = Colour("paper", "#ffffff", "#1b2126")
LAND: Final = Colour("land", "#e9e2d0", "#3a3527")
COAST: Final = Colour("coast", "#aab2b5", "#56626a")
SITING: Final = Colour("siting", "#1d4f8c", "#6ea6e6")
"""Siting cost."""
ALIKE: Final = Colour("alike", "#c3c8ca", "#4b555c")
"""What is the same at every site."""
GAIN: Final = Colour("gain", "#4e8f9b", "#6fb9c5")
"""Income, or less of a cost."""
WARN: Final = Colour("warn", "#b1462f", "#e98f74")
"""Beyond a limit."""

BLUE: Final = Colour("blue", "#1d4f8d", "#6ea6e5")
TEAL: Final = Colour("teal", "#4e8f9c", "#6fb9c6")
OCHRE: Final = Colour("ochre", "#b9853a", "#d9ab63")
GREY: Final = Colour("grey", "#9aa3a8", "#808b92")
PLUM: Final = Colour("plum", "#7a4a93", "#b792d2")
RUST: Final = Colour("rust", "#a8452f", "#e08a6f")
SKY: Final = Colour("sky", "#8fb8de", "#bcd8f2")
OLIVE: Final = Colour("olive", "#5d6b2f", "#a9b86f")
PALE: Final = Colour("pale", "#d3e1ef", "#3d5166")
SAND: Final = Colour("sand", "#dcc9a0", "#7d6f4e")
CATEGORIES: Final = (BLUE, TEAL, OCHRE, SKY, PLUM, RUST, OLIVE, GREY, SAND)
"""In this order they differ in lightness as well as in hue: apart for colour-blind readers and on a grey printer."""

LESS: Final = (
    Colour("less-3", "#1f5a9c", "#a8d0f5"),
    Colour("less-2", "#6fa3d4", "#3b6694"),
    Colour("less-1", "#cfe2f3", "#24384c"),
)
"""Much less, less, a little less; with `MORE` apart for colour-blind readers. Write on the first in `PAPER`."""
MORE: Final = (
    Colour("more-1", "#fae3c6", "#46331d"),
    Colour("more-2", "#e9a35c", "#8a5520"),
    Colour("more-3", "#a84a12", "#f7b877"),
)
"""A little more, more, much more. Write on the last in `PAPER`."""

FUNDERS: Final = {"eu": BLUE, "state": TEAL, "equity": OCHRE, "loan": GREY}
SUPPLIES: Final = {
    "grid": GREY,
    "wind": TEAL,
    "solar": OCHRE,
    "baseload": PLUM,
    "backup": RUST,
    "battery": BLUE,
}
EVIDENCE: Final = {"observed": BLUE, "derived": TEAL, "estimated": GREY, "assumed": OCHRE}

ALL: Final = (
    *(INK, SOFT, RULE, PAPER, LAND, COAST, SITING, ALIKE, GAIN, WARN),
    *CATEGORIES,
    PALE,
    *LESS,
    *MORE,
)


def css() -> str:
    """Return the custom properties of all colours: light, and dark on a dark screen (paper stays light).

    Where a page falls back on a wider or a narrower font than charts were laid out by, their text is scaled to the
    width that was left for it.
    """
    light = " ".join(f"{colour.variable}: {colour.light};" for colour in ALL)
    dark = " ".join(f"{colour.variable}: {colour.dark};" for colour in ALL)
    fit = f"svg[role=img] {{ font-size-adjust: ch-width {DIGIT_WIDTH}; }}\n"
    return f":root {{ {light} }}\n@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n{fit}"


def config() -> dict[str, Any]:
    """Return the Vega-Lite configuration of every chart."""
    words = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": TEXT_SIZE, "titleFontSize": TEXT_SIZE}
    colours = {"labelColor": INK.light, "titleColor": SOFT.light}
    plain = {"labelFontWeight": "normal", "titleFontWeight": "normal"}
    return {
        "background": None,
        "font": FONT,
        "padding": 2,
        "view": {"stroke": None},
        "axis": {
            **words,
            **colours,
            **plain,
            "domainColor": SOFT.light,
            "gridColor": RULE.light,
            "tickColor": RULE.light,
            "labelLimit": 0,  # measuring is slow: `layout.shortened` cuts
            "titleLimit": 0,
            "titlePadding": 6,
        },
        "legend": {**words, **colours, **plain, "labelLimit": 0, "symbolType": "square", "symbolStrokeWidth": 0},
        "header": {**words, **colours, **plain, "labelFontWeight": "bold"},
        "title": {
            "font": FONT,
            "fontSize": TEXT_SIZE + 1,
            "fontWeight": "bold",
            "color": INK.light,
            "subtitleColor": SOFT.light,
            "subtitleFontSize": TEXT_SIZE,
            "anchor": "start",
        },
        "text": {"font": FONT, "fontSize": TEXT_SIZE, "color": INK.light},
        "bar": {"color": SITING.light},
        "rule": {"color": INK.light},
        "range": {"category": [colour.light for colour in CATEGORIES]},
    }
