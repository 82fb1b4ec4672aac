"""How long the page of a sweep takes to draw and to open: `python -m benchmarks.sweep_report [--cases N] [--sites N]`.

The sweep is of the tutorial, checked and written as any other; its results are invented, for solving is not measured.
Where they choose among more sites than the tutorial has, the page takes names and places from the Europe case.
"""

import argparse
import csv
import os
import random
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measure import PLACEMENT, measure
from benchmarks.pages import chromium, seconds_to_answer
from placement.read import resolve_case
from placement.solve import SolveOptions
from placement.sweep.cluster import Where
from placement.sweep.plan import Planned, SweepPlan, plan_sweep
from placement.sweep.rows import rows
from placement.sweep.run import Sweep, write_manifest
from placement.sweep.store import Store
from placement.sweep.tables import write_results

SPEC = """
[grid]
demand.scale = "0.6..1.5 step 0.1"
"hourly.*.price_eur_per_mwh" = {{factor = [0.5, 0.75, 1.0, 1.25, 1.5]}}
policy.max_sites_per_state = [1, 2, 3]

[one_at_a_time]
discount_rate = [0.03, 0.08]
policy.carbon_free_share = [0.5, 0.9]
operation.water_eur_per_m3 = {{add = [1, 5]}}

[latin_hypercube]
samples = {samples}
discount_rate = {{low = 0.03, high = 0.09}}
demand.scale = {{low = 0.6, high = 1.4}}
policy.carbon_free_share = {{low = 0.3, high = 0.95}}
policy.max_sites_per_state = [1, 2, 3]
"accelerators.*.price_eur" = {{factor_low = 0.5, factor_high = 1.2}}
"hourly.*.price_eur_per_mwh" = {{factor_low = 0.5, factor_high = 1.5}}
operation.water_eur_per_m3 = {{add_low = 0, add_high = 5}}
policy.lost_compute_eur_per_mwh = {{low = 500, high = 2000}}
"""
OTHERS = 157
"""Cases of the specification that are no samples, the unchanged one among them."""
SOLVED, LARGE = "tutorial", "europe"
"""Cases: the second lends its sites where more are asked for than the first has."""
PER_PLAN = 8
"""Draws of sites for a plan, the first of the list again and again, the last hardly ever."""
NEUTRAL = {"demand.scale": 1.0, "discount_rate": 0.06, "policy.max_sites_per_state": 2}
"""What stands in the case, as far as the invented costs need it."""


def main() -> None:
    """Make the sweep, draw its page so often, open it so often, and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--sites", type=int, default=6, help="so many are chosen in some plan (default: 6)")
    parser.add_argument("--times", type=int, default=3, help="so often is the page drawn and opened (default: 3)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave sweep and page in this folder")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        write_sweep(folder, given.cases, given.sites)
        page = folder / "report.html"
        drawn = [measure((*PLACEMENT, "sweep", "report", str(folder), "-o", str(page))) for _ in range(given.times)]
        if any(process.exit_code for process in drawn):
            raise SystemExit("placement sweep report failed: see above")
        with chromium() as browser:
            opened = [seconds_to_answer(browser, page) for _ in range(given.times)]
        seconds, peak = [process.seconds for process in drawn], max(process.peak_mb for process in drawn)
        print(
            f"{given.cases:,} cases, {given.sites} sites: "
            f"draw {median(seconds):.1f} s (largest {max(seconds):.1f}), peak {peak:.0f} MB, "
            f"page {page.stat().st_size / 1e6:.2f} MB, open {median(opened):.2f} s (largest {max(opened):.2f}); "
            f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        )


def write_sweep(folder: Path, count: int, sites: int) -> None:
    """Write a finished sweep of so many cases that choose among so many sites by the writers of `placement sweep`."""
    case, chosen = case_of(sites)
    spec = folder / "spec.toml"
    spec.write_text(SPEC.format(samples=count - OTHERS), encoding="utf-8")
    options = SolveOptions()
    plan = replace(plan_sweep(resolve_case(SOLVED), spec, (), options), case_folder=case)
    write_manifest(Sweep(plan, options, False, Where(1), Store(folder / "store"), False, folder))
    write_results(rows(plan.cases, plan.parameters, invented(plan, chosen)), plan.parameters, folder)


def case_of(sites: int) -> tuple[Path, list[str]]:
    """Return a case that has so many sites, and so many of them."""
    for name in (SOLVED, LARGE):
        case = resolve_case(name)
        with (case / "sites.csv").open(encoding="utf-8", newline="") as stream:
            known = [row["site"] for row in csv.DictReader(stream)]
        if len(known) >= sites:
            return case, known[:sites]
    raise SystemExit(f"--sites: found {sites}, expected at most {len(known)}, as many as {LARGE} has.")


def invented(plan: SweepPlan, sites: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """Return a result for each case: costs that follow the parameters, and some cases without a plan."""
    noise = random.Random(1)
    weights = list(accumulate(1 / (10 + place) for place in range(len(sites))))
    return {case.key: _Invented.of(case, noise, sites, weights).result for case in plan.cases}


@dataclass(frozen=True)
class _Invented:
    """What a case might come to."""

    scale: float
    siting_eur: float
    price: float
    share_open: float
    sites: tuple[str, ...]

    @classmethod
    def of(cls, case: Planned, noise: random.Random, sites: Sequence[str], weights: Sequence[float]) -> "_Invented":
        values: dict[str, Any] = {**NEUTRAL, **{change.parameter: change.value for change in case.changes}}
        power = float(values.get("hourly.*.price_eur_per_mwh factor", 1.0))
        rate, scale = float(values["discount_rate"]), float(values["demand.scale"])
        siting = 5.8e8 * scale**1.1 * (1 + 0.3 * (power - 1)) * (1 - 2 * (rate - 0.06)) * noise.gauss(1, 0.01)
        price = float(values.get("accelerators.*.price_eur factor", 1.0))
        chosen = sorted({sites[0], *noise.choices(sites, cum_weights=weights, k=PER_PLAN)})
        return cls(scale, siting, price, noise.uniform(0, 0.003), tuple(chosen))

    @property
    def result(self) -> dict[str, Any]:
        """As a worker would tell it."""
        if self.scale > 1.35:
            reason = f"found demand of {self.scale * 1e4:,.0f} busy H100e, expected at most 13,500. Scale demand down."
            return {"status": "infeasible", "reason": reason, "summary": None, "sites": [], "seconds": 0.02}
        objective = self.siting_eur + 8.8e8 * self.scale * self.price
        summary = {
            "objective_eur": objective,
            "bound_eur": objective * (1 - self.share_open),
            "gap": self.share_open,
            "siting_cost_eur": self.siting_eur,
            "siting_gap": self.share_open * objective / self.siting_eur,
            "lcoc_installed_eur_per_h100eh": objective / (8e8 * self.scale),
            "lcoc_sold_eur_per_h100eh": objective / (7e8 * self.scale),
            "cost_terms": {"accelerators_capital": objective - self.siting_eur, "grid_energy": self.siting_eur},
            "counts": {"it_mw": 40.0 * self.scale},
            "currency_year": 2026,
            "base_year": 2028,
        }
        return {
            "status": "optimal",
            "reason": "",
            "summary": summary,
            "sites": list(self.sites),
            "has_power": True,
            "seconds": 2.5,
        }


if __name__ == "__main__":
    main()
