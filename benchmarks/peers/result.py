"""What a run of one peer on one instance came to, as a line of peers.csv; and what a handover did, of handover.csv."""

from collections.abc import Sequence
from dataclasses import dataclass

PROVEN_GAP = 1e-9
"""What rounding leaves of a gap of 0."""


@dataclass(frozen=True, slots=True)
class Result:
    """Text as it stands in the file; empty where there is nothing to say."""

    instance: str
    peer: str
    measured_at: str
    run: str
    """When the command began: ratios want rows of one run."""
    cores: str
    load_before: str
    """Load average of the last minute before it began: ratios need a quiet machine."""
    version: str
    command: str
    time_limit_s: str
    exit_code: str
    status: str
    objective: str
    bound: str
    gap: str
    wall_s: str
    """Of the whole process."""
    peak_mb: str
    build_s: str
    """As the process itself says, without start-up and reading."""
    solve_s: str

    @property
    def proven(self) -> bool:
        """Whether the optimum was found and proved."""
        return self.status == "optimal" and self.gap != "" and float(self.gap) <= PROVEN_GAP

    @property
    def stopped(self) -> bool:
        """Whether the time limit ended it."""
        return self.status in ("time_limit", "killed")

    @property
    def outcome(self) -> str:
        """In words, for one that is neither."""
        return f"{self.status}, gap {self.gap}" if self.gap else self.status


@dataclass(frozen=True, slots=True)
class Handover:
    """From model rules to a model inside HiGHS, by one tool: the quickest of the repeats."""

    instance: str
    tool: str
    measured_at: str
    load_before: str
    version: str
    repeats: str
    rows: str
    columns: str
    nonzeros: str
    seconds: str

    @property
    def ns_a_nonzero(self) -> float:
        """Nanoseconds."""
        return float(self.seconds) * 1e9 / float(self.nonzeros)


def merged(before: Sequence[Result], new: Result, order: Sequence[tuple[str, str]]) -> list[Result]:
    """All results in the order of (instance, peer), the new one in the place of an older one."""
    kept = [one for one in before if key(one) != key(new) and key(one) in order]
    return sorted([*kept, new], key=lambda one: order.index(key(one)))


def key(result: Result) -> tuple[str, str]:
    """What stands in the file once."""
    return result.instance, result.peer
