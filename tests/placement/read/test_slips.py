"""Names that are one mistyped, and names that are only somewhat alike."""

import pytest

from placement.read.slips import is_slip


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("FL", "FI"),
        ("gird", "grid"),
        ("levies", "levies_eur_per_mwh"),
        ("fi-vasa", "fi-vaasa"),
        ("max_sit", "max_sites"),
    ],
)
def test_a_slip(name: str, other: str) -> None:
    assert is_slip(name, other)
    assert is_slip(other, name)


@pytest.mark.parametrize(
    ("name", "other"), [("fi-vaasa", "fi-kajaani-host"), ("fi-vaasa", "fi-jyvaskyla"), ("DE", "EU"), ("abcd", "badc")]
)
def test_another_name(name: str, other: str) -> None:
    assert not is_slip(name, other)
