"""The rows of the table: which case, asked how, and what was aimed at."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.full_year.__main__ import write_case as write_full_year
from benchmarks.many_sites.__main__ import write_case as write_many_sites
from benchmarks.one_stage import write_case as write_one_stage

MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Aim:
    """A gap to be proven within a time."""

    gap: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Row:
    """One solve to be measured."""

    name: str
    what: str
    case: str | Callable[[Path], None]
    """Name of a case that ships, or what writes its folder."""
    gap: float
    """Where the solve stops."""
    limit_s: float
    """Where it stops at the latest."""
    cached: bool = False
    """With the curves that a solve of the same case with other funding and demand has left."""
    method: str = "decomposed"
    at_least: tuple[Aim, ...] = ()
    reach_for: tuple[Aim, ...] = ()
    memory_gb: float | None = None


SIXTY = partial(write_many_sites, sites=60, regions=100, hours=288)

ROWS = (
    Row(
        "europe-cold", "Europe as shipped, cold", "europe", 0.0002, 25 * MINUTE,
        at_least=(Aim(0.002, 6 * MINUTE), Aim(0.0005, 25 * MINUTE)),
        reach_for=(Aim(0.0005, 3 * MINUTE), Aim(0.0002, 6 * MINUTE)), memory_gb=6,
    ),
    Row(
        "europe-cached", "Europe as shipped, curves cached", "europe", 0.0005, 10 * MINUTE, cached=True,
        at_least=(Aim(0.002, 3 * MINUTE),), reach_for=(Aim(0.0005, 45),), memory_gb=6,
    ),
    Row(
        "europe-one-stage", "Europe with one stage, cold", write_one_stage, 0.0005, 10 * MINUTE,
        at_least=(Aim(0.0005, 60),), reach_for=(Aim(0.0005, 20),),
    ),
    Row("sixty-decomposed", "60 sites, 100 regions, 288 h, one stage: decomposed", SIXTY, 0.001, 10 * MINUTE),
    Row(
        "sixty-monolithic", "60 sites, 100 regions, 288 h, one stage: monolithic", SIXTY, 0.001, 25 * MINUTE,
        method="monolithic",
    ),
    Row(
        "full-year-cold", "8760 hours, all of Europe, cold", write_full_year, 0.002, 60 * MINUTE,
        at_least=(Aim(0.002, 40 * MINUTE),), reach_for=(Aim(0.002, 20 * MINUTE),), memory_gb=8,
    ),
    Row(
        "full-year-cached", "8760 hours, all of Europe, curves cached", write_full_year, 0.002, 60 * MINUTE,
        cached=True, at_least=(Aim(0.002, 5 * MINUTE),), reach_for=(Aim(0.002, 2 * MINUTE),), memory_gb=8,
    ),
    Row(
        "many-sites", "1,000 sites, 500 regions, 288 h, one stage, cold", write_many_sites, 0.001, 30 * MINUTE,
        at_least=(Aim(0.001, 12 * MINUTE),), reach_for=(Aim(0.001, 3 * MINUTE),),
    ),
    Row("tutorial-cold", "the tutorial, cold: to try the table", "tutorial", 0.0005, 5 * MINUTE),
    Row("tutorial-cached", "the tutorial, curves cached", "tutorial", 0.0005, 5 * MINUTE, cached=True),
    Row("tutorial-monolithic", "the tutorial: monolithic", "tutorial", 0.0005, 5 * MINUTE, method="monolithic"),
)  # fmt: skip

COMPARED = (("sixty-monolithic", "sixty-decomposed"), ("tutorial-monolithic", "tutorial-cold"))
"""Rows whose ratio of times the report gives: slow, fast."""
