"""A page of a run that was drawn again: its manifest follows."""

import json
from pathlib import Path

from placement.run.manifest import FILE, OWN_DIGEST, digest, own_digest, sealed
from placement.whole_file import write_whole


def record_page(run_folder: Path, name: str) -> None:
    """Note the digest of a page that stands in the run folder; a manifest that was altered since stays as it is."""
    path = run_folder / FILE
    if not path.is_file():
        return  # a folder that holds just what a map needs
    document = json.loads(path.read_text(encoding="utf-8"))
    files, now = document.get("files"), digest(run_folder / name)
    if document.get(OWN_DIGEST) != own_digest(document) or files.get(name) == now:
        return
    text = json.dumps(sealed(document, {**files, name: now}), indent=2, ensure_ascii=False)
    write_whole(path, f"{text}\n".encode())
