"""Whether the run has been recomputed from its inputs, without the solver."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from placement.map import numbers as show
from placement.report.blocks import Section, Text
from placement.report.run import Run
from placement.verify import Verdict

SMALL = 3_000
"""Rows of service and hours of dispatch up to which a run is recomputed here; more would make the report wait."""
SHOWN = 20
"""So many differences are listed."""


def section(run: Run) -> Section:
    """Return the verdict, or how to get one."""
    if run.verification:
        if _has_changed(run):
            return Section("verification", "Verification", (CHANGED,), ())
        checked, failures, count = _read(run.verification)
    elif _case_is_there(run) and _is_small(run):
        verdict = _recompute(run.folder)
        if verdict.inputs_changed:
            return Section("verification", "Verification", (CASE_CHANGED,), ())
        checked, failures = verdict.checked, tuple(map(str, verdict.failures))
        count = len(failures)
    else:
        return Section("verification", "Verification", (NOT_DONE,), ())
    if not failures:
        words = (
            f"{show.count(checked)} figures of this run were recomputed from its inputs, without the solver and "
            "without the code that built the model. All agree."
        )
        return Section("verification", "Verification", (words,), ())
    lead = (f"{show.count(count)} of {show.count(checked)} recomputed figures differ. Do not rely on this run.",)
    return Section("verification", "Verification", lead, (Text(failures[:SHOWN], listed=True),))


NOT_DONE = "Not verified. `placement verify RUN` recomputes every cost and limit from the inputs, without the solver."


CHANGED = (
    "Files of this run have changed since it was verified, so the verdict no longer holds. `placement verify RUN` "
    "recomputes every cost and limit anew."
)


CASE_CHANGED = (
    "Not verified: the case has changed since it was solved. `placement verify RUN --case COPY` recomputes every cost "
    "and limit from an unchanged copy."
)


def _has_changed(run: Run) -> bool:
    """Whether a file is no longer the one that was verified."""
    from placement.verify.record import hashes

    return dict(hashes(run.folder)) != run.verification.get("files")


def _read(verification: Mapping[str, Any]) -> tuple[int, tuple[str, ...], int]:
    """Return figures checked, the differences kept in verification.json, and how many there were."""
    checked, failures, failed = (verification.get(key) for key in ("checked", "failures", "failed"))
    if not isinstance(checked, int) or not isinstance(failures, list) or not isinstance(failed, int):
        raise ValueError(
            "verification.json: expected `checked` and `failed`, numbers, and `failures`, a list. Verify the run again."
        )
    return checked, tuple(map(str, failures)), failed


def _case_is_there(run: Run) -> bool:
    return run.manifest is not None and bool(run.manifest.case_folder) and Path(run.manifest.case_folder).is_dir()


def _is_small(run: Run) -> bool:
    return len(run.service) + (len(run.dispatch) if run.dispatch else 0) <= SMALL


def _recompute(folder: Path) -> Verdict:
    from placement.verify import verify_run

    return verify_run(folder)
