"""manifest.json: what a run was made from, so that anyone can make it again, and the digest of all it holds."""

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from placement import __version__
from placement.read import case_digests
from placement.solve import SolveOptions

FILE = "manifest.json"
OWN_DIGEST = "sha256"
"""Of the manifest itself, without this field."""
PACKAGES = ("pyomo", "highspy", "numpy", "pandas", "pyarrow", "folium")


@dataclass(frozen=True)
class Manifest:
    """Inputs and options of a run."""

    case_folder: Path
    overrides: tuple[str, ...]
    options: SolveOptions
    notes: tuple[str, ...] = ()
    """What was mended in reading the case."""

    def document(self) -> dict[str, Any]:
        """What the run was made from."""
        options = asdict(self.options)
        return {
            "placement": __version__,
            "case_folder": str(self.case_folder.resolve()),
            "inputs": case_digests(self.case_folder),
            "overrides": list(self.overrides),
            "notes": list(self.notes),
            "options": {name: value for name, value in options.items() if value is not None},
            "python": platform.python_version(),
            "packages": {name: found for name in PACKAGES if (found := _version(name)) is not None},
        }


def sealed(document: Mapping[str, Any], files: Mapping[str, str]) -> dict[str, Any]:
    """The document with the digests of the run's files, and with its own: whoever alters one has to alter both."""
    whole = {**document, "files": dict(files)}
    whole.pop(OWN_DIGEST, None)
    return {**whole, OWN_DIGEST: own_digest(whole)}


def own_digest(document: Mapping[str, Any]) -> str:
    """SHA-256 of a document without its own, however it is laid out."""
    content = {name: value for name, value in document.items() if name != OWN_DIGEST}
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def digests(run_folder: Path) -> dict[str, str]:
    """SHA-256 of every file of a run but its manifest, by name."""
    return {path.name: digest(path) for path in sorted(run_folder.iterdir()) if path.name != FILE}


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as handle:
        return file_digest(handle, "sha256").hexdigest()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
