"""Public money at a site is tied to the public compute it serves: one level of a list for each open powered site."""

from models.case import Case
from tests.third_voice.funding import CONNECTION, FACILITY, Funding, of_kind
from tests.third_voice.money_and_time import alive_share
from tests.third_voice.programme import Programme, total
from tests.third_voice.service import Service
from tests.third_voice.siting import Siting, is_powered
from tests.third_voice.weather import peak_pue


def tie_public_money(p: Programme, case: Case, siting: Siting, funding: Funding, service: Service) -> None:
    levels, last = case.policy.access_levels, case.stages[-1].stage
    if not levels:
        return
    public = {w for w, row in case.workloads.items() if row.public_access}
    for site in (s for s in case.sites if (s, last) in siting.open and is_powered(case.sites[s])):
        chosen = [p.column(1.0, whole=True) for _ in levels]
        p.equal(total(chosen), siting.opened(site, last))
        most, capital = most_capital_meur(case, siting, site), [p.column() for _ in levels]
        for part, choice in zip(capital, chosen, strict=True):
            p.at_most(part, most * choice)
        p.equal(total(capital), funding.spent(site))
        money = funding.paid(of_kind(case, "eu", "state"), site)
        p.at_most(money, total(level * part for level, part in zip(levels, capital, strict=True)))
        for t in case.stages:
            asked = sum(n for key, n in service.demand.items() if key[2] == t.stage)
            compute = [p.column() for _ in levels]
            for part, choice in zip(compute, chosen, strict=True):
                p.at_most(part, asked * choice)
            p.equal(total(compute), service.done(site, t.stage, set(case.workloads)))
            needed = total(level * part for level, part in zip(levels, compute, strict=True))
            p.at_most(needed, service.done(site, t.stage, public))


def most_capital_meur(case: Case, siting: Siting, site: str) -> float:
    """More than a site can cost: every stage refills it with the dearest accelerators."""
    place = case.sites[site]
    state, rules = case.states[place.state], case.state_rules.get(place.state)
    deposit = 0.0 if rules is None else rules.connection_deposit_eur_per_mw
    amount = place.line_km * case.operation.line_eur_per_km
    for k in case.cooling.values():
        for t in case.stages:
            mw = siting.bound_mw.get((site, k.cooling, t.stage), 0.0)
            amount += mw * k.capital_eur_per_mw * state.construction_index
            amount += mw * (place.connection_eur_per_mw + deposit) * peak_pue(place, k)
            for g in case.accelerators.values():
                amount += mw * 1e3 / g.it_kw / alive_share(g.life_years, t, t) * g.price_eur
    assert {FACILITY, CONNECTION}.isdisjoint(case.accelerators)
    return amount / 1e6
