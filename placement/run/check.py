"""A run checks itself before it takes its name: what does not stand up to `placement.verify` is no result."""

import json
import traceback
from itertools import count
from pathlib import Path

from models.case import Case
from placement.utf8 import in_utf8
from placement.verify import Failure, Verdict, verify_plan
from placement.verify.record import write_record

SHOWN = 20
"""So many differences are told; the folder holds more of them."""


class Rejected(Exception):
    """A plan that does not stand up to its own check: a fault of ours."""

    def __init__(self, verdict: Verdict, kept: Path | None) -> None:
        """Take in what differs, one line each, and where the run is kept."""
        self.differences = tuple(str(failure) for failure in verdict.failures)
        self.kept = kept
        more = len(self.differences) - SHOWN
        lines = ["The plan was rejected: it does not stand up to its own check. That is a fault of placement."]
        lines += [f"  {line}" for line in self.differences[:SHOWN]]
        lines += [f"  {more} more differences"] * (more > 0)
        lines += [f"It is kept aside in {kept}: please report it with the case."] * (kept is not None)
        super().__init__("\n".join(lines))


def check_aside(case: Case, aside: Path, target: Path | None) -> None:
    """Check the run that was written aside; a false one is kept beside ``target``, where that is given.

    Raises Rejected.
    """
    verdict = _verdict(case, aside)
    if not verdict.ok:
        raise Rejected(verdict, None if target is None else _keep(verdict, aside, target))


def _verdict(case: Case, aside: Path) -> Verdict:
    """What the check says; one that ends by a fault of its own has not been passed."""
    try:
        return verify_plan(case, aside)
    except Exception as fault:  # the plan is kept all the same, with what became of its check
        at = traceback.extract_tb(fault.__traceback__)[-1]
        place = f"{Path(at.filename).name}, line {at.lineno}"
        return Verdict((Failure("the check itself", place, f"{type(fault).__name__}: {fault}", "an end"),), 0)


def _keep(verdict: Verdict, aside: Path, target: Path) -> Path:
    """Keep a rejected run under a name of its own, with its status and the differences, and without a map."""
    path = aside / "summary.json"
    summary = {**json.loads(path.read_text(encoding="utf-8")), "status": "rejected"}
    path.write_bytes(in_utf8(json.dumps(summary, indent=2, ensure_ascii=False) + "\n"))
    (aside / "map.html").unlink(missing_ok=True)
    write_record(aside, verdict)
    names = (target.with_name(f"{target.name}.rejected{number or ''}") for number in count())
    return aside.rename(next(path for path in names if not path.exists()))
