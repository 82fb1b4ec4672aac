"""What is bought, how much of it is alive, what it draws and what work it can do."""

import pandas as pd

from placement.verify.book import Limit
from placement.verify.facts import Facts
from placement.verify.ledger import Ledger
from placement.verify.rows import lookup, records, tuples

NAMES = ["stage", "site", "cooling", "accelerator"]


def check_compute(facts: Facts, ledger: Ledger) -> list[Limit]:
    """All of the section Compute of the mathematics."""
    plan, rows = facts.plan, facts.run.accelerators
    _may_be_bought(facts, ledger)
    alive = facts.cohorts.groupby(NAMES)["re_alive"].sum()
    reported = rows.set_index(NAMES)["alive"]
    ledger.same_series("alive", "accelerators.csv", reported, alive, "accelerators")
    ledger.at_least("bought", "accelerators.csv", rows["bought"], 0.0, "accelerators", rows[NAMES])
    if facts.case.cooling:
        labels = plan[["stage", "site"]]
        nameplate = plan["re_nameplate"]
        ledger.at_most("nameplate within built", "accelerators.csv", nameplate, plan["it_mw"], "MW", labels)
        ledger.equal("it draw", "capacity.csv", plan["it_draw_mw"], plan["re_draw"], "MW", labels)
    _work(facts, ledger)
    return [*_world_supply(facts), *_gigafactory(facts)]


def _may_be_bought(facts: Facts, ledger: Ledger) -> None:
    """The cooling suits the rack, and the generation is on sale."""
    suits = set(facts.case.accelerator_cooling)
    for row in records(facts.run.accelerators):
        where = f"accelerators.csv, site {row.site}, stage {row.stage}, accelerator {row.accelerator}"
        fits = (row.accelerator, row.cooling) in suits
        ledger.require(fits, "cooling suits", where, str(row.cooling), "a cooling that suits it")
        first = facts.stages[facts.case.accelerators[str(row.accelerator)].first_stage].start_year
        on_sale = row.bought == 0 or facts.stages[str(row.stage)].start_year >= first
        ledger.require(on_sale, "on sale", where, str(row.stage), f"{first} or later")


def _work(facts: Facts, ledger: Ledger) -> None:
    """Busy accelerators stay within what the cohorts can do."""
    names = ["stage", "site", "accelerator"]
    rows = facts.run.work
    ledger.at_least("busy", "work.csv", rows["busy"], 0.0, "accelerators", rows[[*names, "kind"]])
    able = facts.cohorts.groupby(names)["re_busy"].sum().rename("able")
    both = pd.concat([rows.groupby(names)["busy"].sum(), able], axis=1).fillna(0.0)
    ledger.at_most("work within busy share", "work.csv", both["busy"], both["able"], "accelerators", both.index)


def _world_supply(facts: Facts) -> list[Limit]:
    bought = facts.run.accelerators.groupby(["accelerator", "stage"])["bought"].sum().to_dict()
    limits = []
    for name, generation in facts.case.accelerators.items():
        if generation.supply_per_stage is None:
            continue
        first = facts.stages[generation.first_stage].start_year
        for stage in facts.stages:
            value = float(bought.get((name, stage), 0.0))
            on_sale = facts.stages[stage].start_year >= first
            bound = generation.supply_per_stage
            limits.append(
                Limit("world_supply", name, stage, value, bound, "accelerators", listed=on_sale and value > 0)
            )
    return limits


def _gigafactory(facts: Facts) -> list[Limit]:
    """Every open site has at least the programme's size in every stage."""
    policy = facts.case.policy
    least, unit = policy.gigafactory_minimum, policy.gigafactory_unit
    size = compute_size(facts, unit)
    label = "H100e" if unit == "h100e" else "accelerators"
    on = least > 0 and bool(facts.case.cooling)
    rows = tuples(facts.plan[facts.plan["cooling"] != ""], "stage", "site")
    return [
        Limit("gigafactory_minimum", s, t, float(size.get((t, s), 0.0)), least, label, "lower", listed=on)
        for t, s in rows
    ]


def compute_size(facts: Facts, unit: str) -> dict[tuple[str, str], float]:
    """Accelerators alive, or their H100e for training, by (stage, site)."""
    rating = {g: a.h100e_training if unit == "h100e" else 1.0 for g, a in facts.case.accelerators.items()}
    size = facts.cohorts["re_alive"] * facts.cohorts["accelerator"].map(rating).astype(float)
    return lookup(size.groupby([facts.cohorts["stage"], facts.cohorts["site"]]).sum())
