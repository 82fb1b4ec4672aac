"""Which question to ask: the one whose answers, tried for a few iterations, lift the bound most."""

from collections.abc import Mapping

import highspy
import numpy as np

from placement.solve.part import MasterPart
from placement.solve.questions import NO_LIMIT, Limits, Question, Questions
from placement.solve.search import Search

TRIED, TRIED_AT_ROOT = 5, 16
"""Questions tried before one is asked."""
TRIAL_ITERATIONS = 400
LEAST_GAIN = 1e-6


class Trials:
    """What questions gained so far, MEUR for each site that their limits take from the count."""

    def __init__(self, search: Search, questions: Questions) -> None:
        self._search, self._questions = search, questions
        self._gains: dict[tuple[Question, int], list[float]] = {}

    def best(self, part: MasterPart, limits: Limits, cost: float, counts: Mapping[Question, float]) -> Question:
        """The best question of a node with these limits, whose relaxation the part holds; tries what is not known."""
        found = self._questions.fractional(counts)
        tried = TRIED if limits else TRIED_AT_ROOT
        candidates = sorted(found, key=lambda q: -self._promise(q, counts[q]))[: 2 * tried]
        new = [q for q in candidates if (q, 0) not in self._gains][:tried]
        if new:
            # All rows first: a basis taken before the last of them is too short for the problem, and HiGHS refuses it.
            self._questions.limit(part, {q: NO_LIMIT for q in new} | dict(limits))
            start = part.problem.highs.getBasis()
            with self._search.clock.phase("trials"):
                for question in new:
                    self._try(part, question, counts[question], cost, limits, start)
        return max(candidates, key=lambda q: self._promise(q, counts[q]))

    def _promise(self, question: Question, x: float) -> float:
        """Product of what both answers gain, by what was seen before."""
        down, up = x - np.floor(x), np.ceil(x) - x
        rates = [self._gains.get((question, side)) for side in (0, 1)]
        known = [np.mean(r) if r else self._usual_gain() for r in rates]
        return float(max(known[0] * down, LEAST_GAIN) * max(known[1] * up, LEAST_GAIN))

    def _usual_gain(self) -> float:
        """Of all questions tried: what one that was not may promise."""
        return float(np.mean([g for gains in self._gains.values() for g in gains])) if self._gains else 1.0

    def _try(
        self, part: MasterPart, question: Question, x: float, cost: float, limits: Limits, start: highspy.HighsBasis
    ) -> None:
        least, most = limits.get(question, (0.0, np.inf))
        below = float(np.floor(x))
        for side, bounds in enumerate([(least, below), (below + 1.0, most)]):
            self._questions.bound(part, question, *bounds)
            gain = part.trial(start, TRIAL_ITERATIONS, cost) / (x - below if side == 0 else below + 1.0 - x)
            self._gains.setdefault((question, side), []).append(gain)
        self._questions.bound(part, question, *limits.get(question, NO_LIMIT))
