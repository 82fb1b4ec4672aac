"""verification.json: the verdict on a run, kept in its folder for those who read it there."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from placement.verify.schema import ACCESS, ALWAYS, OTHER_FILES
from placement.verify.verdict import Verdict

FILE = "verification.json"
PICTURES = ("map.html", "solver.log")
"""Drawn or logged: nothing is recomputed from them, and a map may be drawn again."""
SHOWN = 100
"""So many failures are kept."""


def write_record(run_folder: Path, verdict: Verdict) -> Path:
    """Write the verdict, with a hash of every file that it holds for. Raises OSError where that cannot be written."""
    record = {
        "checked": verdict.checked,
        "failures": [str(failure) for failure in verdict.failures[:SHOWN]],
        "failed": len(verdict.failures),
        "files": hashes(run_folder),
    }
    path = run_folder / FILE
    aside = path.with_name(f".{FILE}.part")
    text = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
    aside.write_bytes(text.encode("utf-8", "backslashreplace"))  # a path may hold bytes that are no UTF-8
    return aside.replace(path)


def hashes(run_folder: Path) -> Mapping[str, str]:
    """SHA-256 of each verified file of the run that is there."""
    names = [table.file for table in (*ALWAYS, ACCESS)] + [name for name in OTHER_FILES if name not in PICTURES]
    files = (run_folder / name for name in sorted(names))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()}
