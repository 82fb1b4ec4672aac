"""Whatever stands in the files, the check answers with findings: no traceback, no endless run."""

import random

import pytest

from placement.read.schema import TABLES
from tests.placement.read.folder import CaseFolder

NASTY = [
    "",
    "nan",
    "-1e15",
    "1e15",
    "1e-300",
    "0",
    "-0",
    "٣",
    "\u202e",
    '"',
    "=1+1",
    "*",
    "EU",
    "x" * 1000,
    "true",
    "1,5",
]
FILES = ["case.toml", "exclusions.geojson", *(f"{schema.name}.csv" for schema in TABLES)]


@pytest.mark.parametrize("seed", range(12))
def test_random_cells(tutorial: CaseFolder, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(dice.randint(1, 4)):
        table = dice.choice(TABLES).name
        rows = tutorial.rows(table)
        tutorial.put(table, dice.randint(2, len(rows)), dice.choice(rows[0]), dice.choice(NASTY))
    assert all(str(finding) for finding in tutorial.findings())


@pytest.mark.parametrize("seed", range(12))
def test_random_bytes(tutorial: CaseFolder, seed: int) -> None:
    dice = random.Random(seed)
    path = tutorial.path / dice.choice(FILES)
    content = bytearray(path.read_bytes())
    for _ in range(dice.randint(1, 5)):
        at = dice.randrange(len(content))
        content[at : at + dice.randint(0, 3)] = dice.choice([b"", b"\xff", b"\n", b",", b'"', b"\0", b"9", b"[", b"-"])
    path.write_bytes(content)
    assert all(str(finding) for finding in tutorial.findings())


@pytest.mark.parametrize("column", ["price_eur", "it_kw", "life_years", "h100e_training", "supply_per_stage"])
@pytest.mark.parametrize("value", ["1e-300", "1e15"])
def test_extreme_numbers(tutorial: CaseFolder, column: str, value: str) -> None:
    assert tutorial.findings(f"accelerators.*.{column}={value}", "policy.block_it_mw=1e-300") is not None
