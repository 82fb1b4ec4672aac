"""summary.json: the figures of the whole plan."""

from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

from models.derive import capital_recovery, discount_factor
from models.derive.finance import alive_share
from placement.account.accounts import account_of
from placement.account.evidence import siting_cost_by_term, siting_cost_share
from placement.account.facts import Facts
from placement.account.investor import CAPITAL_TERMS, investor_view
from placement.account.sites import ratio


@dataclass(frozen=True)
class Proof:
    """How a plan was found and what is proven of it; money in EUR."""

    status: str
    method: str
    bound_eur: float
    """Lower bound of the model that was solved; minus infinity where none was found."""
    seconds: dict[str, float]
    screen: dict[str, Any] | None = None
    """{sites, of_sites, days, of_days, note} where the solved model left candidates or days out."""
    screen_objective_eur: float | None = None
    """Objective of the plan in the screened model, whose gap is ``gap_on_screen``."""


def summarise(facts: Facts, proof: Proof) -> dict[str, Any]:
    """All fields of summary.json."""
    objective = facts.cost_eur()
    siting = sum(siting_cost_by_term(facts).values())
    unmet = facts.cost_eur(term="unmet_demand")
    installed = facts.discounted_hours({t.stage: _installed(facts, t.stage) for t in facts.case.stages})
    sold = facts.discounted_hours({t.stage: _served(facts, t.stage) for t in facts.case.stages})
    return {
        "case": facts.case.name,
        "currency_year": facts.case.currency_year,
        "base_year": facts.case.base_year,
        "discount_rate": facts.case.discount_rate,
        "status": proof.status,
        "method": proof.method,
        "objective_eur": objective,
        **_gaps(proof, objective, siting),
        "siting_cost_eur": siting,
        "cost_terms": {
            term: facts.cost_eur(term=term) for term in dict.fromkeys(r.term for r in facts.decisions.costs)
        },
        "siting_cost_terms": siting_cost_by_term(facts),
        "lcoc_installed_eur_per_h100eh": ratio(objective - unmet, installed),
        "lcoc_sold_eur_per_h100eh": ratio(objective - unmet, sold),
        "resource_cost_eur": _resource_cost(facts),
        "counts": _counts(facts),
        "funding_eur": {kind: _paid(facts, kind) for kind in ("eu", "state", "equity", "loan")},
        "investor": asdict(investor_view(facts)),
        "carbon": _carbon(facts),
        "unmet_share": _unmet_share(facts),
        "evidence": {"siting_cost_share": siting_cost_share(facts)},
        "seconds": {phase: round(s, 3) for phase, s in proof.seconds.items()},
    }


def _gaps(proof: Proof, objective: float, siting: float) -> dict[str, Any]:
    """The gap of the whole case, or, on a screen, of the screened model alone; None where no bound was found."""
    found = proof.bound_eur if isfinite(proof.bound_eur) else None
    if proof.screen is not None:
        solved = proof.screen_objective_eur or objective
        return {
            "bound_eur": None,
            "gap": None,
            "gap_on_screen": None if found is None else _relative(solved - found, solved),
            "siting_gap": None,
            "siting_gap_on_screen": None if found is None else ratio(solved - found, siting),
            "screen": proof.screen | {"bound_eur": found, "objective_eur": solved},
        }
    # Rounding may put a proven bound a hair above the plan's own sum of terms.
    bound = None if found is None else min(found, objective)
    return {
        "bound_eur": bound,
        "gap": None if bound is None else _relative(objective - bound, objective),
        "gap_on_screen": None,
        "siting_gap": None if bound is None else ratio(objective - bound, siting),
        "siting_gap_on_screen": None,
        "screen": None,
    }


def _relative(difference: float, whole: float) -> float:
    return max(0.0, difference / abs(whole)) if whole else 0.0


def _installed(facts: Facts, stage: str) -> float:
    return sum(facts.h100e(s, stage) for s in facts.open_in(stage))


def _served(facts: Facts, stage: str) -> float:
    return sum(facts.served_h100e(s, stage) for s in facts.open_in(stage))


def _paid(facts: Facts, kind: str) -> float:
    return sum(facts.paid_eur(s, kind) for s in facts.open_in(facts.last))


def _resource_cost(facts: Facts) -> float:
    """The plan's cost with every return at the social rate, discounted at the social rate."""
    case, rate = facts.case, facts.case.social_rate
    factor = {t.stage: discount_factor(t, rate, case.base_year) for t in case.stages}
    stages = {t.stage: t for t in case.stages}
    life = {g.accelerator: g.life_years for g in case.accelerators.values()}
    life |= {"facility": case.operation.facility_life_years, "connection": case.operation.connection_life_years}
    running = sum(factor[r.stage] * r.eur_per_year for r in facts.decisions.costs if r.term not in CAPITAL_TERMS)
    capital = sum(
        factor[t.stage] * alive_share(life[a], stages[u], t) * capital_recovery(rate, life[a]) * eur
        for (_, _, a, u), eur in facts.decisions.pay_eur.items()
        for t in case.stages
        if t.start_year >= stages[u].start_year
    )
    return running + capital


def _counts(facts: Facts) -> dict[str, Any]:
    last = facts.open_in(facts.last)
    return {
        "states": len({facts.case.sites[s].state for s in last}),
        "facility_peak_mw": sum(facts.facility_peak_mw(s, facts.last) for s in last),
        **{key: value for key, value in _stage_counts(facts, facts.last).items() if key != "stage"},
        "by_stage": [_stage_counts(facts, t.stage) for t in facts.case.stages],
    }


def _stage_counts(facts: Facts, stage: str) -> dict[str, Any]:
    opened = facts.open_in(stage)
    return {
        "stage": stage,
        "sites": len(opened),
        "it_mw": sum(facts.built_mw(s, stage) for s in opened),
        "accelerators": sum(sum(facts.alive_in(s, stage).values()) for s in opened),
        "h100e": _installed(facts, stage),
        "served_h100e": _served(facts, stage),
    }


def _carbon(facts: Facts) -> dict[str, float]:
    """Tonnes in a year of the last stage, three ways."""
    accounts = [account_of(facts, o) for o in facts.decisions.power if o[2] == facts.last]
    return {
        "location": sum(a.carbon_location_t for a in accounts),
        "market": sum(a.carbon_market_t for a in accounts),
        "hourly": sum(a.carbon_hourly_t for a in accounts),
    }


def _unmet_share(facts: Facts) -> float:
    """Demand left unmet over all demand: each stage counts by its demand, whatever its length."""
    demand = facts.case.demand
    whole = sum(demand.values())
    return sum(share * demand[key] for key, share in facts.decisions.unmet.items()) / whole if whole > 0 else 0.0
