"""A hundred cases of the long run: a model written apart and the ways of the project say the same of each."""

import pytest

from tests.random_comparison.compare import ask_all, what_is_wrong

FIRST, CHUNKS, CHUNK = 1_000, 20, 5
CHECK_EVERY = 10
"""Verifying a plan takes longer than finding it."""
IN_TURNS = (("monolithic",), ("forced tree",), ("begun from another",), ())


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_all_say_the_same(chunk: int) -> None:
    wrong: list[str] = []
    for seed in range(FIRST + chunk * CHUNK, FIRST + (chunk + 1) * CHUNK):
        names = ("third voice", "decomposed", *IN_TURNS[seed % len(IN_TURNS)])
        found = what_is_wrong(ask_all(seed, names, check=seed % CHECK_EVERY == 0))
        wrong += [f"python -m tests.random_comparison --cases 1 --seed {seed}: {line}" for line in found]
    assert wrong == []
