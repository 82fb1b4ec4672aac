"""Answers that are not a plan."""

from math import inf


class Infeasible(Exception):
    """No plan meets every limit; ``reasons`` say in the user's words what stands in the way."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


class NoPlanFound(Exception):
    """A limit or the user stopped the solve before it had any plan; ``bound_meur``: no plan costs less."""

    def __init__(self, message: str, bound_meur: float = -inf) -> None:
        super().__init__(message)
        self.bound_meur = bound_meur


class DoesNotFit(NoPlanFound):
    """The model takes more memory than there is, by all that is known before it is built."""


class SolverTrouble(Exception):
    """HiGHS ended in a state that is neither an answer nor a limit: a fault of ours."""


class PlanDoesNotHold(SolverTrouble):
    """A plan of a search breaks a limit once it is written out."""


class WorkersLost(SolverTrouble):
    """Workers ended over what they were asked, killed or out of memory; who asks again is answered by this process."""
