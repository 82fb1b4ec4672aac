"""`python -m benchmarks.full_year OUT [--seed N] [--hours 8760|8784] [--data DIR] [--stages 1|3]`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.from_europe import copy_europe, keep_one_stage, state_sources
from benchmarks.full_year.calendar import COMMON, LEAP
from benchmarks.full_year.measured import measured_year
from benchmarks.full_year.statistical import statistical_year
from benchmarks.full_year.table import ZoneYears, hourly_table, write_hourly
from benchmarks.full_year.typical import typical_climates

LICENCE = """hourly.parquet {made}.

It is made from the hourly table of the Europe case and from its sources: hourly load, capacity factors and
temperature of 2016 of the Dispa-SET database (https://github.com/energy-modelling-toolkit/Dispa-SET, European
Commission, Joint Research Centre), licensed under the European Union Public Licence v1.2:
https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12, and the price level of Ember's European wholesale
prices of 2025 (CC BY 4.0, https://ember-energy.org). hourly.parquet itself is made available under the EUPL v1.2.
"""


def write_case(
    out: Path, *, seed: int = 0, hours: int | None = None, data: Path | None = None, stages: int = 3
) -> None:
    """Write the case folder; without data, the year is a statistical one."""
    length = hours or (COMMON if data is None else LEAP)
    made = _made(seed, data)
    comment = ["Europe with every hour of a year:", f"its {made}.", "Made by `python -m benchmarks.full_year`."]
    copy_europe(out, "europe-full-year", comment, {"hours_per_year": f"{float(length)}"})
    if stages == 1:
        keep_one_stage(out)
    _replace_hours(out, _year(seed, length, data), made)


def _made(seed: int, data: Path | None) -> str:
    if data is not None:
        return "hours are those of 2016, prices from residual load as in the Europe case"
    return f"hours are a statistical weather year (seed {seed}) with the means of the Europe case's typical days"


def _year(seed: int, hours: int, data: Path | None) -> ZoneYears:
    return statistical_year(typical_climates(), hours, seed) if data is None else measured_year(data, hours)


def _replace_hours(out: Path, years: ZoneYears, made: str) -> None:
    (out / "hourly.csv").unlink()
    write_hourly(hourly_table(years), out)
    state_sources(out, ("hourly",), f"benchmarks.full_year: {made}", "benchmark")
    (out / "hourly.LICENCE.txt").write_text(LICENCE.format(made=made), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the case that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.full_year", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--hours", type=int, choices=(COMMON, LEAP), help="default: 8760, with --data 8784")
    parser.add_argument("--data", type=Path, help="folder of the hourly files of 2016")
    parser.add_argument("--stages", type=int, choices=(1, 3), default=3)
    asked = parser.parse_args(arguments)
    write_case(asked.out, seed=asked.seed, hours=asked.hours, data=asked.data, stages=asked.stages)


if __name__ == "__main__":
    main()
