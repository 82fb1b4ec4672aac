"""Cases of a sweep against cold solves of the same: `python -m benchmarks.sweep_speed service|prices|workers`."""

import argparse
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table

from benchmarks.measure import PLACEMENT, measure

SEED = 1
SERVICE = """
[latin_hypercube]
samples = {samples}
seed = {seed}
demand.scale = {{low = 0.9, high = 1.2}}
workloads.interactive.max_rtt_ms = {{low = 55, high = 80}}
"workloads.real-time.max_rtt_ms" = {{low = 22, high = 30}}
"funders.eu.budget_eur" = {{factor_low = 0.7, factor_high = 1.3}}
policy.private_min_share = {{low = 0.55, high = 0.7}}
"""
"""Funding, latency and demand: every supply curve stays as it is."""
PRICES = """
[latin_hypercube]
samples = {samples}
seed = {seed}
"hourly.*.price_eur_per_mwh" = {{factor_low = 0.8, factor_high = 1.25}}
"supplies.*.*.yearly_eur_per_mw" = {{factor_low = 0.8, factor_high = 1.25}}
"zones.*.network_eur_per_mwh" = {{factor_low = 0.7, factor_high = 1.4}}
"""
"""What power costs: every supply curve is another one."""
SPECS = {"service": SERVICE, "prices": PRICES}
MANY = """
[latin_hypercube]
samples = {samples}
seed = {seed}
demand.scale = {{low = 0.8, high = 1.2}}
discount_rate = {{low = 0.03, high = 0.08}}
"""
"""For one and two workers: cases of a second or so."""


@dataclass(frozen=True)
class Swept:
    """A finished sweep."""

    seconds: float
    """Of the whole command."""
    rows: pd.DataFrame


def main() -> None:
    """Measure one of the three, and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=[*SPECS, "workers"])
    parser.add_argument("--samples", type=int, default=99, help="beside the unchanged case (default: 99)")
    parser.add_argument("--gap", default="0.005", help="of every solve (default: 0.005)")
    parser.add_argument("--cold", type=int, default=10, help="so many of them are also solved cold (default: 10)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        rows = workers(folder, given.samples) if given.what == "workers" else against_cold(folder, given)
    table = Table(title=f"sweep: {given.what}", show_header=False)
    for name, figure in rows:
        table.add_row(name, figure)
    Console(width=110).print(table)
    print(f"load of the last minute {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def against_cold(folder: Path, given: argparse.Namespace) -> list[tuple[str, str]]:
    """Europe, one worker for each core; then some of its cases each by a command of its own with every core."""
    swept = sweep(folder, "europe", SPECS[given.what], given.samples, os.cpu_count() or 1, ("--gap", given.gap))
    plans = swept.rows[swept.rows["objective_eur"].notna()]
    picked = plans.iloc[:: max(1, len(plans) // given.cold)].head(given.cold)
    changes = enumerate(overrides_of(folder, picked))
    cold = [solve_cold(folder / f"run{i}", overrides, given.gap) for i, overrides in changes]
    per_case, in_sweep = swept.seconds / len(swept.rows), picked["seconds"].mean()
    mean_cold = sum(cold) / len(cold)
    return [
        ("gap asked", given.gap),
        ("cases", f"{len(swept.rows)}: {swept.rows['status'].value_counts().to_dict()}"),
        ("whole sweep", f"{swept.seconds:.0f} s"),
        ("seconds of a case on its worker: median, mean, largest", described(plans["seconds"])),
        ("wall time for each case", f"{per_case:.2f} s"),
        (f"cold solve of {len(cold)} of them, every core: median, mean, largest", described(pd.Series(cold))),
        ("the same cases in the sweep, one core each: mean", f"{in_sweep:.1f} s"),
        ("a cold solve takes, of the time of the same case on its worker", f"{mean_cold / in_sweep:.2f} times"),
        ("a cold solve takes, of the sweep's wall time for each case", f"{mean_cold / per_case:.2f} times"),
    ]


def workers(folder: Path, samples: int) -> list[tuple[str, str]]:
    """The tutorial by one worker and by two, curves at hand for both: cases a minute of the whole command."""
    (folder / "warm").mkdir()
    cache = ("--cache", str(folder / "cache"))
    sweep(folder / "warm", "tutorial", MANY, 1, 1, cache)
    rates = []
    for count in (1, 2):
        (folder / str(count)).mkdir()
        swept = sweep(folder / str(count), "tutorial", MANY, samples, count, cache)
        rates.append(60 * len(swept.rows) / swept.seconds)
    return [
        ("cases", f"{samples + 1}"),
        ("one worker", f"{rates[0]:.1f} cases a minute"),
        ("two workers", f"{rates[1]:.1f} cases a minute"),
        ("two against one", f"{rates[1] / rates[0]:.2f} times"),
    ]


def sweep(folder: Path, case: str, spec: str, samples: int, jobs: int, options: Sequence[str] = ()) -> Swept:
    """Run a sweep with an empty cache of its own, unless the options name one."""
    file, out = folder / "spec.toml", folder / "out"
    file.write_text(spec.format(samples=samples, seed=SEED), encoding="utf-8")
    asked = ("-o", str(out), "-j", str(jobs), "--cache", str(folder / "own-cache"), *options)
    process = measure((*PLACEMENT, "sweep", case, str(file), *asked))
    if process.exit_code:
        raise SystemExit(f"placement sweep {case} ended with {process.exit_code}: see above")
    return Swept(process.seconds, pd.read_parquet(out / "results.parquet"))


def overrides_of(folder: Path, picked: pd.DataFrame) -> list[list[str]]:
    """What those cases change, as ``--set`` takes it."""
    cases = json.loads((folder / "out" / "sweep.json").read_text(encoding="utf-8"))["cases"]
    by_name = {case["name"]: case["overrides"] for case in cases}
    return [by_name[name] for name in picked["name"]]


def solve_cold(run: Path, overrides: Sequence[str], gap: str) -> float:
    """Seconds of `placement solve --no-cache` with every core."""
    sets = [part for override in overrides for part in ("--set", override)]
    process = measure((*PLACEMENT, "solve", "europe", "--no-cache", "--gap", gap, "-o", str(run), *sets))
    if process.exit_code:
        raise SystemExit(f"placement solve europe {' '.join(sets)} ended with {process.exit_code}: see above")
    return process.seconds


def described(seconds: "pd.Series[float]") -> str:
    """Median, mean and largest."""
    return f"{seconds.median():.1f}, {seconds.mean():.1f}, {seconds.max():.1f} s"


if __name__ == "__main__":
    main()
