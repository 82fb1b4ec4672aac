"""Find the case of a run and say which of its inputs changed since."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from placement.read import case_digests
from placement.verify.ledger import Ledger
from placement.verify.tables import Json
from placement.verify.verdict import INPUTS_CHANGED


def find_case(run_folder: Path, manifest: Json, given: Path | None, ledger: Ledger) -> Path | None:
    """The case folder: the one given, else the one that the manifest names."""
    if given is not None:
        folder = given
    else:
        named = manifest.get("case_folder")
        if not ledger.require(isinstance(named, str), "manifest", "manifest.json, case_folder", _text(named), "a path"):
            return None
        folder = Path(str(named))
        if not folder.is_absolute() and not folder.is_dir():
            folder = run_folder / folder
    exists = ledger.require(folder.is_dir(), "manifest", "case folder", str(folder), "a folder that exists")
    return folder if exists else None


def check_inputs(case_folder: Path, manifest: Json, ledger: Ledger) -> None:
    """Each input file still has the sha256 that the run recorded, and none came or went."""
    recorded = manifest.get("inputs")
    if not isinstance(recorded, Mapping) or not recorded:
        ledger.fail("manifest", "manifest.json, inputs", _text(recorded), "the sha256 of every input file")
        return
    for name, digest in recorded.items():
        path = case_folder / str(name)
        now = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no such file"
        ledger.require(now == digest, INPUTS_CHANGED, str(name), now, str(digest))
    for name in sorted(set(case_digests(case_folder)) - set(map(str, recorded))):
        ledger.fail(INPUTS_CHANGED, name, "a file that was not there")


def overrides(manifest: Json, ledger: Ledger) -> tuple[str, ...]:
    """The settings that were changed on the command line, ``path=value`` each."""
    found = manifest.get("overrides")
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        ledger.fail("manifest", "manifest.json, overrides", _text(found), "a list of path=value")
        return ()
    return tuple(found)


def _text(value: object) -> str:
    return "nothing" if value is None else str(value)
