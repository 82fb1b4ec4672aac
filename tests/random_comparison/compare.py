"""One case, asked of the voices."""

import time
from collections.abc import Sequence

from tests.random_comparison.agreement import disagreements
from tests.random_comparison.voices import VOICES, Said

Told = dict[str, tuple[Said, float]]
"""By voice: what it says, and the seconds it took."""


def ask_all(seed: int, names: Sequence[str], check: bool) -> Told:
    told: Told = {}
    for name in names:
        began = time.monotonic()
        said = VOICES[name](seed, check)
        told[name] = said, time.monotonic() - began
    return told


def what_is_wrong(told: Told) -> list[str]:
    return list(disagreements({name: said for name, (said, _) in told.items()}))
