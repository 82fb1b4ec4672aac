"""funders.csv."""

from models.case import Funder

EU_SHARE = 0.17
PROGRAMME_CAPITAL_EUR = 48e9
"""Upper end of 40-48 bn EUR for five sites of 100-120 thousand GB300."""

EU_CASH_EUR = 8.1e9
"""17 % of it."""

FUNDERS = (
    Funder("eu", "eu", 0.0, EU_SHARE, EU_CASH_EUR),
    Funder("state", "state", 0.03, 1.0, None),
    Funder("loan", "loan", 0.04, 1.0, None),
    Funder("equity", "equity", 0.11, 1.0, 120e9),
)
"""Real returns: grant 0, state 2.5-4, loan 3-5, equity 9-11-14 %.

State money is capped by states.budget_eur, loans by leverage; equity's appetite of 120 bn EUR over all stages is
assumed (76 expressions of interest named over 230 bn EUR).
"""
