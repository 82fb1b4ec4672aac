"""Published formats are read as they stand; a malformed file is named by line and token."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from placement.imports import BadInstance, Instance, read_holmberg, read_orlib

Written = Callable[[str | bytes], Path]

ORLIB = """ 2 3
 10 7.5
 20 0.
 4
 1.5 2
 5 3
 4.
 6 5 6
"""
HOLMBERG = """2 3
10 7
20 0
4 5 6
1 3 5
2 4
6
"""


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(content: str | bytes) -> Path:
        path = tmp_path / "instance.txt"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def check(found: Instance, fixed: list[float], cost: list[list[float]]) -> None:
    assert found.capacity.tolist() == [10, 20]
    assert found.fixed_cost.tolist() == fixed
    assert found.demand.tolist() == [4, 5, 6]
    assert found.cost.tolist() == cost


def test_orlib(written: Written) -> None:
    found = read_orlib(written(ORLIB), None)
    check(found, [7.5, 0], [[1.5, 2], [3, 4], [5, 6]])
    assert found.name == "instance"


def test_holmberg_lists_costs_by_warehouse(written: Written) -> None:
    check(read_holmberg(written(HOLMBERG)), [7, 0], [[1, 2], [3, 4], [5, 6]])


@pytest.mark.parametrize("end", [b"\0\0\0 junk", b"\x1a", b"\r\n\0"])
def test_padding_is_no_part_of_the_file(written: Written, end: bytes) -> None:
    read_holmberg(written(HOLMBERG.encode() + end))
    read_orlib(written(ORLIB.replace("\n", "\r\n").encode() + end), None)


def test_capacity_left_open(written: Written) -> None:
    path = written(ORLIB.replace(" 10 7.5", " capacity 7.5"))
    found = read_orlib(path, 8000.0)
    assert found.capacity.tolist() == [8000, 20]
    assert found.name == "instance-8000"
    with pytest.raises(BadInstance, match=r"line 2, token 1: found capacity, expected a number.\n.*--capacity"):
        read_orlib(path, None)


def test_capacity_given_twice(written: Written) -> None:
    with pytest.raises(BadInstance, match="gives every capacity itself"):
        read_orlib(written(ORLIB), 8000.0)


MALFORMED = [
    ("", r"line 0: found the end of the file, expected the number of warehouses"),
    ("x 3", r"line 1, token 1: found x, expected the number of warehouses, a whole number"),
    ("2.0 3", r"line 1, token 1: found 2.0"),
    ("0 3", r"line 1, token 1: found 0, expected .* from 1"),
    ("9" * 5000 + " 3", r"expected .* to 1,000,000"),
    ("9999999999 3", r"token 1: found 9999999999, expected .* to 1,000,000"),
    ("2 -3", r"token 2: found -3"),
    ("1 1\n10 nan\n1 1", r"line 2, token 2: found nan, expected the fixed cost of warehouse 1, a number"),
    ("1 1\n10 1_0\n1 1", r"line 2, token 2: found 1_0"),
    ("1 1\n10 inf\n1 1", r"found inf"),
    ("1 1\n10 1e16\n1 1", r"found 1e16, expected .* from 0 to 1e\+15"),
    ("1 1\n10 1,5\n1 1", r"found 1,5, expected .* decimal point"),
    ("1 1\n10 \u0661\n1 1", r"line 2, token 2"),
    ("1 1\n-5 1\n1 1", r"line 2, token 1: found -5, expected the capacity of warehouse 1"),
    ("1 1\n10 1\n1", r"line 3: found the end of the file, expected of customer 1"),
    ("1 1\n10 1\n1 1 9", r"line 3, token 3: found 9, expected the end of the file"),
    ("1 1\n10 1\n1 \x07b", r"line 3, token 2: found \?b"),
]


@pytest.mark.parametrize(("text", "said"), MALFORMED)
def test_malformed_orlib(written: Written, text: str, said: str) -> None:
    with pytest.raises(BadInstance, match=said):
        read_orlib(written(text), None)


def test_malformed_holmberg(written: Written) -> None:
    with pytest.raises(BadInstance, match=r"line 6: found the end .* warehouse 2's cost of serving customer 3"):
        read_holmberg(written(HOLMBERG.replace("\n6\n", "\n")))
    with pytest.raises(BadInstance, match="line 4, token 3: found x, expected the demand of customer 3"):
        read_holmberg(written(HOLMBERG.replace("4 5 6", "4 5 x")))


def test_not_a_text(written: Written) -> None:
    with pytest.raises(BadInstance, match="not text"):
        read_orlib(written(b"2 3\n\xff\xfe"), None)


def test_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInstance, match="cannot be read"):
        read_orlib(tmp_path / "none", None)


def test_numbers_keep_their_digits(written: Written) -> None:
    found = read_orlib(written("1 1\n10 7500.12345678901\n3 6739.725"), None)
    assert np.array_equal(found.fixed_cost, [7500.12345678901])
