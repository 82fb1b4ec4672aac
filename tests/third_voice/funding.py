"""Capital of every asset, and who pays it."""

from dataclasses import dataclass

from models.case import Case, Stage
from tests.third_voice.compute import Compute
from tests.third_voice.programme import NOTHING, Programme, Sum, total
from tests.third_voice.siting import Siting, is_powered
from tests.third_voice.weather import peak_pue

Asset = str
FACILITY, CONNECTION = "the facility", "the connection"
"""Beside the generations of accelerators."""


@dataclass(frozen=True)
class Funding:
    """In million EUR, at the start of the stage of purchase."""

    capital: dict[tuple[str, Asset, str], Sum]
    """(site, asset, stage)."""
    pay: dict[tuple[str, str, Asset, str], Sum]
    """(funder, site, asset, stage)."""

    def paid(self, funders: set[str], site: str | None = None, stages: set[str] | None = None) -> Sum:
        """By these funders: at one site or all, in these stages or all."""
        return total(
            money
            for (f, s, _, t), money in self.pay.items()
            if f in funders and site in (None, s) and (stages is None or t in stages)
        )

    def spent(self, site: str | None = None, stages: set[str] | None = None) -> Sum:
        """Capital of one site or all, in these stages or all."""
        return total(
            money for (s, _, t), money in self.capital.items() if site in (None, s) and (stages is None or t in stages)
        )


def of_kind(case: Case, *kinds: str) -> set[str]:
    return {f.funder for f in case.funders.values() if f.kind in kinds}


def add_funding(p: Programme, case: Case, siting: Siting, compute: Compute) -> Funding:
    funding = Funding({}, {})
    for site in (s.site for s in case.sites.values() if is_powered(s)):
        for i, t in enumerate(case.stages):
            before = case.stages[i - 1] if i else None
            for g in case.accelerators.values():
                bought = total(compute.bought.get((g.accelerator, (site, k, t.stage)), NOTHING) for k in case.cooling)
                funding.capital[site, g.accelerator, t.stage] = g.price_eur / 1e3 * bought
            funding.capital[site, FACILITY, t.stage] = _facility(case, siting, site, t, before)
            funding.capital[site, CONNECTION, t.stage] = _connection(case, siting, site, t, before)
    for (site, asset, stage), capital in funding.capital.items():
        for funder in case.funders:
            funding.pay[funder, site, asset, stage] = p.column()
        p.equal(total(funding.pay[f, site, asset, stage] for f in case.funders), capital)
    _limits_of_sites(p, case, funding)
    _limits_of_all(p, case, funding)
    return funding


def _newly_built(siting: Siting, site: str, cooling: str, stage: Stage, before: Stage | None) -> Sum:
    stood = NOTHING if before is None else siting.built(site, cooling, before.stage)
    return siting.built(site, cooling, stage.stage) - stood


def _facility(case: Case, siting: Siting, site: str, stage: Stage, before: Stage | None) -> Sum:
    index = case.states[case.sites[site].state].construction_index
    return total(
        k.capital_eur_per_mw * index / 1e6 * _newly_built(siting, site, k.cooling, stage, before)
        for k in case.cooling.values()
    )


def _connection(case: Case, siting: Siting, site: str, stage: Stage, before: Stage | None) -> Sum:
    place, rules = case.sites[site], case.state_rules.get(case.sites[site].state)
    deposit = 0.0 if rules is None else rules.connection_deposit_eur_per_mw
    stood = NOTHING if before is None else siting.opened(site, before.stage)
    line = place.line_km * case.operation.line_eur_per_km / 1e6 * (siting.opened(site, stage.stage) - stood)
    return line + total(
        (place.connection_eur_per_mw + deposit)
        * peak_pue(place, k)
        / 1e6
        * _newly_built(siting, site, k.cooling, stage, before)
        for k in case.cooling.values()
    )


def _limits_of_sites(p: Programme, case: Case, funding: Funding) -> None:
    """Shares of a site's capital, all that was paid up to each stage."""
    policy, until = case.policy, set[str]()
    for t in case.stages:
        until = {*until, t.stage}
        for site in (s.site for s in case.sites.values() if is_powered(s)):
            spent = funding.spent(site, until)
            for f in case.funders.values():
                p.at_most(funding.paid({f.funder}, site, until), f.max_share * spent)
            match = policy.state_match_ratio * funding.paid(of_kind(case, "eu"), site, until)
            p.at_most(match, funding.paid(of_kind(case, "state"), site, until))
            if policy.private_min_share is not None:
                private = funding.paid(of_kind(case, "equity", "loan"), site, until)
                p.at_most(policy.private_min_share * spent, private)
            if policy.max_leverage is not None:
                p.at_most(funding.paid(of_kind(case, "loan"), site, until), policy.max_leverage * spent)


def _limits_of_all(p: Programme, case: Case, funding: Funding) -> None:
    """Budgets, over all sites and stages."""
    for f in case.funders.values():
        if f.budget_eur is not None:
            p.at_most(funding.paid({f.funder}), f.budget_eur / 1e6)
    for state in case.states.values():
        if state.budget_eur is not None:
            here = [s.site for s in case.sites.values() if s.state == state.state and is_powered(s)]
            p.at_most(total(funding.paid(of_kind(case, "state"), s) for s in here), state.budget_eur / 1e6)
    if case.policy.programme_budget_eur is not None:
        p.at_most(funding.paid(of_kind(case, "eu", "state")), case.policy.programme_budget_eur / 1e6)
    if case.policy.capital_cap_eur is not None:
        p.at_most(funding.spent(), case.policy.capital_cap_eur / 1e6)
