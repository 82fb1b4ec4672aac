"""A page of a run that was drawn again: its manifest follows."""

import json
from collections.abc import Mapping
from pathlib import Path

from placement.json_file import read_object
from placement.run.manifest import FILE, OWN_DIGEST, digest, own_digest, sealed
from placement.whole_file import write_whole_text


def record_page(run_folder: Path, name: str) -> None:
    """Note the digest of a page that stands in the run folder; a manifest that was altered since stays as it is.

    Raises ValueError where it cannot be read.
    """
    path = run_folder / FILE
    if not path.is_file():
        return  # a folder that holds just what a map needs
    document, now = read_object(path, paths=True), digest(run_folder / name)
    files = document.get("files")
    altered = document.get(OWN_DIGEST) != own_digest(document)  # or of a version that kept no digests
    if altered or not isinstance(files, Mapping) or files.get(name) == now:
        return
    text = json.dumps(sealed(document, {**files, name: now}), indent=2, ensure_ascii=False)
    write_whole_text(path, f"{text}\n")
