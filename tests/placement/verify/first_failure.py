"""Whether a verification fails, known as soon as it does: a test that asks no more need not wait for the rest."""

from pathlib import Path

from models.case import Case
from placement.verify import Failure, verify_plan
from placement.verify.ledger import Ledger


class Found(Exception):
    """The failure that was looked for."""


class Until(list[Failure]):
    """Failures until the one that is looked for."""

    def __init__(self, check: str | None) -> None:
        super().__init__()
        self.check = check

    def append(self, failure: Failure) -> None:
        super().append(failure)
        if self.check in (None, failure.check):
            raise Found


def fails(case: Case, run: Path, check: str | None = None) -> bool:
    """Whether `verify_plan` refuses the run, by the check of this name if one is given."""
    ledger = Ledger()
    ledger.failures = Until(check)
    try:
        failures = verify_plan(case, run, ledger).failures
    except Found:
        return True
    return any(check in (None, failure.check) for failure in failures)
