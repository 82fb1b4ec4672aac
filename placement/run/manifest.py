"""manifest.json: what a run was made from, so that anyone can make it again."""

import platform
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from placement import __version__
from placement.read import case_digests
from placement.solve import SolveOptions

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
        """The content of manifest.json."""
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


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
