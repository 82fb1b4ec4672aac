"""Colours that stand for different things can be told apart by everyone, on light and on dark pages."""

import itertools
import math
import re
from pathlib import Path

import pytest

from placement.map import assets, scales

VISION = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Matrices on linear RGB of Machado, Oliveira and Fernandes, 2009 (doi.org/10.1109/TVCG.2009.113), severity 1."""
TOGETHER = (("grid", "wind", "solar", "baseload", "backup"), ("eu", "state", "equity", "loan"), ("siting", "alike"))
"""Parts of one bar or ring."""
APART = 18.0
"""Least distance in CIELAB; about 2 is the least that is seen side by side."""


def lab(colour: str, vision: str) -> tuple[float, float, float]:
    """Return CIELAB of a colour as seen."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    r, g, b = (min(1.0, max(0.0, sum(w * c for w, c in zip(row, linear, strict=True)))) for row in VISION[vision])
    x, y, z = (
        value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116
        for value in (
            (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
            0.2126 * r + 0.7152 * g + 0.0722 * b,
            (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def closest(colours: dict[str, str]) -> tuple[float, str]:
    """Return the least distance of any pair under any vision, and which."""
    return min(
        (math.dist(lab(colours[a], vision), lab(colours[b], vision)), f"{a} and {b}, {vision}")
        for vision in VISION
        for a, b in itertools.combinations(colours, 2)
    )


@pytest.mark.parametrize("names", TOGETHER)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_parts_of_a_whole_are_told_apart(names: tuple[str, ...], theme: int) -> None:
    css = (Path(assets.__file__).parent / "assets" / "theme.css").read_text(encoding="utf-8")
    colours = {name: re.findall(rf"--{name}: (#[0-9a-f]{{6}})", css)[theme] for name in names}
    distance, pair = closest(colours)
    assert distance >= APART, pair


def test_verdicts_are_told_apart() -> None:
    made = scales.verdicts("", ("always", "sometimes", "never"))
    for colours in (made.light, made.dark):
        distance, pair = closest(dict(zip(made.labels, colours, strict=True)))
        assert distance >= APART, pair


def test_the_measure_knows_colours_that_look_alike() -> None:
    assert closest({"red": "#c03030", "green": "#3f7f2f"})[0] < APART
