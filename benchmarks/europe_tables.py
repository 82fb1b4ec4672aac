"""The tables of the Europe case as text, so that what is copied stays as it was written."""

from pathlib import Path

import pandas as pd

import inputs

EUROPE = Path(inputs.__file__).parent / "europe"


def read_table(name: str, folder: Path = EUROPE) -> pd.DataFrame:
    """A table, every cell as its text."""
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


def write_table(table: pd.DataFrame, folder: Path, name: str) -> None:
    """Write a table of text."""
    table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
