"""The long run: tiny random cases, each asked of every voice; what cannot all be true is told with its seed.

A seed is one case for good: a run goes on where another ended by beginning at its next seed, and one case is asked
again with ``--cases 1 --seed N``.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence

from tests.random_comparison.compare import Told, ask_all, what_is_wrong
from tests.random_comparison.voices import VOICES

COMMAND = "python -m tests.random_comparison"
SLOW_S = 60.0
TOLD_EVERY = 50


def main() -> int:
    options = _options()
    names = options.voices.split(",")
    words, wrong = Counter[str](), 0
    for seed in range(options.seed, options.seed + options.cases):
        told = ask_all(seed, names, check=seed % options.check_every == 0)
        _tell(seed, told, all_of_it=options.cases == 1)
        found = what_is_wrong(told)
        _tell_wrong(seed, found)
        wrong += bool(found)
        words[next(iter(told.values()))[0].word] += 1
        if (seed + 1) % TOLD_EVERY == 0:
            print(f"until seed {seed}: {wrong} cases disagree; {dict(words)}", flush=True)
    print(f"{options.cases} cases from seed {options.seed}: {wrong} disagree; {dict(words)}")
    return min(wrong, 1)


def _options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog=COMMAND, description=__doc__)
    asked.add_argument("--cases", type=int, default=2_000, help="how many")
    asked.add_argument("--seed", type=int, default=0, help="of the first; the others follow")
    asked.add_argument("--voices", default=",".join(VOICES), help="which to ask, separated by commas")
    asked.add_argument("--check-every", type=int, default=1, help="verify the plans of every so many cases")
    return asked.parse_args()


def _tell(seed: int, told: Told, all_of_it: bool) -> None:
    for name, (said, took_s) in told.items():
        if all_of_it or took_s > SLOW_S:
            print(
                f"seed {seed}, {name}: {said.word}, {said.cost:.2f}, bound {said.bound:.2f}, {took_s:.1f} s", flush=True
            )


def _tell_wrong(seed: int, found: Sequence[str]) -> None:
    for line in found:
        print(f"seed {seed}: {line}", flush=True)
    if found:
        print(f"    again: {COMMAND} --cases 1 --seed {seed}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
