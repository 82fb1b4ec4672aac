"""summary.json by dotted names: a field that is missing or of another kind is a failure."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from placement.verify.ledger import Ledger
from placement.verify.tables import Json

FILE = "summary.json"


class Fields:
    """Numbers of a JSON document by dotted name; a missing or odd one is a failure."""

    def __init__(self, document: Json, ledger: Ledger) -> None:
        self.document, self.ledger = document, ledger

    def get(self, name: str) -> Any:
        """The field, or None where it is missing (which is a failure of its own)."""
        value: Any = self.document
        for part in name.split("."):
            if not isinstance(value, Mapping) or part not in value:
                self.ledger.fail("summary", f"{FILE}, {name}", "no such field", "a value")
                return None
            value = value[part]
        return value

    def equal(self, name: str, wanted: float, unit: str, scale: float = 0.0) -> None:
        """The field is the number wanted; null where that does not exist."""
        found = self.get(name)
        place = f"{FILE}, {name}"
        if not np.isfinite(wanted):
            self.ledger.require(found is None, "summary", place, str(found), "null")
        elif self.ledger.require(is_number(found), "summary", place, str(found), f"a number near {wanted:.6g}"):
            self.ledger.equal("summary", place, found, wanted, unit, scale=scale)


def is_number(value: object) -> bool:
    """Whether a JSON value is a finite number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and bool(np.isfinite(value))
