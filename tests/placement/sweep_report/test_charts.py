"""The charts alone: figures can be read on every cell, words stay text, bars have room for their figures."""

import pytest

from placement.charts import theme
from placement.charts.heat import Cell, Sides, heat
from placement.charts.keys import Key, height
from placement.charts.parallel import Axis, Line, parallel
from placement.charts.render import svg
from placement.charts.spread import Slice, spread
from placement.charts.tornado import Bar, Group, Look, tornado

BAD = "<b>&\"'</b>"
LEGIBLE = 4.5


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours (WCAG 2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("shade", [*theme.LESS, *theme.MORE, theme.ALIKE], ids=lambda shade: shade.name)
def test_figures_can_be_read_on_every_cell(shade: theme.Colour) -> None:
    ink = theme.PAPER if shade in (theme.LESS[0], theme.MORE[2]) else theme.INK
    assert contrast(ink.light, shade.light) >= LEGIBLE
    assert contrast(ink.dark, shade.dark) >= LEGIBLE


def test_no_two_colours_are_one() -> None:
    """By its light colour a chart's paint becomes a custom property."""
    assert len({colour.light for colour in theme.ALL}) == len(theme.ALL)


def test_words_stay_text() -> None:
    bar = Bar(BAD, 1.0, BAD, BAD, "sure")
    cell = Cell(0, 0, "open", theme.PAPER, BAD, BAD, marked=True)
    drawn = [
        svg(tornado([Group(BAD, (bar,))], BAD, BAD, Look((BAD, BAD)))),
        svg(heat([cell], Sides([BAD], [BAD], BAD, BAD), BAD, [Key(BAD, None)])),
        svg(parallel([Axis(BAD, ((0.0, BAD),))], [Line((0.5,), None, BAD)], BAD, [Key(BAD, theme.BLUE)])),
        svg(spread([Slice(0, 1, (1, 2, 3, 4, 5), BAD)], [(0.5, BAD)], (BAD, BAD), (0, 6), BAD)),
    ]
    for picture in drawn:
        assert "<b>" not in picture
        assert "&lt;b&gt;" in picture


def test_figures_beside_bars_stay_within_the_picture() -> None:
    """Else the picture would be larger than asked for, and its words smaller on the page."""
    bars = tuple(Bar("x", value, "changes contradict each other", "", "none") for value in (-5.0, 0.0, 80.0))
    drawn = svg(tornado([Group("g", bars)], "EUR", "n", Look(("less", "more"))))
    width = float(drawn.split('viewBox="0 0 ')[1].split()[0])
    assert width < 430


@pytest.mark.parametrize("value", [0.0, 1.0, -1.0])
def test_a_single_bar(value: float) -> None:
    drawn = svg(tornado([Group("g", (Bar("x", value, "text", "words", "open"),))], "EUR", "n", Look(("less", "more"))))
    assert 'aria-label="words"' in drawn
    assert "NaN" not in drawn


def test_a_legend_breaks_into_lines() -> None:
    assert height([]) == 0
    assert height([Key("a", theme.BLUE)]) < height([Key("a" * 40, theme.BLUE), Key("b" * 40, None)])


def test_figures_that_do_not_fit_are_left_out() -> None:
    cells = [Cell(i, 0, "filled", theme.LESS[1], "+123.4", f"cell {i}") for i in range(30)]
    drawn = svg(heat(cells, Sides([str(i) for i in range(30)], ["row"]), "n"))
    assert "+123.4" not in drawn
    assert 'aria-label="cell 29"' in drawn
