"""The hourly files of 2016 at full length, from data files made for the test."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.full_year.measured import measured_year
from inputs.recipe import full_year
from inputs.recipe.facts import Facts
from inputs.recipe.shapes import CAPACITY_FACTORS, LOADS, TEMPERATURES

STATES = ("DE", "FR")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two states of 2016, with only what the full year reads."""
    hours = pd.date_range("2016-01-01", periods=8784, freq="h")
    noise = np.random.default_rng(1)
    sun = np.clip(np.sin((hours.hour - 6) / 12 * np.pi), 0, None)
    windy = {f"{s}_WTON": noise.beta(2, 5, 8784) for s in STATES}
    tables = {
        CAPACITY_FACTORS: {**windy, **{f"{s}_PHOT": sun * noise.uniform(0.2, 1, 8784) for s in STATES}},
        LOADS: {s: 1000 + 200 * sun + noise.normal(0, 50, 8784) for s in STATES},
        TEMPERATURES: {s: noise.normal(10, 5, 8784) for s in STATES},
    }
    for name, columns in tables.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        pd.DataFrame(columns, index=hours).to_csv(tmp_path / name)
    prices = [f"{s},2025-{month:02d},{90 - 10 * i}" for i, s in enumerate(STATES) for month in range(1, 13)]
    text = "\n".join(["iso2,month,eur_per_mwh", *prices])
    (tmp_path / "electricity/ember_wholesale_dayahead_monthly_eu.csv").write_text(text, encoding="utf-8")
    mix = "\n".join(["iso2,Year,Demand,Wind and Solar", *(f"{s},2024,500,150" for s in STATES)])
    (tmp_path / "electricity/ember_yearly_mix_twh_eu.csv").write_text(mix, encoding="utf-8")
    monkeypatch.setattr(full_year, "zone_ids", lambda: list(STATES))
    return tmp_path


@pytest.mark.parametrize("hours", [8760, 8784])
def test_the_year_is_as_long_as_asked(data: Path, hours: int) -> None:
    years = measured_year(data, hours)
    assert years.wind.shape == (hours, len(STATES))
    assert years.price_eur_per_mwh.mean(axis=0) == pytest.approx([90, 80], rel=1e-3)
    assert years.wind.mean(axis=0) == pytest.approx([0.28, 0.28], rel=1e-3)
    assert years.solar.mean(axis=0) == pytest.approx([0.115, 0.145], rel=1e-3)
    february = years.temperature_anomaly_c[years.year.month == 2]
    assert february.mean(axis=0) == pytest.approx([0, 0], abs=1e-9)


def test_only_the_typical_days_leave_the_leap_day_out(data: Path) -> None:
    assert len(Facts(data).hourly(LOADS)) == 8760
    assert len(Facts(data).hourly(LOADS, leap_day=True)) == 8784
