"""Cases from published test instances."""

from placement.imports.holmberg import read_holmberg
from placement.imports.instance import Instance
from placement.imports.orlib import read_orlib
from placement.imports.tokens import LARGEST, BadInstance
from placement.imports.write_case import write_case

__all__ = ["LARGEST", "BadInstance", "Instance", "read_holmberg", "read_orlib", "write_case"]
