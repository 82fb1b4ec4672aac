"""What the user asks of a solve."""

from dataclasses import dataclass
from typing import Literal

Method = Literal["auto", "monolithic", "decomposed"]


@dataclass(frozen=True, slots=True)
class SolveOptions:
    """Command-line options; None takes the case's ``[solve]`` setting."""

    gap: float | None = None
    """Relative gap to prove, (objective - bound) / objective."""
    time_limit_s: float | None = None
    threads: int | None = None
    """Threads for HiGHS; None takes all cores."""
    method: Method = "auto"
    seed: int = 0
    memory_limit_gb: float | None = None
    """Of this process and those it starts, 1e9 bytes."""
    cache: str | None = None
    """Folder of the cache of supply curves; None prices every curve anew."""
