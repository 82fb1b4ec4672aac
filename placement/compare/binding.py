"""Limits that bind in one run more often than in the other: often the reason why a plan changed."""

from collections import Counter
from dataclasses import dataclass

from placement.compare.runs import Run
from placement.report.parts.limits import NAMES, binding
from placement.report.words import plain, upper


@dataclass(frozen=True)
class LimitChange:
    """How often a kind of limit binds in the base and in the other run, out of how many."""

    limit: str
    binds: tuple[int, int]
    of: tuple[int, int]

    @property
    def name(self) -> str:
        """The limit in words."""
        return NAMES.get(self.limit, upper(plain(self.limit)))


def limit_changes(base: Run, other: Run) -> tuple[LimitChange, ...]:
    """Return the limits that bind a different number of times; those that bind in one run alone come first."""
    bound = [Counter(row.limit for row in binding(run.limits)) for run in (base, other)]
    all_rows = [Counter(row.limit for row in run.limits) for run in (base, other)]
    changes = [
        LimitChange(limit, (bound[0][limit], bound[1][limit]), (all_rows[0][limit], all_rows[1][limit]))
        for limit in dict.fromkeys([*bound[0], *bound[1]])
    ]
    found = [change for change in changes if change.binds[0] != change.binds[1]]
    return tuple(sorted(found, key=lambda change: all(change.binds)))
