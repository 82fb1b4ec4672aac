"""What is far too large is refused before it is read: within a second, and in little memory."""

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from placement.read import check_case
from placement.read.parquet_table import read_parquet
from tests.placement.read.folder import CaseFolder

SECONDS, BYTES = 1.0, 60_000_000


@contextmanager
def bounded() -> Iterator[None]:
    tracemalloc.start()
    start = process_time()
    yield
    seconds, (_, peak) = process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < SECONDS
    assert peak < BYTES


def deep(parts: int) -> str:
    return ".".join(["a"] * parts)


KEYS = {
    "dotted": (f"{deep(50_000)} = 1", "column"),
    "in quotes": (".".join(["'a'"] * 50_000) + " = 1", ""),
    "with blanks": (f"{deep(50_000).replace('.', ' . ')} = 1", ""),
    "section": (f"[{deep(50_000)}]", ""),
    "in a table": (f"x = {{{deep(50_000)} = 1}}", ""),
    "of a long word": ("a" * 900_000, ""),
    "of open quotes": ('"' * 300_000, ""),
    "nested lists": ("x = " + "[" * 50_000, ""),
}


@pytest.mark.parametrize("name", KEYS)
def test_a_deep_key(abstract: CaseFolder, name: str) -> None:
    path = abstract.path / "case.toml"
    path.write_text(f"{path.read_text()}\n{KEYS[name][0]}\n")
    with bounded():
        said = abstract.only()
    assert "case.toml" in said
    assert "broken TOML" in said
    assert len(said) < 500


def test_a_deep_key_is_named_with_its_line(abstract: CaseFolder) -> None:
    path = abstract.path / "case.toml"
    lines = path.read_text().count("\n") + 1
    path.write_text(f"{path.read_text()}{deep(51)} = 1\n")
    assert f"row {lines}: found broken TOML (A key of more than 50 parts)" in abstract.only()
    abstract.text("case.toml", f"{deep(51)} = 1", f'[demand]\nnote = "www.{deep(30)}.org, 1.2.3.4"')
    assert abstract.findings() == []


def test_many_unknown_keys(abstract: CaseFolder) -> None:
    path = abstract.path / "case.toml"
    text = path.read_text()
    path.write_text("\n".join(f"key{i} = 1" for i in range(2_000)) + "\n" + text)
    said = "\n".join(map(str, check_case(abstract.path)))
    assert "found 1,980 more unknown keys" in said
    assert len(said) < 10_000
    path.write_text(text + "\n".join(f"[section{i}]" for i in range(2_000)))
    assert "found 1,980 more unknown sections" in "\n".join(map(str, check_case(abstract.path)))
    path.write_text("\n".join(f"key{i} = 1" for i in range(200_000)) + "\n" + text)
    with bounded():
        assert "where 1,000,000 are the most" in abstract.only()


def test_many_stages(abstract: CaseFolder) -> None:
    path = abstract.path / "case.toml"
    path.write_text(path.read_text() + '[[stages]]\nstage = "x"\nstart_year = 2001\nyears = 1\n' * 3_000)
    assert "found 3,001 stages, expected at most 100" in abstract.only()


def test_many_rows(abstract: CaseFolder) -> None:
    header, row, *_ = (abstract.path / "sites.csv").read_text().splitlines()
    (abstract.path / "sites.csv").write_text(f"{header}\n" + f"{row}\n" * 1_000_000)
    with bounded():
        said = abstract.only()
    assert "sites.csv: found 1,000,000 rows, expected at most 20,000" in said


def test_a_parquet_table_of_many_rows(tmp_path: Path) -> None:
    """Two hundred million rows of one value are some kilobytes."""
    rows = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000_000, pa.int8()), pa.array(["a"]))
    with pq.ParquetWriter(tmp_path / "sites.parquet", pa.schema([("site", rows.type)])) as writer:
        for _ in range(20):
            writer.write_table(pa.table({"site": rows}))
    with bounded():
        table, findings = read_parquet(tmp_path / "sites.parquet", "sites")
    assert table is None
    assert [f.found for f in findings] == ["20,000,000 rows"]


def test_a_parquet_table_of_one_long_text(tmp_path: Path) -> None:
    """The text stands once in the file: in memory, too."""
    rows = pa.DictionaryArray.from_arrays(pa.array([0] * 10_000, pa.int32()), pa.array(["a" * 200_000]))
    pq.write_table(pa.table({"site": rows, "ready_year": [2030] * 10_000}), tmp_path / "sites.parquet")
    before = pa.total_allocated_bytes()
    _, findings = read_parquet(tmp_path / "sites.parquet", "sites")
    assert "a cell of 200,000 letters" in findings[0].found
    assert pa.total_allocated_bytes() - before < BYTES
    assert pa.default_memory_pool().max_memory() < 10 * BYTES


def test_a_parquet_table_of_many_columns(tmp_path: Path) -> None:
    pq.write_table(pa.table({f"c{i}": [1.0] for i in range(2_000)}), tmp_path / "sites.parquet")
    _, findings = read_parquet(tmp_path / "sites.parquet", "sites")
    assert [f.found for f in findings] == ["2,000 columns"]


def test_text_and_numbers_of_parquet_are_those_of_csv(tmp_path: Path) -> None:
    table = pa.table({"site": ["a", None, "c"], "lat": [1.5, None, 50.0], "ready_year": [2030, 2031, None]})
    pq.write_table(table, tmp_path / "sites.parquet", row_group_size=2)
    read, findings = read_parquet(tmp_path / "sites.parquet", "sites")
    assert findings == []
    assert read is not None
    assert read.cells == {"site": ["a", "", "c"], "lat": ["1.5", "", "50"], "ready_year": ["2030", "2031", ""]}
