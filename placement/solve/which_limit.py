"""Which limit ended a solve that has no plan, in the user's words."""

from placement.memory import Watch
from placement.solve.answers import NoPlanFound
from placement.solve.clock import Clock
from placement.solve.terms import Terms


def with_its_limit(answer: NoPlanFound, terms: Terms, clock: Clock, memory: Watch | None) -> NoPlanFound:
    """The answer with the limit that was reached, and what to do; as it is where none was."""
    if memory is not None and memory.is_near():
        return NoPlanFound(f"{memory.reason}: {answer}", answer.bound_meur)
    if clock.is_over():
        text = f"the time limit of {terms.time_limit_s:g} s was over: {answer}; give more time with --time-limit"
        return NoPlanFound(text, answer.bound_meur)
    return answer
