"""An instance as an ordinary case: no power, no coordinates, one undiscounted stage of one year."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from placement.imports.instance import Instance
from placement.spreadsheet import write_table

if TYPE_CHECKING:
    import pandas as pd

HEAD = """\
# A published facility-location instance: warehouses are sites, customers are regions.
# Its units of cost stand as EUR, its units of demand as H100e; nothing is discounted.
name = {name}
currency = "EUR"
currency_year = 2026
base_year = 2026
discount_rate = 0.0
social_rate = 0.0
hours_per_year = 8760.0

[[stages]]
stage = "one"
start_year = 2026
years = 1

[policy]
single_source = {single_source}

[solve]
gap = 0.0                   # the optimum itself
"""
STATE, WORKLOAD = "XX", "service"


def write_case(instance: Instance, folder: Path, single_source: bool, source: str) -> None:
    """Write the tables into a folder that exists; ``source`` says where the numbers come from.

    A customer's costs become costs per unit of its demand.
    """
    sites, regions = _names("w", len(instance.capacity)), _names("c", len(instance.demand))
    head = HEAD.format(name=json.dumps(_case_name(instance.name)), single_source=str(single_source).lower())
    (folder / "case.toml").write_text(head, encoding="utf-8")
    for name, table in _tables(instance, sites, regions, source).items():
        write_table(table, folder / f"{name}.csv")


def _tables(instance: Instance, sites: list[str], regions: list[str], source: str) -> dict[str, pd.DataFrame]:
    import pandas as pd  # who only reads an instance need not wait for it

    per_unit: NDArray[np.float64] = instance.cost / instance.demand[:, None]
    return {
        "states": pd.DataFrame({"state": [STATE], "name": ["Nowhere"]}),
        "sites": pd.DataFrame(
            {
                "site": sites,
                "name": [f"Warehouse {s[1:].lstrip('0')}" for s in sites],
                "state": STATE,
                "fixed_cost_eur_per_year": instance.fixed_cost,
                "capacity_h100e": instance.capacity,
            }
        ),
        "regions": pd.DataFrame(
            {"region": regions, "name": [f"Customer {r[1:].lstrip('0')}" for r in regions], "state": STATE}
        ),
        "workloads": pd.DataFrame({"workload": [WORKLOAD], "kind": ["inference"], "coverage_share": [1.0]}),
        "demand": pd.DataFrame({"region": regions, "workload": WORKLOAD, "stage": "*", "h100e": instance.demand}),
        "links": pd.DataFrame(
            {
                "region": np.repeat(regions, len(sites)),
                "site": sites * len(regions),
                "cost_eur_per_h100e_year": per_unit.ravel(),
            }
        ),
        "sources": pd.DataFrame(
            [
                {
                    "table": t,
                    "column": c,
                    "evidence": "assumed",
                    "source": source,
                    "vintage": "as published",
                    "licence": "of its publisher",
                }
                for t, c in (
                    ("sites", "fixed_cost_eur_per_year"),
                    ("sites", "capacity_h100e"),
                    ("workloads", "coverage_share"),
                    ("demand", "h100e"),
                    ("links", "cost_eur_per_h100e_year"),
                )
            ]
        ),
    }


def _case_name(name: str) -> str:
    """What may name a case: also the folder of its runs."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")[:60] or "instance"


def _names(letter: str, count: int) -> list[str]:
    width = len(str(count))
    return [f"{letter}{i:0{width}d}" for i in range(1, count + 1)]
