"""A generated year has the means of the Europe case's typical days, and makes a case that can be read."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.full_year.__main__ import main
from benchmarks.full_year.calendar import year_of
from benchmarks.full_year.statistical import statistical_year
from benchmarks.full_year.table import ZoneYears, hourly_table
from benchmarks.full_year.typical import ZoneClimates, correlation, spread, typical_climates
from placement.read import check_case, read_case


@pytest.fixture(scope="module")
def climates() -> ZoneClimates:
    return typical_climates()


@pytest.fixture(scope="module")
def years(climates: ZoneClimates) -> ZoneYears:
    return statistical_year(climates, 8760, seed=7)


@pytest.fixture(scope="module")
def table(years: ZoneYears) -> pd.DataFrame:
    return hourly_table(years)


def test_means_are_those_of_the_typical_days(table: pd.DataFrame, climates: ZoneClimates) -> None:
    means = table.groupby("zone")[["price_eur_per_mwh", "wind", "solar"]].mean().loc[list(climates.zones)]
    wanted = np.column_stack([climates.price, climates.wind, climates.solar])
    np.testing.assert_allclose(means.to_numpy(), wanted, rtol=0.01)


def test_months_are_as_warm_as_the_sites_say(table: pd.DataFrame) -> None:
    assert table.groupby(["zone", "month"])["temperature_anomaly_c"].mean().abs().max() < 0.01


def test_spreads_are_near_those_of_the_typical_days(years: ZoneYears, climates: ZoneClimates) -> None:
    np.testing.assert_allclose(years.price_eur_per_mwh.std(axis=0), climates.price_spread, rtol=0.02)
    np.testing.assert_allclose(years.wind.std(axis=0), climates.wind_spread, rtol=0.25)
    np.testing.assert_allclose(years.temperature_anomaly_c.std(axis=0), climates.anomaly_spread_c, rtol=0.25)


def test_prices_follow_wind_and_sun_as_on_the_typical_days(years: ZoneYears, climates: ZoneClimates) -> None:
    even = np.ones(len(years.year))
    for z in range(len(years.zones)):
        price = years.price_eur_per_mwh[:, z]
        assert correlation(price, years.wind[:, z], even) == pytest.approx(climates.price_with_wind[z], abs=0.05)
        assert correlation(price, years.solar[:, z], even) == pytest.approx(climates.price_with_solar[z], abs=0.05)


def test_calms_coincide_in_neighbouring_zones(years: ZoneYears) -> None:
    together = np.asarray(np.corrcoef(years.wind.T))
    at = {zone: i for i, zone in enumerate(years.zones)}
    assert together[at["DE"], at["NL"]] > 0.5 > together[at["PT"], at["FI"]]


def test_wind_lasts_and_nights_are_dark(years: ZoneYears) -> None:
    wind = years.wind[:, years.zones.index("DE")]
    assert np.corrcoef(wind[1:], wind[:-1])[0, 1] > 0.9
    assert 0.2 < np.corrcoef(wind[24:], wind[:-24])[0, 1] < 0.8
    assert years.solar[years.year.hour == 0][:, years.zones.index("DE")].max() == 0.0


def test_the_seed_decides(climates: ZoneClimates, years: ZoneYears) -> None:
    again, other = (statistical_year(climates, 8760, seed=seed).wind for seed in (7, 8))
    assert (again == years.wind).all()
    assert (other != years.wind).any()


def test_the_leap_year_has_its_day() -> None:
    year = year_of(8784)
    assert len(year) == 8784
    assert year.day[year.month == 2].max() == 29
    with pytest.raises(ValueError, match="8760 or 8784"):
        year_of(24)


def test_the_case_reads(tmp_path: Path, climates: ZoneClimates) -> None:
    out = tmp_path / "case"
    main([str(out), "--hours", "8784", "--stages", "1"])
    case = read_case(out)
    assert [stage.stage for stage in case.stages] == ["2031-33"]
    assert case.hours_per_year == 8784
    assert case.solve.screen_sites is None
    hours = case.hours["2031-33", "DE"]
    assert (len(hours), {hour.weight for hour in hours}) == (8784, {1.0})
    assert {(h.month, h.period) for h in hours} == {(month, month) for month in range(1, 13)}
    said = {row.source for row in case.sources if row.table == "hourly"}
    assert {row.evidence for row in case.sources if row.table == "hourly"} == {"assumed"}
    assert "seed 0" in said.pop()


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(FileExistsError):
        main([str(tmp_path)])


def test_spread_is_the_weighted_one() -> None:
    assert spread(np.array([0.0, 3.0]), np.array([2.0, 1.0])) == pytest.approx(np.sqrt(2.0))


def test_all_stages_share_their_hours(tmp_path: Path) -> None:
    main([str(tmp_path / "case")])
    assert check_case(tmp_path / "case") == []
