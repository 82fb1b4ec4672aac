"""Solve a case: a frozen `Case` in, a plain `Plan` or an honest no out."""

from placement.solve.answers import Infeasible, NoPlanFound
from placement.solve.options import SolveOptions
from placement.solve.progress import Progress, never, silent
from placement.solve.solve import solve_case, solve_from

__all__ = ["Infeasible", "NoPlanFound", "Progress", "SolveOptions", "never", "silent", "solve_case", "solve_from"]
