"""Sweeps with results by hand: the folder as `placement sweep` leaves it, without a solve."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from placement.sweep.tables import write_results

GAP = 10.0
"""What a proof leaves open unless a row says otherwise, EUR."""
SITES_CSV = "site,name,state,lat,lon\na,Aachen,DE,50.8,6.1\nb,Brno,CZ,49.2,16.6\nc,Cork,IE,51.9,-8.5\n"


@dataclass
class Made:
    """A sweep in the making; the unchanged case costs 1,000 EUR, 500 of them siting cost."""

    parameters: tuple[str, ...] = ()
    rows: list[dict[str, Any]] = field(default_factory=list)
    designs: list[dict[str, Any]] = field(default_factory=list)

    def add(
        self,
        name: str,
        values: Mapping[str, Any] | None = None,
        *,
        siting: float | None = 500.0,
        rest: float = 500.0,
        gap: float | None = GAP,
        status: str = "optimal",
        reason: str = "",
        sites: str = "a;b",
        it_mw: float | None = 40.0,
        lcoc: float | None = None,
        other_euros: bool = False,
    ) -> str:
        """Add a row; ``siting`` None: without a plan."""
        total = None if siting is None else siting + rest
        base = self.rows[0]["objective_eur"] if self.rows else total
        compared = total is not None and base is not None and not other_euros
        bound = None if total is None or gap is None else total - gap
        self.rows.append(
            {
                "name": name,
                **{parameter: (values or {}).get(parameter) for parameter in self.parameters},
                "status": status,
                "reason": reason,
                "objective_eur": total,
                "bound_eur": bound,
                "gap": None if total is None or gap is None else gap / total,
                "siting_cost_eur": siting,
                "siting_gap": None if not siting or gap is None else gap / siting,
                "lcoc_installed_eur_per_h100eh": None if lcoc is None else 0.8 * lcoc,
                "lcoc_sold_eur_per_h100eh": lcoc,
                "difference_eur": total - base if total is not None and base is not None and compared else None,
                "significant": None,
                "sites": None if siting is None else sites,
                "it_mw": None if siting is None else it_mw,
                "seconds": 1.0,
                "key": sha256(f"{name}{values}".encode()).hexdigest(),
            }
        )
        return name

    def without(self, name: str, values: Mapping[str, Any], status: str, reason: str) -> str:
        """Add a row without a plan."""
        return self.add(name, values, siting=None, status=status, reason=reason)

    def design(self, kind: str, columns: Sequence[str], cases: Sequence[str], **more: Any) -> None:
        """Add a design of these rows."""
        axes = []
        for column in columns:
            path, _, word = column.partition(" ")
            values = list(dict.fromkeys(row[column] for row in self.rows if row[column] is not None))
            operator = word if word in ("factor", "amount") else "set"
            axes.append({"column": column, "path": path, "operator": operator, "values": values})
        self.designs.append({"kind": kind, "parameters": axes, "cases": list(cases), **more})

    def write(self, folder: Path, sites: str = SITES_CSV) -> Path:
        """Write results, sweep.json and a case folder beside."""
        folder.mkdir(parents=True)
        case = folder.parent / "north"
        case.mkdir(exist_ok=True)
        (case / "sites.csv").write_text(sites, encoding="utf-8")
        write_results(self.rows, self.parameters, folder)
        document = {
            "placement": "0.1.0",
            "case_folder": str(case),
            "inputs": {"sites.csv": sha256(sites.encode()).hexdigest()},
            "options": {"method": "auto", "gap": 0.01},
            "store": str(folder / "store"),
            "parameters": list(self.parameters),
            "designs": self.designs,
            "cases": [{"name": row["name"], "overrides": [], "key": row["key"]} for row in self.rows],
        }
        (folder / "sweep.json").write_text(json.dumps(document), encoding="utf-8")
        return folder


RATE, SCALE, PRICE, WATER = (
    "discount_rate",
    "demand.scale",
    "hourly.*.price_eur_per_mwh factor",
    "operation.water amount",
)


def whole() -> Made:
    """Every design, every ending: what a sweep may hold."""
    made = Made((RATE, SCALE, PRICE, WATER, "currency_year"))
    made.add("base")
    _grid(made)
    _alone(made)
    _sample(made)
    names = [
        made.add("dear and small", {RATE: 0.1, SCALE: 0.8}, siting=450.0, sites="a;c"),
        made.add("other euros", {"currency_year": 2030}, other_euros=True),
        made.without("too much", {SCALE: 9.0}, "infeasible", "found demand of 90, expected at most 50."),
        made.without("broken", {SCALE: 1.01}, "failed", "ValueError: no at solve.py:1"),
        made.without("not yet", {SCALE: 1.02}, "not_run", "The sweep was stopped before this case was solved."),
    ]
    made.design("cases", (RATE, SCALE, "currency_year"), names)
    return made


def _grid(made: Made) -> None:
    names = []
    for scale in (0.8, 1.0, 1.2, 1.4):
        for rate in (0.03, 0.06):
            values = {SCALE: scale, RATE: rate}
            name = f"grid {scale} {rate}"
            if scale > 1.3:
                names.append(made.without(name, values, "infeasible", f"found demand of {scale}, expected less."))
            else:
                names.append(made.add(name, values, siting=500 * scale, sites="a;b" if scale > 1 else "a;c"))
    made.design("grid", (SCALE, RATE), names)


def _alone(made: Made) -> None:
    names = [
        made.add(f"{RATE}=0.03", {RATE: 0.03}, siting=560.0),
        made.add(f"{RATE}=0.09", {RATE: 0.09}, siting=430.0, sites="a;c"),
        made.add(f"{WATER}+2", {WATER: 2}, siting=504.0),
        made.add("price*1.2", {PRICE: 1.2}, siting=520.0),
        made.without("price*9", {PRICE: 9.0}, "infeasible", "The cheapest way out: lower the price."),
    ]
    made.design("one_at_a_time", (RATE, WATER, PRICE), names)


def _sample(made: Made, count: int = 30) -> None:
    names = []
    for i in range(count):
        scale, price = 0.7 + 0.6 * i / count, 0.5 + ((7 * i) % count) / count
        siting = 500 * scale + 20 * price
        values = {SCALE: scale, PRICE: price}
        names.append(made.add(f"latin_hypercube {i:02}", values, siting=siting, sites="a;b" if i % 3 else "b;c"))
    made.design("latin_hypercube", (SCALE, PRICE), names, samples=count, seed=1)


def sampled(count: int) -> Made:
    """A large sample alone: the demand moves the cost, the price does not."""
    made = Made((SCALE, PRICE))
    made.add("base")
    _sample(made, count)
    return made
