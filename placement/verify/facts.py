"""The plan joined with what the inputs imply, ready for vectorised comparison."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.case import Case, Stage
from placement.verify.derived import Derived
from placement.verify.money import alive_share, busy_share, stage_pairs, stages_by_name
from placement.verify.rows import tuples
from placement.verify.structure import HOUR_KEY
from placement.verify.tables import RunTables

Floats = npt.NDArray[np.float64]
PPA = ("wind", "solar", "baseload")
LEASES = (*PPA, "battery", "backup")


@dataclass(frozen=True, eq=False)
class Facts:
    """One row of ``plan`` per open (stage, site); hours of all of them in one long table."""

    case: Case
    derived: Derived
    run: RunTables
    stages: dict[str, Stage]
    plan: pd.DataFrame
    """capacity.csv with state, zone, leases, and what the inputs imply (columns with a leading ``re_``)."""
    cohorts: pd.DataFrame
    """Each purchase in each stage from then on: alive and busy accelerators."""
    hours: pd.DataFrame
    """dispatch.parquet with recomputed columns (``re_``) and ``row``, the position in ``plan``."""
    service: pd.DataFrame
    """service.csv with the demand and the figures of each link."""

    @property
    def last(self) -> str:
        """Name of the last stage."""
        return self.case.stages[-1].stage

    def yearly(self, values: Any) -> Floats:
        """Sum over the year, by row of ``plan``, of an hourly quantity."""
        weighted = np.asarray(values, dtype=float) * self.hours["re_weight"].to_numpy()
        total = np.bincount(self.hours["row"].to_numpy(dtype=int), weights=weighted, minlength=len(self.plan))
        return np.asarray(total, dtype=float)

    def spread(self, column: str) -> Floats:
        """A column of ``plan``, repeated for each hour of its row."""
        return np.asarray(self.plan[column].to_numpy(dtype=float)[self.hours["row"].to_numpy()])

    def by_site(self, values: Any) -> pd.Series:
        """Values in the order of ``plan`` as a series keyed by stage and site."""
        return pd.Series(np.asarray(values, dtype=float), index=self.places)

    @cached_property
    def places(self) -> pd.MultiIndex:
        """(stage, site) in the order of ``plan``."""
        return pd.MultiIndex.from_frame(self.plan[["stage", "site"]])


def gather(case: Case, derived: Derived, run: RunTables) -> Facts:
    """Join the run with the inputs; the structure has been checked before."""
    stages = stages_by_name(case)
    cohorts = _cohorts(case, run.accelerators)
    plan = _plan(case, derived, run, stages, cohorts)
    hours = _hours(case, derived, run, stages, plan)
    return Facts(case, derived, run, stages, plan, cohorts, hours, _service(case, derived, run.service))


def _plan(
    case: Case, derived: Derived, run: RunTables, stages: dict[str, Stage], cohorts: pd.DataFrame
) -> pd.DataFrame:
    plan = run.capacity.fillna(0.0).reset_index(drop=True)
    order = {name: i for i, name in enumerate(stages)}
    plan = plan.assign(
        order=plan["stage"].map(order).astype(int),
        state=[case.sites[s].state for s in plan["site"]],
        zone=[case.sites[s].zone or "" for s in plan["site"]],
    )
    plan = plan.sort_values("order", kind="stable").reset_index(drop=True)
    keys = list(zip(plan["site"], plan["cooling"], plan["stage"], strict=True))
    connection = np.array([derived.connection(s, stages[t]) for s, _, t in keys]).reshape(-1, 2)
    power = cohorts.assign(mw=cohorts["re_alive"] * cohorts["it_kw"] / 1000.0)
    nameplate = power.groupby(["stage", "site", "cooling"])["mw"].sum().to_dict()
    plan = plan.assign(
        re_firm=connection[:, 0],
        re_non_firm=connection[:, 1],
        re_peak_pue=[derived.peak_pue(s, k) if k else 0.0 for s, k, _ in keys],
        re_mean_pue=[derived.mean_pue(s, k, stages[t]) if k else 0.0 for s, k, t in keys],
        re_nameplate=[float(nameplate.get((t, s, k), 0.0)) for s, k, t in keys],
    )
    return plan.assign(re_draw=plan["re_nameplate"] * case.operation.load_factor).join(_leases(run.supply, plan))


def _leases(supply: pd.DataFrame, plan: pd.DataFrame) -> pd.DataFrame:
    """Leases in MW and energy in MWh a year by kind of supply, in the order of the plan."""
    wide = supply.pivot_table(index=["stage", "site"], columns="supply", values=["leased_mw", "energy_mwh_per_year"])
    index = pd.MultiIndex.from_frame(plan[["stage", "site"]])
    columns = {}
    for kind in ("grid", *LEASES):
        for name, prefix in (("leased_mw", "lease"), ("energy_mwh_per_year", "energy")):
            found = wide[name, kind].reindex(index) if (name, kind) in wide else pd.Series(0.0, index=index)
            columns[f"{prefix}_{kind}"] = found.fillna(0.0).to_numpy()
    return pd.DataFrame(columns, index=plan.index)


def _cohorts(case: Case, accelerators: pd.DataFrame) -> pd.DataFrame:
    frames = [accelerators.assign(bought_stage="", it_kw=0.0, re_alive=0.0, re_busy=0.0).iloc[:0]]
    for u, t in stage_pairs(case):
        rows = accelerators[(accelerators["stage"] == u.stage) & (accelerators["bought"] != 0)]
        life = {g: a.life_years for g, a in case.accelerators.items()}
        alive = rows["accelerator"].map({g: alive_share(years, u, t) for g, years in life.items()})
        busy = rows["accelerator"].map({g: busy_share(case, years, u, t) for g, years in life.items()})
        frames.append(
            rows.assign(
                stage=t.stage,
                bought_stage=u.stage,
                it_kw=rows["accelerator"].map({g: a.it_kw for g, a in case.accelerators.items()}).astype(float),
                re_alive=rows["bought"] * alive.astype(float),
                re_busy=rows["bought"] * busy.astype(float),
            )
        )
    return pd.concat([f for f in frames if len(f)] or frames[:1], ignore_index=True)


def _hours(case: Case, derived: Derived, run: RunTables, stages: dict[str, Stage], plan: pd.DataFrame) -> pd.DataFrame:
    """Hours in the order of the plan; the run's own hours follow the inputs' (checked before)."""
    dispatch: dict[Any, pd.DataFrame] = dict(tuple(run.dispatch.groupby(["stage", "site", "cooling"], sort=False)))
    frames = []
    for row, (stage, site, cooling) in enumerate(tuples(plan, "stage", "site", "cooling")):
        if not cooling:
            continue
        implied = derived.site_hours(site, cooling, stages[stage]).drop(columns=HOUR_KEY).add_prefix("re_")
        frames.append(dispatch[stage, site, cooling].reset_index(drop=True).join(implied).assign(row=row))
    if frames:
        return pd.concat(frames, ignore_index=True)
    implied_names = (
        "weight",
        "month",
        "price_eur_per_mwh",
        "temperature_c",
        "pue",
        "wue",
        "heat_demand_mw",
        "headroom_mw",
    )
    empty = run.dispatch.iloc[:0].assign(**{f"re_{name}": 0.0 for name in (*implied_names, "wind", "solar")})
    return empty.assign(row=np.array([], dtype=int))


def _service(case: Case, derived: Derived, service: pd.DataFrame) -> pd.DataFrame:
    """Each row with its demand, round trip, surcharge and link cost."""
    keys = list(tuples(service, "workload", "region", "site", "stage"))
    return service.assign(
        re_demand=[case.demand.get((w, r, t), 0.0) for w, r, _, t in keys],
        re_rtt_ms=[_rtt(derived, r, s) for _, r, s, _ in keys],
        re_surcharge=[surcharge(case, w, r, s) for w, r, s, _ in keys],
        re_link_cost=[case.links[r, s].cost_eur_per_h100e_year if (r, s) in case.links else 0.0 for _, r, s, _ in keys],
    )


def _rtt(derived: Derived, region: str, site: str) -> float:
    known = site and region in derived.case.regions
    return derived.round_trip(region, site) if known else float("nan")


def surcharge(case: Case, workload: str, region: str, site: str) -> float:
    """EUR per H100e-hour of resident demand processed at a site; NaN where it is not accepted."""
    bound = case.workloads[workload].resident and case.residency and site and region in case.regions
    if not bound or case.regions[region].state == case.sites[site].state:
        return 0.0
    return case.residency.get((case.regions[region].state, case.sites[site].state), float("nan"))
