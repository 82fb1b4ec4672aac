"""docs/run-format.md lists what the program writes and the verifier reads."""

import re
from pathlib import Path

import pytest

from placement.verify import schema
from tests.placement.verify.tiny_run import summary


@pytest.fixture(scope="module")
def page(checkout: Path) -> str:
    return (checkout / "docs" / "run-format.md").read_text(encoding="utf-8")


def named_limits(folder: Path) -> set[str]:
    """Names of the limits that the code of a folder makes."""
    text = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    return set(re.findall(r'Limit\(\s*"(\w+)"', text))


def test_every_limit_is_listed(page: str, checkout: Path) -> None:
    table = page.split("## limits.csv")[1].split("## plan.geojson")[0]
    listed = set(re.findall(r"^\| (\w+) \|", table, flags=re.MULTILINE)) - {"limit"}
    assert listed == named_limits(checkout / "placement" / "account")
    assert named_limits(checkout / "placement" / "verify") <= listed


@pytest.mark.parametrize("table", [*schema.ALWAYS, schema.ACCESS], ids=lambda table: table.file)
def test_every_column_is_listed(table: schema.Table, page: str) -> None:
    (row,) = re.findall(rf"^\| {re.escape(table.file)}\b.*$", page, flags=re.MULTILINE)
    assert [column for column in table.columns if not re.search(rf"\b{column}\b", row)] == []


def test_every_field_of_the_summary_is_listed(page: str) -> None:
    fields = page.split("## summary.json")[1].split("## limits.csv")[0]
    assert [name for name in summary() if not re.search(rf"^\|.*\b{name}\b.*\|", fields, flags=re.MULTILINE)] == []
