"""The decision tables of a run: capacity, accelerators, work, service, supply, dispatch, funding, access, costs."""

from collections.abc import Iterable
from typing import TypeAlias

import pandas as pd

from models.case import EU_POOL
from models.derive import round_trip_ms
from placement.account.decisions import Option
from placement.account.facts import PPAS, Facts

Key: TypeAlias = tuple[str, str, str, str]
"""(stage, site, and two more)."""
LEVELS = ("clean_level_mwh", "grid_level_mwh")
DECIDED = (
    "it_load_mw",
    "moved_mw",
    "lost_mw",
    "facility_mw",
    "grid_mw",
    "wind_mw",
    "solar_mw",
    "baseload_mw",
    "backup_mw",
    "clean_charge_mw",
    "grid_charge_mw",
    "clean_discharge_mw",
    "grid_discharge_mw",
    *LEVELS,
    "heat_mw",
)


def _table(columns: str, rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split())


def capacity(facts: Facts) -> pd.DataFrame:
    """What is built and drawn, by open site and stage; a site without power has only its name."""
    rows = []
    for t in facts.case.stages:
        for s in facts.open_in(t.stage):
            option = facts.option(s, t.stage)
            figures: tuple[object, ...] = (None, None, None, None, None)
            if option is not None:
                blocks, draw = facts.decisions.blocks[option], facts.decisions.it_draw_mw[option]
                figures = (
                    option[1],
                    blocks,
                    facts.built_mw(s, t.stage),
                    facts.facility_peak_mw(s, t.stage),
                    draw,
                )
            rows.append((t.stage, s, *figures))
    return _table("stage site cooling blocks it_mw facility_peak_mw it_draw_mw", rows)


def accelerators(facts: Facts) -> pd.DataFrame:
    """Bought and alive."""
    d = facts.decisions
    keys = _ordered(facts, {(t, s, k, g) for g, s, k, t in [*d.bought, *d.alive]})
    rows = ((*key, d.bought.get(_gskt(key), 0.0), d.alive.get(_gskt(key), 0.0)) for key in keys)
    return _table("stage site cooling accelerator bought alive", rows)


def _gskt(key: Key) -> tuple[str, str, str, str]:
    stage, site, cooling, generation = key
    return generation, site, cooling, stage


def work(facts: Facts) -> pd.DataFrame:
    """Busy accelerators by kind of work."""
    found = {(t, s, g, kind): n for (g, s, kind, t), n in facts.decisions.busy.items()}
    return _table("stage site accelerator kind busy", ((*key, found[key]) for key in _ordered(facts, set(found))))


def service(facts: Facts) -> pd.DataFrame:
    """Who serves whom; an empty site is demand left unmet."""
    case, d = facts.case, facts.decisions
    rows: list[tuple[object, ...]] = []
    for (w, r, t), wanted in case.demand.items():
        for s in facts.open_in(t):
            share = d.serve.get((w, r, s, t), 0.0)
            if share > 0:
                rtt = None if r == EU_POOL else round_trip_ms(case, case.regions[r], case.sites[s])
                rows.append((t, w, r, s, share, share * wanted, rtt))
        if (missing := d.unmet.get((w, r, t), 0.0)) > 0:
            rows.append((t, w, r, None, missing, missing * wanted, None))
    return _table("stage workload region site share h100e rtt_ms", rows)


def supply(facts: Facts) -> pd.DataFrame:
    """Leases and energy by source; for the grid, the peak import."""
    rows: list[tuple[object, ...]] = []
    for option, power in facts.decisions.power.items():
        site, cooling, stage = option
        energy = supplied_mwh(facts, option)
        leased = {"grid": power.peak_import_mw, **power.leases_mw}
        rows += [(stage, site, cooling, p, mw, energy[p]) for p, mw in leased.items() if mw > 0 or energy[p] > 0]
    return _table("stage site cooling supply leased_mw energy_mwh_per_year", rows)


def supplied_mwh(facts: Facts, option: Option) -> dict[str, float]:
    """Energy of a year by supply, MWh; what a battery gives back was drawn from another supply before."""
    hourly = facts.decisions.power[option].hourly
    energy = {p: facts.yearly(option, hourly[f"{p}_mw"]) for p in ("grid", *PPAS, "backup")}
    return {**energy, "battery": facts.yearly(option, hourly["clean_discharge_mw"] + hourly["grid_discharge_mw"])}


def dispatch(facts: Facts) -> pd.DataFrame:
    """Every hour of every open site."""
    frames = [_site_hours(facts, option) for option in facts.decisions.power]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(_HOUR_COLUMNS))


_HOUR_COLUMNS = (
    *("stage", "site", "cooling", "period", "day", "hour", "month", "weight", "price_eur_per_mwh"),
    *("temperature_c", "pue", "headroom_mw", *DECIDED),
)


def _site_hours(facts: Facts, option: Option) -> pd.DataFrame:
    site, cooling, stage = option
    data, hourly = facts.supply[option], facts.decisions.power[option].hourly
    series = data.series
    return pd.DataFrame(
        {
            "stage": stage,
            "site": site,
            "cooling": cooling,
            "period": series.period,
            "day": series.day,
            "hour": series.hour,
            "month": series.month,
            "weight": series.weight,
            "price_eur_per_mwh": series.price_eur_per_mwh,
            "temperature_c": data.temperature_c,
            "pue": data.pue,
            "headroom_mw": data.headroom_mw,
            **{name: hourly[name] for name in DECIDED},
        }
    )


def funding(facts: Facts) -> pd.DataFrame:
    """Who paid for what."""
    found = {(t, s, a, f): eur for (f, s, a, t), eur in facts.decisions.pay_eur.items()}
    return _table("stage site asset funder eur", ((*key, found[key]) for key in _ordered(facts, set(found))))


def access(facts: Facts) -> pd.DataFrame | None:
    """The level of public access of each open site; None where the case lists no levels."""
    if not facts.case.policy.access_levels:
        return None
    powered = (s for s in facts.open_in(facts.last) if facts.option(s, facts.last))
    return _table("site access_level", ((s, facts.decisions.access_level[s]) for s in powered))


def costs(facts: Facts) -> pd.DataFrame:
    """Every cost, yearly and discounted."""
    rows = (
        (row.term, row.stage, row.site or None, row.eur_per_year, facts.discount[row.stage] * row.eur_per_year)
        for row in facts.decisions.costs
    )
    return _table("term stage site eur_per_year eur", rows)


def _ordered(facts: Facts, keys: set[Key]) -> list[Key]:
    """Keys that begin with stage and site, in the order of the case's tables."""
    stages = {t.stage: i for i, t in enumerate(facts.case.stages)}
    sites = {s: i for i, s in enumerate(facts.case.sites)}
    return sorted(keys, key=lambda key: (stages[key[0]], sites[key[1]], *key[2:]))
