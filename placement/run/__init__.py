"""Write a run folder: whole or absent."""

from placement.run.manifest import Manifest
from placement.run.write import write_run

__all__ = ["Manifest", "write_run"]
