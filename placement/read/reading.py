"""What reading a case folder gives."""

from dataclasses import dataclass

from models.case import Case
from placement.read.findings import Finding
from placement.read.notes import Note


@dataclass(frozen=True)
class Reading:
    """A case, or what is wrong with it, and what was mended on the way."""

    case: Case | None
    """None where a finding is of bad input."""
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...] = ()
