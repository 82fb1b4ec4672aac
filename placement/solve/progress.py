"""What a solve says while it runs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Progress:
    """One line of progress; money in EUR, gap relative to the incumbent, unknown figures None."""

    phase: str
    elapsed_s: float
    bound: float | None = None
    incumbent: float | None = None
    gap: float | None = None
    detail: str = ""
    """How far the phase has come, in words: ``12 of 36``."""

    @classmethod
    def of_meur(
        cls, phase: str, elapsed_s: float, bound: float | None, incumbent: float | None, detail: str = ""
    ) -> "Progress":
        """Progress from the optimiser's figures in million EUR."""
        gap = None if bound is None or not incumbent else max(0.0, incumbent - bound) / abs(incumbent)
        return cls(
            phase,
            elapsed_s,
            bound=None if bound is None else bound * 1e6,
            incumbent=None if incumbent is None else incumbent * 1e6,
            gap=gap,
            detail=detail,
        )


Report: TypeAlias = Callable[[Progress], None]
Stop: TypeAlias = Callable[[], bool]


def silent(_: Progress) -> None:
    """Report to nobody."""


def never() -> bool:
    """Do not stop early."""
    return False
