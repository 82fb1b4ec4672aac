"""Charts: what stands in the SVG, colours that follow the page, pictures without a browser."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

alt = pytest.importorskip("altair", reason="the extra report is not installed: charts are not tested")
pytest.importorskip("vl_convert", reason="the extra report is not installed: charts are not tested")

from placement.charts import theme  # noqa: E402
from placement.charts.bars import Marks, Piece, stacked  # noqa: E402
from placement.charts.drawing import Drawing  # noqa: E402
from placement.charts.layout import WIDTH, beside, legend, room, shortened  # noqa: E402
from placement.charts.render import png, svg  # noqa: E402
from placement.charts.waterfall import Step, waterfall  # noqa: E402
from placement.report.dispatch import mean_day, tightest  # noqa: E402


def laid(chart: Any) -> list[tuple[float, float]]:
    """Return start and end of the bars of the first layer."""
    spec = chart.to_dict()
    data = spec.get("data") or spec["layer"][0]["data"]
    return [(row["start"], row["end"]) for row in spec["datasets"][data["name"]]]


COLOURS = {"a": theme.BLUE, "b": theme.TEAL}


def test_parts_are_laid_end_to_end_and_told() -> None:
    pieces = [Piece("x", "a", 2.0, "x, a: 2 MW"), Piece("x", "b", 3.0, "x, b: 3 MW"), Piece("x", "b", -1.0, "less")]
    chart = stacked(pieces, COLOURS, "MW", "A name", totals={"x": "5"}, marks=Marks({"x": 4.0}, {"x": "limit 4 MW"}))
    assert laid(chart) == [(0.0, 2.0), (2.0, 5.0), (0.0, -1.0)]
    drawn = svg(chart)
    for words in ('aria-label="A name"', 'aria-label="x, a: 2 MW"', 'aria-label="limit 4 MW"', "viewBox="):
        assert words in drawn
    assert drawn.startswith("<svg ")
    assert f'"var({theme.BLUE.variable},{theme.BLUE.light})"' in drawn


def test_a_part_of_nothing_needs_no_colour() -> None:
    pieces = [Piece("x", "a", 2.0, "x, a: 2 MW"), Piece("x", "never", 0.0, "x, never: 0 MW"), Piece("y", "a", 0.0, "")]
    drawn = svg(stacked(pieces, {"a": theme.BLUE}, "MW", "name"))
    assert "never" not in drawn
    assert ">y</text>" in drawn


def test_a_waterfall_adds_up() -> None:
    steps = [
        Step("one", "up", 5.0, "5", "one"),
        Step("two", "down", -2.0, "-2", "two"),
        Step("all", "sum", 3.0, "3", "all", sums=True),
    ]
    colours = {"up": theme.BLUE, "down": theme.TEAL, "sum": theme.GREY}
    assert laid(waterfall(steps, colours, "EUR", "name")) == [(0.0, 5.0), (3.0, 5.0), (0.0, 3.0)]


def test_long_names_are_cut_and_stay_apart() -> None:
    long = "Regierungsbezirk Oberfranken am Main"
    assert shortened(["short", long, f"{long}, second part", long]) == {
        "short": "short",
        long: "Regierungsbezirk Oberfrank\u2026",
        f"{long}, second part": "Regierungsbezirk Oberfrank\u2026\u2009(2)",
    }


def test_names_stay_text() -> None:
    bad = '</svg><script>x</script>"&'
    drawn = svg(stacked([Piece(bad, bad, 1.0, bad)], {bad: theme.BLUE}, bad, bad, totals={bad: bad}))
    assert "<script" not in drawn
    assert drawn.count("</svg>") == 1


def test_a_picture_needs_no_browser() -> None:
    picture = png(stacked([Piece("x", "a", 2.0, "x")], {"a": theme.BLUE}, "MW", "name"), scale=1.0)
    assert picture.startswith(b"\x89PNG")


def bar(label: str) -> Any:
    return stacked([Piece(label, "a", 2.0, label)], {"a": theme.BLUE}, "MW", label)


def test_a_process_draws_the_same() -> None:
    charts = [bar(f"\u017b\u00f3\u0142\u0107 {number}") for number in range(3)]
    with Drawing() as drawing:
        for chart in charts:
            drawing.draw(chart)
        assert [drawing.drawn(chart) for chart in reversed(charts)] == [svg(chart) for chart in reversed(charts)]


@pytest.mark.parametrize("script", ["raise SystemExit(3)", "input(); raise SystemExit(3)"])
def test_a_process_that_ends_early_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    engine = tmp_path / "engine.py"
    engine.write_text(script, encoding="utf-8")
    monkeypatch.setattr("placement.charts.drawing.ENGINE", engine)
    chart = bar("x")

    def draw() -> str:
        with Drawing() as drawing:
            drawing.draw(chart)
            return drawing.drawn(chart)

    with pytest.raises(RuntimeError, match="ended early, with code 3"):
        draw()


def test_every_colour_is_its_own() -> None:
    """Else a colour in a drawing could not be told from another on a dark page."""
    assert len({colour.light for colour in theme.ALL}) == len({colour.name for colour in theme.ALL}) == len(theme.ALL)


def columns(hours: int, days: int) -> dict[str, np.ndarray]:
    """Return `days` days of one period or of a period each, without supply."""
    count = hours * days
    names = ("grid", "wind", "solar", "baseload", "backup", "clean_discharge", "grid_discharge", "facility", "headroom")
    made = {f"{name}_mw": np.zeros(count) for name in names}
    made["hour"] = np.tile(np.arange(hours, dtype=float), days)
    made["day"] = np.repeat(np.arange(1, days + 1, dtype=float), hours)
    made["weight"], made["month"], made["period"] = np.ones(count), np.ones(count), np.ones(count)
    made["headroom_mw"] += 10.0
    return made


def test_the_tightest_week_of_a_year_holds_its_worst_hour() -> None:
    year = columns(24, 30)
    year["grid_mw"][24 * 20 + 5] = 9.0
    week = tightest(year)
    assert len(week.load) == 168
    assert week.sources["grid"].max() == 9.0
    assert int(np.argmax(week.sources["grid"])) == 24 * 3 + 5
    assert week.label == "week in January"


def test_the_tightest_typical_day_is_one_period() -> None:
    year = columns(24, 4)
    year["period"] = year["day"].copy()
    year["wind_mw"][30] = 9.0
    day = tightest(year)
    assert (len(day.load), list(day.sources)) == (24, ["wind"])


def test_the_mean_day_weighs_its_hours() -> None:
    year = columns(24, 2)
    year["weight"] = np.repeat([3.0, 1.0], 24)
    year["facility_mw"] = np.repeat([4.0, 8.0], 24)
    assert mean_day(year).load.tolist() == [5.0] * 24


def test_a_legend_has_the_columns_that_fit_beside_the_names() -> None:
    words = ["at every chosen site", "energy from the grid", "power contracts (PPA)", "other terms"]
    assert [columns_of(words, beside([letters * "x"])) for letters in (4, 27)] == [2, 1]
    assert columns_of(["eu", "loans", "equity"], beside([27 * "x"])) == 3
    assert beside([200 * "x"]) == WIDTH / 3


def columns_of(words: list[str], width: float) -> int:
    """How many columns the legend has."""
    made = legend(words, width=width)
    assert made is not None
    return int(made.columns)


def test_a_long_figure_has_room_beside_the_longest_bar() -> None:
    """Names of 27 letters leave 236.6 pixels; 7 digits and 8 pixels take 54.7 of them: the bar has the rest."""
    assert room(["1,467.0"], [27 * "x"], 1.16) == pytest.approx(236.6 / (236.6 - 54.7), abs=1e-3)
    assert room(["1"], ["a"], 1.16) == 1.16


def test_charts_keep_their_width_in_any_font() -> None:
    assert "svg[role=img] { font-size-adjust: ch-width 0.556; }" in theme.css()
