"""Numbers, scales and the words about the proof."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement.map import numbers as show
from placement.map import scales
from placement.map.proof import proof, short_proof
from placement.map.summary import read_summary
from placement.map.text import clean, figure_and_unit, isolated, script_json


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (show.euros(52_712_000_000), "EUR 52.7 bn"),
        (show.euros(999_600_000), "EUR 1.00 bn"),
        (show.euros(21_600_000), "EUR 21.6 M"),
        (show.euros(-3_460_000_000), "EUR \u22123.46 bn"),
        (show.euros(950), "EUR 950"),
        (show.euros(0), "EUR 0"),
        (show.euros(None), ""),
        (show.megawatts(1040), "1,040 MW"),
        (show.megawatts(4.25), "4.2 MW"),
        (show.share(0.00041), "0.04 %"),
        (show.share(0.31), "31 %"),
        (show.share(0.0124), "1.2 %"),
        (show.share(0.00001), "less than 0.01 %"),
        (show.share(0.0), "0 %"),
        (show.share(-0.02), "\u22122.0 %"),
        (show.tonnes(795_000), "795 kt CO\u2082 a year"),
        (show.tonnes(1_234_000), "1.23 Mt CO\u2082 a year"),
        (show.tonnes(640), "640 t CO\u2082 a year"),
        (show.energy(2_037_000), "2.04 TWh a year"),
        (show.compute(1_268_292), "1.27 M H100e"),
        (show.compute(292_682), "292,682 H100e"),
        (show.lcoc(1.2471), "1.247 EUR/H100e-h"),
        (show.plain(-0.2), "0"),
        (show.per_unit(0.142, "EUR"), "0.142 EUR"),
    ],
)
def test_numbers_for_humans(shown: str, expected: str) -> None:
    assert shown == expected


@given(st.lists(st.floats(-1e6, 1e12), min_size=1, max_size=30))
def test_classes_cover_every_value(values: list[float]) -> None:
    edges = scales.round_limits(values)
    assert 2 <= len(edges) <= scales.MOST_CLASSES + 1
    span = max(values) - min(values)
    slack = 1e-6 * max(span, abs(max(values)), abs(min(values)), 1e-9)
    assert edges[0] <= min(values) + slack
    assert edges[-1] >= max(values) - slack
    assert list(edges) == sorted(edges)


def test_scale_has_round_labels_and_as_many_colours() -> None:
    made = scales.scale("Price", "EUR/MWh", [62.0, 85.0, 100.0, 121.0, 149.0, None], scales.PRICE)
    assert made is not None
    assert made.labels == ("60 \u2013 80", "80 \u2013 100", "100 \u2013 120", "120 \u2013 140", "140 \u2013 160")
    assert made.upper == (80, 100, 120, 140, 160)
    assert len(made.light) == len(made.dark) == len(set(made.light)) == 5
    assert scales.scale("Price", "EUR/MWh", [None], scales.PRICE) is None


def test_an_outlier_has_a_class_of_its_own() -> None:
    usual = [69.0, 74.0, 78.0, 95.0, 100.0, 120.0, 125.0, 142.0]
    made = scales.scale("Price", "EUR/MWh", [*usual, 237.0], scales.PRICE)
    assert made is not None
    assert made.labels[0] == "60 \u2013 80"
    assert made.labels[-2:] == ("140 \u2013 160", "above 160")
    assert made.upper[-1] == 237.0
    assert len(made.upper) == len(made.labels) == len(set(made.light)) == 6


def test_rounding_is_no_outlier() -> None:
    made = scales.scale("Water", "m3", [0.0, 1e5, 1.5e5, 200_000.00000000035], scales.SITES)
    assert made is not None
    assert made.labels[-1] == "150,000 \u2013 200,000"


def test_years_have_no_separator() -> None:
    made = scales.year_classes("Ready from", list(range(2028, 2040)), scales.CANDIDATES)
    assert made.labels[0] == "2028"
    assert made.labels[-1] == "2034 and later"


def test_few_values_are_not_split_finer_than_they_are() -> None:
    made = scales.scale("Money", "EUR bn", [1.75, 2.01, 2.01, 2.33], scales.MONEY)
    assert made is not None
    assert len(made.labels) <= 3


def test_one_value_is_one_class() -> None:
    made = scales.scale("LCOC", "EUR", [1.2471, 1.2471], scales.SITES)
    assert made is not None
    assert made.labels == ("1.25",)


PALETTES = (
    scales.SITES,
    scales.PRICE,
    scales.CARBON,
    scales.MONEY,
    scales.ROUND_TRIP,
    scales.CANDIDATES,
    scales.NEAR_TIES,
    scales.HEADROOM,
    scales.SERVED,
)


@pytest.mark.parametrize("palette", PALETTES)
def test_lightness_turns_once_only(palette: scales.Palette) -> None:
    """So the order of classes survives any colour vision and a grey printer."""
    made = scales.scale("", "", range(8), palette)
    assert made is not None
    for colours in (made.light, made.dark):
        levels = [lightness(colour) for colour in colours]
        assert levels in (sorted(levels), sorted(levels, reverse=True))


def lightness(colour: str) -> float:
    """Return relative luminance (WCAG 2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else math.pow((c + 0.055) / 1.055, 2.4) for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("summary", "words", "tag"),
    [
        (
            {"status": "optimal", "gap": 0.0004, "objective_eur": 50e9, "bound_eur": 49.98e9, "siting_gap": 0.0013},
            "Proven: no plan of this case costs less by more than 0.04 % (EUR 20.0 M). "
            "Of the siting cost of the whole plan, that is 0.13 %.",
            "proven within 0.04 % of the least cost, 0.13 % of the siting cost",
        ),
        (
            {"status": "optimal", "gap": 0.0, "siting_gap": 0.0},
            "Proven: no plan of this case costs less.",
            "proven: no plan costs less",
        ),
        (
            {"status": "time_limit", "gap": 0.021},
            "The solver stopped at its time limit; this is the best plan it found. "
            "Proven: no plan of this case costs less by more than 2.1 %.",
            "proven within 2.1 % of the least cost",
        ),
        (
            {
                "status": "optimal",
                "gap": None,
                "gap_on_screen": 0.0005,
                "screen": {"sites": 60, "of_sites": 284, "days": 4, "of_days": 12, "note": "Sites by price"},
            },
            "Only a part of the case was solved: 60 of 284 candidates and 4 of 12 typical days. "
            "Within it no plan costs less by more than 0.05 %; outside it nothing is proven. "
            "How that part was picked: Sites by price.",
            "within 0.05 % of the least cost among 60 of 284 candidates; not proven beyond",
        ),
        (
            {"status": "rejected", "gap": 0.001},
            "This plan was rejected: it does not stand up to its own check, and nothing is proven of it.",
            "rejected by its own check",
        ),
        (
            {"status": "interrupted"},
            "The solver was interrupted; this is the best plan it had found. "
            "How far this plan is from the least cost is not proven.",
            "no proof of how close to least cost",
        ),
    ],
)
def test_proof_in_words(summary: dict[str, Any], words: str, tag: str) -> None:
    assert proof(read_summary(summary)) == words
    assert short_proof(read_summary(summary)) == tag


def test_a_name_from_the_right_turns_nothing_around_it() -> None:
    assert isolated("\u05d7\u05d9\u05e4\u05d4 1") == "\u2068\u05d7\u05d9\u05e4\u05d4 1\u2069"
    assert isolated("Lule\u00e5 (north)") == "Lule\u00e5 (north)"


@given(st.text())
def test_text_is_one_safe_line(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned.splitlines()) <= 1
    safe = script_json([cleaned])
    assert not set(safe) & set("<>&\u2028\u2029")
    safe.encode()


@pytest.mark.parametrize(
    ("figure", "pieces"),
    [
        ("1.180 EUR/H100e-h", ["1.180", "EUR/H100e-h"]),
        ("EUR 1.47 bn", ["EUR 1.47 bn"]),
        ("EUR 12,345,678", ["EUR 12,345,678"]),
        ("23.3 kt CO\u2082 a year", ["23.3 kt CO\u2082 a year"]),
        ("<b> & 5 MW", ["&lt;b&gt; &amp; 5 MW"]),
        ("", [""]),
    ],
)
def test_a_figure_goes_on_in_a_second_line_before_a_long_unit_alone(figure: str, pieces: list[str]) -> None:
    assert figure_and_unit(figure) == " ".join(f'<span class="piece">{piece}</span>' for piece in pieces)
