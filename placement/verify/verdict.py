"""What a verification says: each comparison that failed, in plain words."""

from dataclasses import dataclass

INPUTS_CHANGED = "inputs changed since the run"
"""The check of the case's files against the manifest."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One comparison that failed."""

    check: str
    """Short name of the check."""
    where: str
    """File, stage, site... of the number."""
    reported: float | str | None
    """What the run says."""
    recomputed: float | str | None
    """What follows from the inputs: a value, or the limit."""
    unit: str = ""
    relation: str = "expected"
    """How the two should relate: ``expected``, ``at most``, ``at least``."""

    def __str__(self) -> str:
        """One line in plain words."""
        unit = f" {self.unit}" if self.unit else ""
        text = f"{self.check}: {self.where}: found {_plain(self.reported)}"
        if self.recomputed is None:
            return text
        found_unit = "" if isinstance(self.reported, str) else unit
        wanted_unit = "" if isinstance(self.recomputed, str) else unit
        return f"{text}{found_unit}, {self.relation} {_plain(self.recomputed)}{wanted_unit}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one verification."""

    failures: tuple[Failure, ...]
    checked: int
    """Number of comparisons made."""

    @property
    def ok(self) -> bool:
        """Whether every comparison held."""
        return not self.failures

    @property
    def inputs_changed(self) -> bool:
        """Whether the case is no longer the one that was solved: then nothing was recomputed."""
        return any(failure.check == INPUTS_CHANGED for failure in self.failures)


def _plain(value: float | str | None) -> str:
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else f"{value:.10g}"
