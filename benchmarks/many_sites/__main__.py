"""`python -m benchmarks.many_sites OUT [--sites 1000] [--regions 500] [--hours 288|576] [--seed N]`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.europe_tables import write_table
from benchmarks.from_europe import copy_europe, keep_one_stage, state_sources
from benchmarks.many_sites import days, places

DRAWN = ("sites", "headroom", "climate", "regions", "demand")


def write_case(out: Path, *, sites: int = 1000, regions: int = 500, hours: int = 288, seed: int = 0) -> None:
    """Write the case folder: one stage, places drawn, everything else as in the Europe case."""
    made = f"drawn around the places of the Europe case (seed {seed})"
    comment = [f"{sites} sites and {regions} regions, {made}.", "Made by `python -m benchmarks.many_sites`."]
    copy_europe(out, f"sites-{sites}-regions-{regions}", comment)
    keep_one_stage(out)
    for_sites, for_regions = np.random.default_rng(seed).spawn(2)
    _write_sites(out, for_sites, sites)
    table, around = places.regions(for_regions, regions)
    write_table(table, out, "regions")
    write_table(places.demand(for_regions, table, around), out, "demand")
    days.hourly(hours).to_csv(out / "hourly.csv", index=False, lineterminator="\n")
    state_sources(out, DRAWN, f"benchmarks.many_sites: {made}", "benchmark")


def _write_sites(out: Path, generator: np.random.Generator, count: int) -> None:
    table, around = places.sites(generator, count)
    write_table(table, out, "sites")
    write_table(places.headroom(generator, table), out, "headroom")
    write_table(places.climate(generator, table, around), out, "climate")


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the case that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.many_sites", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--sites", type=int, default=1000)
    parser.add_argument("--regions", type=int, default=500)
    parser.add_argument("--hours", type=int, choices=(days.ONE_A_MONTH, days.ALL_DAYS), default=days.ONE_A_MONTH)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args(arguments)
    write_case(asked.out, sites=asked.sites, regions=asked.regions, hours=asked.hours, seed=asked.seed)


if __name__ == "__main__":
    main()
