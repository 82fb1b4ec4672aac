"""Limits on money: shares, matches, budgets, caps, and public access."""

from collections.abc import Iterator

from placement.account.facts import Facts
from placement.account.limit import Limit


def funding_limits(facts: Facts) -> Iterator[Limit]:
    """By site and stage, cumulative; then budgets over all, which a case without capital keeps as well."""
    for s, _, t in facts.decisions.power:
        yield from _site(facts, s, t)
    yield from _budgets(facts)
    if facts.case.policy.access_levels:
        yield from _access(facts)


def _site(facts: Facts, site: str, stage: str) -> Iterator[Limit]:
    policy, pay = facts.case.policy, facts.decisions.pay_eur
    paid = {kind: facts.paid_eur(site, kind, stage) for kind in ("eu", "state", "equity", "loan")}
    whole = sum(paid.values())
    for f in facts.case.funders.values():
        own = sum(eur for (g, s, _, t), eur in pay.items() if (g, s) == (f.funder, site) and facts.not_after(t, stage))
        if f.max_share < 1.0:
            yield Limit("funder_share", f"{site}/{f.funder}", stage, own, f.max_share * whole, "EUR")
    if policy.state_match_ratio > 0:
        yield Limit("state_match", site, stage, paid["state"], policy.state_match_ratio * paid["eu"], "EUR", "lower")
    if policy.private_min_share is not None:
        private = paid["equity"] + paid["loan"]
        yield Limit("private_minimum", site, stage, private, policy.private_min_share * whole, "EUR", "lower")
    if policy.max_leverage is not None:
        yield Limit("leverage", site, stage, paid["loan"], policy.max_leverage * whole, "EUR")


def _budgets(facts: Facts) -> Iterator[Limit]:
    case, pay = facts.case, facts.decisions.pay_eur
    for f in case.funders.values():
        if f.budget_eur is not None:
            paid = sum(eur for (g, _, _, _), eur in pay.items() if g == f.funder)
            yield Limit("funder_budget", f.funder, "", paid, f.budget_eur, "EUR")
    public = {kind: [f.funder for f in case.funders.values() if f.kind == kind] for kind in ("eu", "state")}
    for c in case.states.values():
        own = sum(eur for (f, s, _, _), eur in pay.items() if f in public["state"] and case.sites[s].state == c.state)
        if c.budget_eur is not None and own > 0:
            yield Limit("state_budget", c.state, "", own, c.budget_eur, "EUR")
    if case.policy.programme_budget_eur is not None:
        paid = sum(eur for (f, _, _, _), eur in pay.items() if f in public["eu"] or f in public["state"])
        yield Limit("programme_budget", "", "", paid, case.policy.programme_budget_eur, "EUR")
    if case.policy.capital_cap_eur is not None:
        yield Limit("capital_cap", "", "", sum(pay.values()), case.policy.capital_cap_eur, "EUR")


def _access(facts: Facts) -> Iterator[Limit]:
    for s in (s for s in facts.open_in(facts.last) if facts.option(s, facts.last)):
        level = facts.decisions.access_level[s]
        paid = {kind: facts.paid_eur(s, kind) for kind in ("eu", "state", "equity", "loan")}
        yield Limit("access", s, "", paid["eu"] + paid["state"], level * sum(paid.values()), "EUR")
    for s, _, t in facts.decisions.power:
        owed = facts.decisions.access_level[s] * facts.served_h100e(s, t)
        yield Limit("access_compute", s, t, facts.served_h100e(s, t, public_only=True), owed, "H100e", "lower")
