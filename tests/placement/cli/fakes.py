"""A solve that takes no time: what the command line itself does with it is tested."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from placement.solve.progress import Progress

SUMMARY: dict[str, Any] = {
    "case": "tutorial",
    "status": "optimal",
    "method": "monolithic",
    "objective_eur": 4.0e9,
    "bound_eur": 3.998e9,
    "gap": 0.0005,
    "gap_on_screen": None,
    "screen": None,
    "siting_cost_eur": 5.0e8,
    "siting_cost_terms": {"staff": 4.0e8, "unmet_demand": 1.0e8},
    "siting_gap": 0.004,
    "lcoc_installed_eur_per_h100eh": 0.951,
    "lcoc_sold_eur_per_h100eh": 1.249,
    "evidence": {"siting_cost_share": {"observed": 0.5, "derived": 0.1, "estimated": 0.09, "assumed": 0.31}},
    "seconds": {"build": 1.25, "solve": 2.5},
}
SITES = [
    {"name": "Luleå", "state": "SE", "it_mw": "120.0", "accelerators": "50000.0", "siting_cost_eur": "2.0e8"},
    {"name": "Sines", "state": "PT", "it_mw": "240.0", "accelerators": "100000.0", "siting_cost_eur": ""},
]


def write_fake_run(folder: Path, summary: dict[str, Any]) -> None:
    folder.mkdir(parents=True)
    (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    (folder / "map.html").write_text("<!doctype html>", encoding="utf-8")
    with (folder / "sites.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, SITES[0])
        writer.writeheader()
        writer.writerows(SITES)


@dataclass
class FakePlan:
    status: str
    summary: dict[str, Any]
    log: tuple[str, ...] = ()


@dataclass
class FakeSolve:
    """Stands in for the solve; remembers what it was asked, raises what it is told to."""

    status: str = "optimal"
    raises: BaseException | None = None
    asked: list[Any] = field(default_factory=list)
    meanwhile: Callable[[Callable[[], bool]], None] = lambda stop: None

    def solve_case(self, case: Any, options: Any, report: Any, stop: Callable[[], bool], *_: Any) -> FakePlan:
        self.asked = [case, options]
        report(Progress(phase="bound", elapsed_s=1.0, bound=3.9e9, incumbent=None, gap=None))
        self.meanwhile(stop)
        if self.raises is not None:
            raise self.raises
        status = "interrupted" if stop() else self.status
        return FakePlan(status, {**SUMMARY, "status": status})

    def write_run(self, plan: FakePlan, folder: Path, manifest: Any) -> None:
        self.asked.append(manifest)
        write_fake_run(folder, plan.summary)
