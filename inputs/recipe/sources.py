"""sources.csv: evidence, source, vintage and licence of every column of every table, and of case.toml.

``origins.csv`` beside this file states them by hand, several columns a row. A column that mixes classes carries the
weakest one; keys and names carry the class of their list.
"""

from pathlib import Path

from inputs.recipe.facts import rows
from models.bounds import Evidence
from models.case import Source

ORIGINS = Path(__file__).with_name("origins.csv")

CLASSES: dict[str, Evidence] = {
    "observed": "observed",
    "derived": "derived",
    "estimated": "estimated",
    "assumed": "assumed",
}


def sources() -> list[Source]:
    """A row per column."""
    return [
        Source(
            table=origin["table"],
            column=column,
            evidence=CLASSES[origin["evidence"]],
            source=origin["source"],
            vintage=origin["vintage"],
            licence=origin["licence"],
        )
        for origin in rows(ORIGINS)
        for column in origin["columns"].split()
    ]
