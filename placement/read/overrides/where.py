"""Which column or key the path of an override means."""

from models.case import Stage
from placement.read.columns import Column, columns
from placement.read.overrides.replace import TABLES
from placement.read.overrides.syntax import Override
from placement.read.schema import SECTIONS, TABLE, Head


def column_of(override: Override) -> Column | None:
    """The column or key that it changes; None where there is none such, or it replaces a whole table."""
    first, last = override.path[0], override.path[-1]
    if len(override.path) == 1:
        return columns(Head).get(first)
    if first in SECTIONS and len(override.path) == 2:
        return columns(SECTIONS[first]).get(last)
    if first == "stages":
        return columns(Stage).get(last)
    if first == TABLES or first not in TABLE:
        return None
    return columns(TABLE[first].row).get(last)
