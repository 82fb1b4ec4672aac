"""docs/case-format.md says what the classes of ``models/case`` say."""

import re
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

Render = Callable[[], str]


@pytest.fixture(scope="module")
def rendered(checkout: Path) -> str:
    render: Render = runpy.run_path(str(checkout / "docs" / "make_case_format.py"))["render"]
    return render()


def test_the_page_is_up_to_date(checkout: Path, rendered: str) -> None:
    page = (checkout / "docs" / "case-format.md").read_text(encoding="utf-8")
    assert page == rendered, "run: python docs/make_case_format.py"


def rows(text: str) -> list[list[str]]:
    """Cells of the lines that describe a column or key."""
    generated = text.split("do not edit. -->")[1]
    found = re.findall(r"^\| (`.*) \|$", generated, flags=re.MULTILINE)
    return [re.split(r"(?<!\\) *\| *", line) for line in found]


def test_every_column_has_a_meaning(rendered: str) -> None:
    described = rows(rendered)
    assert len(described) > 150
    assert [cells[0] for cells in described if len(cells) != 5 or not cells[4]] == []


def test_every_quantity_has_a_unit(rendered: str) -> None:
    assert [cells[0] for cells in rows(rendered) if cells[1].startswith("a number") and not cells[2]] == []


def test_words_describe_what_there_is(checkout: Path, rendered: str) -> None:
    """A word about a column that is gone would be lost in silence."""
    import tomllib

    words = tomllib.loads((checkout / "docs" / "case-format.toml").read_text(encoding="utf-8"))
    for part in ("meaning", "unit"):
        for table, given in words[part].items():
            for column, text in given.items():
                assert any(cells[0] == f"`{column}`" and text in " ".join(cells) for cells in rows(rendered)), (
                    table,
                    column,
                )
