"""Verify a run: every cost and limit recomputed from the raw inputs, without the solver and without its mathematics.

The only code shared with the rest of the project is the reader of cases and the records of ``models.case``.
"""

from pathlib import Path

from models.case import Case
from placement.verify.ledger import Ledger
from placement.verify.verdict import Failure, Verdict

__all__ = ["Failure", "Verdict", "verify_plan", "verify_run"]


def verify_run(run_folder: Path, case_folder: Path | None = None) -> Verdict:
    """Check a run against its case: the folder named in the manifest unless another is given."""
    from placement.verify.manifest import check_case, check_files, check_inputs, find_case, overrides
    from placement.verify.tables import load_json

    ledger = Ledger()
    if not ledger.require(run_folder.is_dir(), "files", str(run_folder), "no such run folder"):
        return ledger.verdict()
    manifest = load_json(run_folder, "manifest.json", ledger)
    if manifest is None:
        return ledger.verdict()
    folder = find_case(run_folder, manifest, case_folder, ledger)
    if folder is None:
        return ledger.verdict()
    check_inputs(folder, manifest, ledger)
    changed = overrides(manifest, ledger)
    if ledger.failures:
        return ledger.verdict()
    check_files(run_folder, manifest, ledger)
    from placement.read import CaseError, case_digest, read_case

    try:
        case = read_case(folder, changed)
    except CaseError as error:
        ledger.fail("inputs", str(folder), str(error), "a case that can be read")
        return ledger.verdict()
    check_case(case_digest(case), manifest, ledger)
    return verify_plan(case, run_folder, ledger)


def verify_plan(case: Case, run_folder: Path, ledger: Ledger | None = None) -> Verdict:
    """Check a run against a case that has been read already."""
    from placement.verify.checks import check_run

    ledger = ledger or Ledger()
    check_run(case, run_folder, ledger)
    return ledger.verdict()
