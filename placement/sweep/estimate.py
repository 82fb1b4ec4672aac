"""How long a sweep will take, from cases that were solved before; nothing is solved to find out."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from placement.sweep.store import Store

MOST_OTHERS = 1000


@dataclass(frozen=True)
class Estimate:
    """What is left to do."""

    done: int
    """Results that are in the store."""
    left: int
    seconds_per_case: float | None
    """Mean of one worker over solved cases; None where there is none to tell from."""
    own: bool
    """Whether these are cases of this very sweep."""

    def seconds_left(self, workers: int) -> float | None:
        """Time for the rest on so many workers."""
        at_once = max(1, min(workers, self.left))
        return None if self.seconds_per_case is None else self.left * self.seconds_per_case / at_once


def estimate(store: Store, keys: Sequence[str], case_name: str, with_run: bool) -> Estimate:
    """Count what is there; take the mean time of it, else of other results of the same case."""
    found = [result for key in keys if (result := store.get(key, with_run)) is not None]
    times = [result["seconds"] for result in found]
    others = [] if times else [r["seconds"] for r in store.any_results(MOST_OTHERS) if r.get("case") == case_name]
    known = times or others
    return Estimate(len(found), len(keys) - len(found), mean(known) if known else None, bool(times))
