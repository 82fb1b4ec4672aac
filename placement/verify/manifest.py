"""The manifest of a run: its case as it was then, and every file of the run as it was written."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from placement.read import case_digests
from placement.verify.ledger import Ledger
from placement.verify.tables import Json
from placement.verify.verdict import INPUTS_CHANGED

FILE = "manifest.json"
PAGE = "map.html"
"""Drawn from the other files: nothing is recomputed from it."""
LATER = frozenset({"verification.json", "report.html", "export"})
"""What later commands add to a run folder."""


def find_case(run_folder: Path, manifest: Json, given: Path | None, ledger: Ledger) -> Path | None:
    """The case folder: the one given, else the one that the manifest names."""
    if given is not None:
        folder = given
    else:
        named = manifest.get("case_folder")
        if not ledger.require(isinstance(named, str), "manifest", f"{FILE}, case_folder", _text(named), "a path"):
            return None
        folder = Path(str(named))
        if not folder.is_absolute() and not folder.is_dir():
            folder = run_folder / folder
    exists = ledger.require(folder.is_dir(), "manifest", "case folder", str(folder), "a folder that exists")
    return folder if exists else None


def check_inputs(case_folder: Path, manifest: Json, ledger: Ledger) -> None:
    """Each input file still has the sha256 that the run recorded, and none came or went.

    Only files that the reader of cases finds in the folder are opened, whatever the manifest names.
    """
    recorded = manifest.get("inputs")
    if not isinstance(recorded, Mapping) or not recorded:
        ledger.fail("manifest", f"{FILE}, inputs", _text(recorded), "the sha256 of every input file")
        return
    if outside := [name for name in recorded if Path(name).name != name or name == ".." or "\\" in name]:
        for name in outside:
            ledger.fail("manifest", f"{FILE}, inputs", name, "the name of a file in the case folder")
        return
    now = case_digests(case_folder)
    for name, digest in recorded.items():
        found = now.get(name, "no such file")
        ledger.require(found == digest, INPUTS_CHANGED, name, found, str(digest))
    for name in sorted(now.keys() - recorded.keys()):
        ledger.fail(INPUTS_CHANGED, name, "a file that was not there")


def overrides(manifest: Json, ledger: Ledger) -> tuple[str, ...]:
    """The settings that were changed on the command line, ``path=value`` each."""
    found = manifest.get("overrides")
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        ledger.fail("manifest", f"{FILE}, overrides", _text(found), "a list of path=value")
        return ()
    return tuple(found)


def check_case(digest: str, manifest: Json, ledger: Ledger) -> None:
    """The case, with the overrides that the manifest names, is the one that was solved."""
    recorded = manifest.get("case_sha256")
    ledger.require(recorded == digest, "case as solved", f"{FILE}, case_sha256 and overrides", _text(recorded), digest)


def check_files(run_folder: Path, manifest: Json, ledger: Ledger) -> None:
    """Manifest and files are as the run wrote them, none is gone and none was added."""
    content = {name: value for name, value in manifest.items() if name != "sha256"}
    own = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    said = manifest.get("sha256")
    ledger.require(said == own, "files", f"{FILE}, sha256", _text(said), f"{own}: the manifest was changed")
    recorded = manifest.get("files")
    if not isinstance(recorded, Mapping) or PAGE not in recorded:
        ledger.fail("files", f"{FILE}, files", _text(recorded), "the sha256 of every file of the run")
        return
    found = {path.name for path in run_folder.iterdir()}
    for name in sorted(found - recorded.keys() - LATER - {FILE}):
        if not name.startswith("."):  # hidden files of the desktop, which nothing reads
            ledger.fail("files", name, "a file that the run did not write", "none: remove it")
    for name in sorted(recorded):
        path = run_folder / name
        there = name in found and path.is_file()  # no path of the manifest's own leaves the run folder
        now = hashlib.sha256(path.read_bytes()).hexdigest() if there else "no such file"
        ledger.require(now == recorded[name], "files", name, now, f"{recorded[name]}: the file was changed")


def _text(value: object) -> str:
    return "nothing" if value is None else str(value)
