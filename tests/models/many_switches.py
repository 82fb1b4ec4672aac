"""What a policy says in the many cases: each switch on in a fixed number of the cases of every chunk, by lot."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from models.case import Case
from tests.models.cases import with_policy, with_rules
from tests.models.many_cases import between

CHUNK = 18
"""Cases that are drawn together: a switch is on in as many of them as it says, whatever the seed."""

Draw = Callable[[Case, np.random.Generator], Case]


@dataclass(frozen=True)
class Chance:
    """A limit or rule that is on in ``cases`` of `CHUNK`."""

    name: str
    cases: int
    on: Draw


def _policy(name: str, cases: int, draw: Callable[[Case, np.random.Generator], dict[str, Any]]) -> Chance:
    return Chance(name, cases, lambda case, rng: with_policy(case, **draw(case, rng)))


def _rules(name: str, draw: Callable[[np.random.Generator], dict[str, Any]]) -> Chance:
    """Of one state, drawn by lot, that is host to a site."""

    def on(case: Case, rng: np.random.Generator) -> Case:
        state = str(rng.choice(_hosts(case)))
        return with_rules(case, state, **draw(rng))

    return Chance(name, 3, on)


def _hosts(case: Case) -> list[str]:
    """States with a candidate."""
    return list(dict.fromkeys(s.state for s in case.sites.values()))


def _critical(case: Case, rng: np.random.Generator) -> Case:
    chat = replace(case.workloads["chat"], critical_share=between(rng, 0.1, 0.3))
    return with_policy(replace(case, workloads={**case.workloads, "chat": chat}), n_minus_1=True)


def _public(case: Case, rng: np.random.Generator) -> Case:
    chat = replace(case.workloads["chat"], public_access=True)
    levels = (0.0, between(rng, 0.05, 0.15), between(rng, 0.2, 0.4))
    return with_policy(replace(case, workloads={**case.workloads, "chat": chat}), access_levels=levels)


CHANCES = (
    _policy("few sites", 5, lambda c, r: {"max_sites": int(r.integers(2, len(c.sites) + 1))}),
    _policy("many sites", 4, lambda c, r: {"min_sites": 2}),
    _policy("few sites a state", 4, lambda c, r: {"max_sites_per_state": 1 if len(_hosts(c)) > 2 else 2}),
    _policy("few states", 4, lambda c, r: {"max_states": max(2, len(_hosts(c)) - 1)}),
    _policy("many states", 4, lambda c, r: {"min_states": 2}),
    _policy("blocks", 6, lambda c, r: {"block_it_mw": between(r, 2, 6)}),
    _policy("minimum", 5, lambda c, r: {"min_it_mw": between(r, 4, 12)}),
    _policy("gigafactory", 4, lambda c, r: {"gigafactory_minimum": between(r, 2_000, 6_000)}),
    _policy(
        "gigafactory in H100e",
        4,
        lambda c, r: {"gigafactory_minimum": between(r, 2_000, 6_000), "gigafactory_unit": "h100e"},
    ),
    _policy("state share", 4, lambda c, r: {"max_state_share": between(r, 0.7, 0.9)}),
    _policy("state peak", 4, lambda c, r: {"max_share_of_state_peak": between(r, 0.045, 0.08)}),
    _policy("hourly account", 10, lambda c, r: {"carbon_account": "hourly"}),
    _policy("carbon price", 5, lambda c, r: {"carbon_price_eur_per_t": between(r, 20, 90)}),
    _policy("clean", 4, lambda c, r: {"carbon_free_share": between(r, 0.2, 0.6)}),
    _policy(
        "clean without the grid",
        4,
        lambda c, r: {"carbon_free_share": between(r, 0.1, 0.4), "grid_carbon_free_counts": False},
    ),
    _policy("moved load", 5, lambda c, r: {"moved_load_share": between(r, 0.05, 0.2)}),
    _policy("lost compute", 4, lambda c, r: {"lost_compute_eur_per_mwh": between(r, 60, 200)}),
    _policy(
        "much lost compute",
        4,
        lambda c, r: {"lost_compute_eur_per_mwh": between(r, 60, 200), "max_lost_compute_share": 0.05},
    ),
    _policy("price rise", 4, lambda c, r: {"price_slope_eur_per_mwh_per_gw": between(r, 100, 600)}),
    _policy(
        "price rise by fine steps",
        5,
        lambda c, r: {
            "price_slope_eur_per_mwh_per_gw": between(r, 100, 600),
            "price_slope_step_mw": between(r, 3, 10),
            "price_slope_steps": int(r.integers(2, 6)),
        },
    ),
    _policy("risk", 5, lambda c, r: {"risk_pass_through": float(r.choice([0.0, 1.0]))}),
    _policy("match", 5, lambda c, r: {"state_match_ratio": between(r, 0.3, 1.0)}),
    _policy("private money", 5, lambda c, r: {"private_min_share": between(r, 0.3, 0.7)}),
    _policy("leverage", 5, lambda c, r: {"max_leverage": between(r, 0.2, 0.6)}),
    _policy("programme", 6, lambda c, r: {"programme_budget_eur": between(r, 15e6, 90e6)}),
    Chance("critical", 4, _critical),
    Chance("public access", 4, _public),
    _rules("PUE", lambda r: {"max_pue": between(r, 1.11, 1.16)}),
    _rules("heat", lambda r: {"min_heat_reuse_share": between(r, 0.02, 0.15)}),
    _rules("deposit", lambda r: {"connection_deposit_eur_per_mw": between(r, 1e4, 1e5)}),
    _rules("dispatchable", lambda r: {"min_dispatchable_share": between(r, 0.1, 0.4)}),
    _rules("renewable", lambda r: {"min_new_renewable_share": between(r, 0.1, 0.4)}),
    _policy("single source", 4, lambda c, r: {"single_source": True}),
)


def is_on(name: str, cases: int, seed: int) -> bool:
    """Whether the lot falls on the case of this seed: on ``cases`` of the cases of its chunk."""
    chunk, place = divmod(seed, CHUNK)
    order = np.random.default_rng([43, chunk, *name.encode()]).permutation(CHUNK)
    return bool(order[place] < cases)


def with_chances(case: Case, seed: int) -> tuple[Case, tuple[str, ...]]:
    """The case with what the lot put on, and the names of that."""
    rng = np.random.default_rng([42, seed])
    chosen = [chance for chance in CHANCES if is_on(chance.name, chance.cases, seed)]
    for chance in chosen:
        case = chance.on(case, rng)
    return case, tuple(chance.name for chance in chosen)
