"""limits.csv: every limit that is on, with its value, its bound and the slack between."""

import pandas as pd

from placement.account.facts import Facts
from placement.account.limits_funding import funding_limits
from placement.account.limits_service import service_limits
from placement.account.limits_site import site_limits
from placement.account.limits_supply import supply_limits


def limit_table(facts: Facts) -> pd.DataFrame:
    """One row per limit; slack is not negative where it is met."""
    groups = (site_limits, service_limits, supply_limits, funding_limits)
    rows = [
        (x.limit, x.scope or None, x.stage or None, x.value, x.bound, x.slack, x.unit)
        for group in groups
        for x in group(facts)
    ]
    return pd.DataFrame(rows, columns=["limit", "scope", "stage", "value", "bound", "slack", "unit"])
