"""Totals that several outputs share: objective, siting cost, LCOC, compute by site."""

from dataclasses import dataclass

import pandas as pd

from placement.verify.costs import discounted, with_return
from placement.verify.facts import Facts
from placement.verify.money import alive_share, annuity, cheapest_return, discount_factors
from placement.verify.rows import tuples


@dataclass(frozen=True, eq=False)
class Totals:
    """Money in EUR at the start of the base year; compute in H100e; years in discounted years."""

    costs: pd.Series
    """Discounted EUR by (term, stage, site)."""
    invariant: pd.Series
    """By site: what its accelerators would cost at the cheapest return."""
    installed_h100eh: pd.Series
    """Discounted H100e-hours (training rating) by site."""
    sold_h100eh: pd.Series
    """Discounted H100e-hours served by site."""
    installed: pd.Series
    """H100e (training rating, or the given capacity of an abstract site) by (stage, site)."""
    accelerators: pd.Series
    """Alive by (stage, site)."""
    served: pd.Series
    """H100e served by (stage, site)."""
    resource_cost_eur: float

    @property
    def objective_eur(self) -> float:
        """Discounted sum of all terms."""
        return float(self.costs.sum())

    @property
    def siting_cost_eur(self) -> float:
        """All cost but the accelerators at the cheapest return."""
        return self.objective_eur - float(self.invariant.sum())


def totals(facts: Facts, yearly: pd.Series) -> Totals:
    """Everything that follows from the recomputed yearly costs."""
    case = facts.case
    factors = discount_factors(case, case.discount_rate)
    rows = facts.service[facts.service["site"] != ""]
    served = rows.groupby(["stage", "site"])["h100e"].sum()
    rating = {g: a.h100e_training for g, a in case.accelerators.items()}
    alive = facts.cohorts["re_alive"]
    keys = [facts.cohorts["stage"], facts.cohorts["site"]]
    modelled = (alive * facts.cohorts["accelerator"].map(rating).astype(float)).groupby(keys).sum()
    given = facts.by_site([case.sites[s].capacity_h100e or 0.0 for s in facts.plan["site"]])
    installed = given.add(modelled, fill_value=0.0)
    social = with_return(facts, yearly, case.social_rate)
    return Totals(
        costs=discounted(facts, yearly, case.discount_rate),
        invariant=_invariant(facts, factors),
        installed_h100eh=_hours(installed, factors, case.hours_per_year),
        sold_h100eh=_hours(served, factors, case.hours_per_year),
        installed=installed,
        accelerators=alive.groupby(keys).sum(),
        served=served,
        resource_cost_eur=float(discounted(facts, social, case.social_rate).sum()),
    )


def _hours(h100e: pd.Series, factors: dict[str, float], hours: float) -> pd.Series:
    """Discounted H100e-hours by site."""
    weight = [factors[stage] * hours for stage in h100e.index.get_level_values(0)]
    return (h100e * weight).groupby(level=1).sum()


def _invariant(facts: Facts, factors: dict[str, float]) -> pd.Series:
    """Accelerators at the cheapest return: the same wherever they stand."""
    case, rate = facts.case, cheapest_return(facts.case)
    rows = facts.run.accelerators
    eur = []
    for stage, name, bought in tuples(rows, "stage", "accelerator", "bought"):
        generation, u = case.accelerators[name], facts.stages[stage]
        later = [t for t in case.stages if t.start_year >= u.start_year]
        years = sum(factors[t.stage] * alive_share(generation.life_years, u, t) for t in later)
        eur.append(annuity(rate, generation.life_years) * generation.price_eur * bought * years)
    return pd.Series(eur, index=rows["site"].to_numpy(), dtype=float).groupby(level=0).sum()
