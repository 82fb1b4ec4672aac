"""Whether a name is another one, mistyped: names that are only somewhat alike are different things."""

from difflib import SequenceMatcher

ALIKE = 0.8
"""Share of letters in common from which two names are taken for one."""


def is_slip(name: str, other: str) -> bool:
    """Whether the other name may be meant: nearly all letters alike, one slip of the hand apart, or a part left out."""
    if name.startswith(other) or other.startswith(name) or _is_one_slip(name, other):
        return True
    return SequenceMatcher(None, name, other).ratio() >= ALIKE


def _is_one_slip(name: str, other: str) -> bool:
    """One letter too many, too few or another, or two neighbours swapped."""
    begin = _shared(name, other)
    end = _shared(name[begin:][::-1], other[begin:][::-1])
    here, there = name[begin : len(name) - end], other[begin : len(other) - end]
    return max(len(here), len(there)) <= 1 or (len(here) == 2 and here == there[::-1])


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
