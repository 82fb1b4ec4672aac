"""From decisions to the plan's tables and figures: plain data in, plain data out.

Nothing here knows Pyomo or HiGHS; every figure follows from the decisions and the case.
"""

from placement.account.decisions import CostRow, Decisions, Hourly, SitePower
from placement.account.plan import Plan, Proof, draw_up

__all__ = ["CostRow", "Decisions", "Hourly", "Plan", "Proof", "SitePower", "draw_up"]
