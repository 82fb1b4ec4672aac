"""Published instances with their optima: a few typed in here, the rest where the reader keeps them."""

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from placement.imports import Instance, read_holmberg, read_orlib

CHECKOUT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("PLACEMENT_INSTANCES", CHECKOUT.parent / "shared" / "instances"))
"""Holds OPTIMA.csv, orlib-cap/ and holmberg/: files of others, which may not be copied into this project."""
CAPA = "capa-"
"""capa.txt leaves the capacity open: capa-8000 is that file with 8000. Minutes of peers' time: see benchmarks."""


@dataclass(frozen=True)
class Published:
    """An instance, and the optimum that its publisher gives."""

    family: str
    name: str
    optimum: float
    single_source: bool

    def read(self) -> Instance:
        """From the reader's folder."""
        if self.family == "holmberg":
            return read_holmberg(FOLDER / self.family / self.name)
        stem, _, capacity = self.name.partition("-")
        return read_orlib(FOLDER / self.family / f"{stem}.txt", float(capacity) if capacity else None)


def published() -> list[Published]:
    """All rows of OPTIMA.csv; none where the folder is absent."""
    if not (FOLDER / "OPTIMA.csv").exists():
        return []
    with (FOLDER / "OPTIMA.csv").open(encoding="utf-8", newline="") as stream:
        return [
            Published(row["family"], row["instance"], float(row["optimum"]), row["single_source"] == "1")
            for row in csv.DictReader(stream)
        ]


def parameters(large: bool, only: Sequence[str] = ()) -> list[ParameterSet]:
    """For `pytest.mark.parametrize`: a visible skip where there is nothing."""
    found = [p for p in published() if p.name.startswith(CAPA) == large and (not only or p.name in only)]
    reason = f"no published instances in {FOLDER}: name their folder in PLACEMENT_INSTANCES"
    return [pytest.param(p, id=p.name) for p in found] or [
        pytest.param(None, marks=pytest.mark.skip(reason=reason), id="absent")
    ]
