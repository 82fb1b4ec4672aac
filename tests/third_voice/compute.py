"""Accelerators: bought, alive, drawing power, busy."""

from dataclasses import dataclass

from models.bounds import Kind
from models.case import Accelerator, Case
from tests.third_voice.money_and_time import alive_share, busy_share
from tests.third_voice.programme import NOTHING, Programme, Sum, total
from tests.third_voice.siting import Option, Siting, is_powered

KINDS: tuple[Kind, ...] = ("training", "inference")


@dataclass(frozen=True)
class Compute:
    """All in thousands of accelerators."""

    bought: dict[tuple[str, Option], Sum]
    """(accelerator, option)."""
    alive: dict[tuple[str, Option], Sum]
    able: dict[tuple[str, str, str], Sum]
    """(accelerator, site, stage): all that its cohorts can do."""
    work: dict[tuple[str, str, Kind, str], Sum]
    """(accelerator, site, kind, stage)."""
    draw_mw: dict[Option, Sum]


def rating(accelerator: Accelerator, kind: Kind) -> float:
    return accelerator.h100e_training if kind == "training" else accelerator.h100e_inference


def add_compute(p: Programme, case: Case, siting: Siting) -> Compute:
    compute = Compute({}, {}, {}, {}, {})
    order = [t.stage for t in case.stages]
    for site, cooling, stage in siting.use:
        for name, k in case.accelerator_cooling:
            if k == cooling and order.index(case.accelerators[name].first_stage) <= order.index(stage):
                compute.bought[name, (site, cooling, stage)] = p.column()
    for option in siting.use:
        _stand(p, case, siting, compute, option)
    for g in case.accelerators.values():
        for place in (s for s in case.sites.values() if is_powered(s)):
            for t in case.stages:
                _work(p, case, compute, g, place.site, t.stage)
    _limits(p, case, siting, compute)
    return compute


def _stand(p: Programme, case: Case, siting: Siting, compute: Compute, option: Option) -> None:
    """What is alive fits the built power, and draws its part of it."""
    site, cooling, stage = option
    now = next(t for t in case.stages if t.stage == stage)
    nameplate = NOTHING
    for g in case.accelerators.values():
        shares = {u: alive_share(g.life_years, u, now) for u in case.stages if u.start_year <= now.start_year}
        cohorts = [
            share * compute.bought.get((g.accelerator, (site, cooling, u.stage)), NOTHING)
            for u, share in shares.items()
        ]
        compute.alive[g.accelerator, option] = alive = total(cohorts)
        nameplate += g.it_kw * alive
    p.at_most(nameplate, siting.built_mw[option])
    compute.draw_mw[option] = case.operation.load_factor * nameplate


def _work(p: Programme, case: Case, compute: Compute, g: Accelerator, site: str, stage: str) -> None:
    now = next(t for t in case.stages if t.stage == stage)
    able = NOTHING
    for u in (u for u in case.stages if u.start_year <= now.start_year):
        share = busy_share(case.operation, g.life_years, u, now)
        able += share * total(compute.bought.get((g.accelerator, (site, k, u.stage)), NOTHING) for k in case.cooling)
    compute.able[g.accelerator, site, stage] = able
    for kind in KINDS:
        compute.work[g.accelerator, site, kind, stage] = p.column()
    p.at_most(total(compute.work[g.accelerator, site, kind, stage] for kind in KINDS), able)


def _limits(p: Programme, case: Case, siting: Siting, compute: Compute) -> None:
    """World supply of a generation, and the least size of an open site."""
    for g in case.accelerators.values():
        for t in case.stages if g.supply_per_stage is not None else ():
            sold = total(
                n for (name, option), n in compute.bought.items() if (name, option[2]) == (g.accelerator, t.stage)
            )
            p.at_most(sold, (g.supply_per_stage or 0.0) / 1e3)
    in_h100e = case.policy.gigafactory_unit == "h100e"
    for (site, stage), opened in siting.open.items():
        if is_powered(case.sites[site]):
            size = total(
                (case.accelerators[name].h100e_training if in_h100e else 1.0) * n
                for (name, option), n in compute.alive.items()
                if (option[0], option[2]) == (site, stage)
            )
            p.at_most(case.policy.gigafactory_minimum / 1e3 * opened, size)
