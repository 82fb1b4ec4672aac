"""The terms of one solve: the user's options where given, else the case's settings."""

from dataclasses import dataclass

from models.case import Case
from placement.solve.options import SolveOptions


@dataclass(frozen=True, slots=True)
class Terms:
    """Settled options."""

    gap: float
    time_limit_s: float | None
    threads: int | None
    seed: int
    memory_limit: float | None = None
    """Bytes."""


def settle(case: Case, options: SolveOptions) -> Terms:
    """Options before settings."""
    return Terms(
        gap=case.solve.gap if options.gap is None else options.gap,
        time_limit_s=case.solve.time_limit_s if options.time_limit_s is None else options.time_limit_s,
        threads=options.threads,
        seed=options.seed,
        memory_limit=None if options.memory_limit_gb is None else options.memory_limit_gb * 1e9,
    )
