"""Who pays: each asset in full, within shares, matches and budgets."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from placement.verify.book import Limit
from placement.verify.capital import NAMES, capital
from placement.verify.facts import Facts
from placement.verify.ledger import Ledger
from placement.verify.rows import records, tuples

KINDS = ("eu", "state", "equity", "loan")


def check_funding(facts: Facts, ledger: Ledger) -> list[Limit]:
    """All of the section Funding of the mathematics."""
    rows = facts.run.funding
    wanted = capital(facts)
    ledger.at_least("payment", "funding.csv", rows["eur"], 0.0, "EUR", rows[[*NAMES, "funder"]])
    paid = rows.groupby(NAMES)["eur"].sum()
    ledger.same_series("each asset paid", "funding.csv", paid, wanted, "EUR")
    money = _cumulative(facts, wanted)
    limits = [*_site_limits(facts, money), *_budgets(facts, wanted)]
    if facts.run.access is not None:
        _access_levels(facts, ledger)
        limits += _access(facts, money)
    return limits


def by_kind(facts: Facts) -> pd.DataFrame:
    """Payments in EUR by (stage, site), a column for each kind of funder."""
    rows = facts.run.funding
    kind = rows["funder"].map({f: r.kind for f, r in facts.case.funders.items()})
    table = rows.assign(kind=kind).pivot_table(index=["stage", "site"], columns="kind", values="eur", aggfunc="sum")
    return table.reindex(index=facts.places, columns=list(KINDS)).fillna(0.0).astype(float)


def _cumulative(facts: Facts, wanted: pd.Series) -> pd.DataFrame:
    """Money by kind and by funder, and capital, from the site's first stage up to each stage."""
    rows = facts.run.funding
    table = by_kind(facts).add_prefix("kind ")
    for funder in facts.case.funders:
        own = rows[rows["funder"] == funder].groupby(["stage", "site"])["eur"].sum()
        table[f"funder {funder}"] = own.reindex(facts.places).fillna(0.0)
    table["capital"] = wanted.groupby(["stage", "site"]).sum().reindex(facts.places).fillna(0.0)
    return table.groupby(level="site").cumsum()  # rows of a site stand in the order of the stages


def _site_limits(facts: Facts, money: pd.DataFrame) -> Iterator[Limit]:
    policy = facts.case.policy
    if not facts.case.cooling:
        return
    rows: Any = money.iterrows()
    powered = set(tuples(facts.plan[facts.plan["cooling"] != ""], "stage", "site"))
    for (stage, site), row in rows:
        if (stage, site) not in powered:
            continue  # no assets, nobody pays
        whole = float(row["capital"])
        for name, funder in facts.case.funders.items():
            bound = funder.max_share * whole
            on = funder.max_share < 1.0
            yield Limit(
                "funder_share", f"{site}/{name}", stage, row[f"funder {name}"], bound, "EUR", listed=on, scale=whole
            )
        match = policy.state_match_ratio * row["kind eu"]
        on = policy.state_match_ratio > 0
        yield Limit("state_match", site, stage, row["kind state"], match, "EUR", "lower", on, whole)
        if policy.private_min_share is not None:
            private = row["kind equity"] + row["kind loan"]
            least = policy.private_min_share * whole
            yield Limit("private_minimum", site, stage, private, least, "EUR", "lower", scale=whole)
        if policy.max_leverage is not None:
            yield Limit("leverage", site, stage, row["kind loan"], policy.max_leverage * whole, "EUR", scale=whole)


def _budgets(facts: Facts, wanted: pd.Series) -> Iterator[Limit]:
    case, rows = facts.case, facts.run.funding
    kind = rows["funder"].map({f: r.kind for f, r in case.funders.items()})
    for name, funder in case.funders.items():
        if funder.budget_eur is not None:
            paid = float(rows.loc[rows["funder"] == name, "eur"].sum())
            yield Limit("funder_budget", name, "", paid, funder.budget_eur, "EUR")
    state_of = rows["site"].map({s: r.state for s, r in case.sites.items()})
    for name, state in case.states.items():
        if state.budget_eur is not None:
            paid = float(rows.loc[(kind == "state") & (state_of == name), "eur"].sum())
            yield Limit("state_budget", name, "", paid, state.budget_eur, "EUR", listed=paid > 0)
    if case.policy.programme_budget_eur is not None:
        paid = float(rows.loc[kind.isin(["eu", "state"]), "eur"].sum())
        yield Limit("programme_budget", "", "", paid, case.policy.programme_budget_eur, "EUR")
    if case.policy.capital_cap_eur is not None:
        yield Limit("capital_cap", "", "", float(wanted.sum()), case.policy.capital_cap_eur, "EUR")


def _access_levels(facts: Facts, ledger: Ledger) -> None:
    if facts.run.access is None:
        return
    for row in records(facts.run.access):
        near = any(abs(row.access_level - level) <= 1e-9 for level in facts.case.policy.access_levels)
        levels = " ".join(map(str, facts.case.policy.access_levels))
        ledger.require(near, "access level", f"access.csv, site {row.site}", row.access_level, f"one of {levels}")


def _access(facts: Facts, money: pd.DataFrame) -> Iterator[Limit]:
    """Public money within sigma of the capital; public compute at least sigma of the compute, every stage."""
    if facts.run.access is None:
        return
    level = facts.run.access.set_index("site")["access_level"].to_dict()
    last = money.xs(facts.last, level="stage")
    for site, row in last.iterrows():
        if str(site) not in level:
            continue  # its compute is given: no capital, no level
        public, whole = row["kind eu"] + row["kind state"], row["capital"]
        yield Limit("access", str(site), "", public, level[str(site)] * whole, "EUR", scale=whole)
    rows = facts.service[facts.service["site"] != ""]
    served = rows.groupby(["stage", "site"])["h100e"].sum().to_dict()
    is_public = rows["workload"].map({n: w.public_access for n, w in facts.case.workloads.items()}).astype(bool)
    public_served = rows[is_public].groupby(["stage", "site"])["h100e"].sum().to_dict()
    for stage, site in (place for place in money.index if place[1] in level):
        whole, part = served.get((stage, site), 0.0), public_served.get((stage, site), 0.0)
        yield Limit("access_compute", site, stage, part, level[site] * whole, "H100e", "lower", scale=whole)
