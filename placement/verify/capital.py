"""What each asset of a site costs when it is bought, from what is built and bought."""

import numpy as np
import pandas as pd

from placement.verify.facts import Facts
from placement.verify.rows import tuples

NAMES = ["stage", "site", "asset"]


def capital(facts: Facts) -> pd.Series:
    """Capital by (stage, site, asset), EUR."""
    parts: list[pd.Series] = [_accelerators(facts)]
    if facts.case.cooling and len(facts.plan):
        parts += [_facility(facts), _connection(facts)]
    together: pd.Series = pd.concat(parts)
    return together


def facility_eur(facts: Facts) -> pd.Series:
    """Facility capital per MW of built IT power, EUR, in the order of the plan."""
    index = {c: s.construction_index for c, s in facts.case.states.items()}
    per_mw = {k: c.capital_eur_per_mw for k, c in facts.case.cooling.items()}
    technology = facts.plan["cooling"].map(per_mw).astype(float).fillna(0.0)
    return technology * facts.plan["state"].map(index).astype(float)


def before(facts: Facts, column: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """A column of the plan in the stage before, 0 where the site was not open."""
    plan = facts.plan
    known = {(s, o): v for s, o, v in tuples(plan, "site", "order", column)}
    keys = tuples(plan, "site", "order")
    return np.array([known.get((s, o - 1), 0.0) for s, o in keys], dtype=float)


def _accelerators(facts: Facts) -> pd.Series:
    rows = facts.run.accelerators
    price = rows["accelerator"].map({g: a.price_eur for g, a in facts.case.accelerators.items()}).astype(float)
    keyed = rows.rename(columns={"accelerator": "asset"}).assign(eur=price * rows["bought"])
    return keyed.groupby(NAMES)["eur"].sum()


def _facility(facts: Facts) -> pd.Series:
    added = facts.plan["it_mw"] - before(facts, "it_mw")
    return _keyed(facts, "facility", facility_eur(facts) * added)


def _connection(facts: Facts) -> pd.Series:
    plan, case = facts.plan, facts.case
    places = [case.sites[s] for s in plan["site"]]
    deposit = [
        case.state_rules[c].connection_deposit_eur_per_mw if c in case.state_rules else 0.0 for c in plan["state"]
    ]
    per_mw = np.array([p.connection_eur_per_mw for p in places]) + np.array(deposit)
    line = np.array([p.line_km for p in places]) * case.operation.line_eur_per_km
    peak = plan["re_peak_pue"] * (plan["it_mw"] - before(facts, "it_mw"))
    opened = (plan["cooling"] != "") & (before(facts, "re_mean_pue") == 0)
    return _keyed(facts, "connection", per_mw * peak + line * opened)


def _keyed(facts: Facts, asset: str, eur: pd.Series) -> pd.Series:
    index = pd.MultiIndex.from_frame(facts.plan[["stage", "site"]].assign(asset=asset), names=NAMES)
    return pd.Series(eur.to_numpy(), index=index)
