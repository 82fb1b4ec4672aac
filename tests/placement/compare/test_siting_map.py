"""Names on the map of sites: none covers another, a mark or the legend."""

import itertools

import pytest

from placement.charts.siting_labels import LINE, Label, Mark, place_labels, shortened, text_width
from placement.charts.siting_legend import round_sizes
from placement.charts.siting_marks import plane

FRAME = (0.0, 0.0, 600.0, 400.0)


def box(label: Label) -> tuple[float, float, float, float]:
    return label.left, label.top, label.left + text_width(label.text), label.top + LINE


def apart(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_twenty_names_in_a_crowd_stand_apart() -> None:
    marks = [Mark(200 + 37 * (i % 5), 120 + 33 * (i // 5), 6 + i % 7, f"Site number {i}") for i in range(20)]
    legend = (0.0, 0.0, 150.0, 100.0)
    labels = list(place_labels(marks, [legend], FRAME))
    assert len(labels) >= 15
    boxes = [box(label) for label in labels]
    assert all(apart(a, b) for a, b in itertools.combinations(boxes, 2))
    discs = [(m.x - m.radius, m.y - m.radius, m.x + m.radius, m.y + m.radius) for m in marks]
    assert all(apart(a, b) for a in boxes for b in [*discs, legend])
    assert all(b[0] >= 0 and b[1] >= 0 and b[2] <= 600 and b[3] <= 400 for b in boxes)


def test_a_lone_name_stands_to_the_right_without_a_line() -> None:
    (label,) = place_labels([Mark(100, 100, 10, "Boden")], [], FRAME)
    assert label.line is None
    assert label.left == pytest.approx(114)


def test_a_long_name_is_cut() -> None:
    assert len(shortened("x" * 100)) == 28
    assert text_width("\u6771\u4eac") > text_width("ab")


def test_the_projection_keeps_areas_and_its_centre() -> None:
    assert plane(52, 10) == pytest.approx((0, 0))
    degree = 3.14159265 / 180
    for lat, lon in ((40, -5), (52, 10), (65, 25)):
        (x0, y0), (x1, y1), (x2, y2) = plane(lat, lon), plane(lat, lon + 0.01), plane(lat + 0.01, lon)
        area = abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0))
        from math import cos, radians

        assert area == pytest.approx((0.01 * degree) ** 2 * cos(radians(lat)), rel=1e-3)


@pytest.mark.parametrize(
    ("largest", "steps"), [(420, (200, 50)), (100, (100, 20)), (0, ()), (0.07, (0.05, 0.01)), (2.0, (2.0, 0.5))]
)
def test_round_sizes(largest: float, steps: tuple[float, ...]) -> None:
    assert round_sizes(largest) == pytest.approx(steps)
