"""Who is served from where: allowed links, shares that add up, coverage, capacity by kind of work."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from models.case import EU_POOL
from placement.verify.book import Limit
from placement.verify.facts import Facts
from placement.verify.ledger import Ledger
from placement.verify.rows import lookup, records, tuples

NAMES = ["stage", "workload", "region", "site"]


def check_service(facts: Facts, ledger: Ledger) -> list[Limit]:
    """All of the section Service of the mathematics but the loss of a site."""
    rows = facts.service
    labels = rows[NAMES]
    ledger.at_least("share", "service.csv", rows["share"], 0.0, "share", labels)
    ledger.at_most("share", "service.csv", rows["share"], 1.0, "share", labels)
    ledger.equal("served", "service.csv", rows["h100e"], rows["share"] * rows["re_demand"], "H100e", labels)
    _shares_add_to_one(facts, ledger)
    _unmet_allowed(facts, ledger)
    _links(facts, ledger)
    if facts.case.policy.single_source:
        _one_source(facts, ledger)
    return [*_coverage(facts), *_latency(facts), *_capacity(facts), *_abstract_capacity(facts)]


def _shares_add_to_one(facts: Facts, ledger: Ledger) -> None:
    names = ["workload", "region", "stage"]
    shares = facts.service.groupby(names)["share"].sum()
    wanted = pd.Series({key: 1.0 for key, h100e in facts.case.demand.items() if h100e > 0}, dtype=float)
    if wanted.empty:
        wanted.index = pd.MultiIndex.from_tuples([], names=names)
    wanted.index = wanted.index.set_names(names)
    idle = [key for key in shares.index if facts.case.demand.get(key, 0.0) == 0]
    for key in idle:
        known = key in facts.case.demand
        ledger.require(known, "demand", f"service.csv, {' / '.join(key)}", "service of a demand that does not exist")
    ledger.same_series("shares add to 1", "service.csv", shares.drop(index=idle), wanted, "share")


def _unmet_allowed(facts: Facts, ledger: Ledger) -> None:
    for row in records(facts.service[facts.service["site"] == ""]):
        workload = facts.case.workloads[str(row.workload)]
        allowed = workload.unmet_eur_per_h100eh is not None or workload.coverage_share < 1.0
        where = f"service.csv, workload {row.workload}, region {row.region}, stage {row.stage}"
        ledger.require(allowed, "unmet demand", where, row.share, "none: the workload must be served in full")


def _one_source(facts: Facts, ledger: Ledger) -> None:
    """A region's demand of a workload is all done by one site, or all unmet."""
    rows = facts.service[facts.service["region"] != EU_POOL]
    most = rows.groupby(["stage", "workload", "region"])["share"].max()
    ledger.at_least("single_source", "service.csv", most, 1.0, "share", most.index)


def _links(facts: Facts, ledger: Ledger) -> None:
    """Round trips as the inputs give them; the site may serve the region."""
    rows = facts.service[facts.service["site"] != ""]
    labels, found, implied = rows[NAMES], rows["rtt_ms"], rows["re_rtt_ms"]
    ledger.require(
        bool(facts.service.loc[facts.service["site"] == "", "rtt_ms"].isna().all()),
        "round trip",
        "service.csv, unmet demand",
        "a round trip",
        "none",
    )
    given = ~(found.isna() & implied.isna())
    ledger.equal("round trip", "service.csv", found[given], implied[given], "ms", labels[given])
    limit = rows["workload"].map({n: w.max_rtt_ms or np.inf for n, w in facts.case.workloads.items()}).astype(float)
    limited = np.isfinite(limit) & (rows["region"].isin(list(facts.case.regions)))
    ledger.at_most("latency", "service.csv", implied[limited], limit[limited], "ms", labels[limited], rel=1e-9)
    barred = rows["re_surcharge"].isna()
    for row in records(rows[barred]):
        where = f"service.csv, workload {row.workload}, region {row.region}, stage {row.stage}"
        ledger.fail("residency", where, str(row.site), "a site in a state that residency accepts")
    ledger.checked += len(rows)
    for row in records(rows[implied.isna() & rows["region"].isin(list(facts.case.regions))]):
        known = (row.region, row.site) in facts.case.links
        ledger.require(
            known, "link", f"service.csv, region {row.region}", str(row.site), "a pair with link or coordinates"
        )


def _coverage(facts: Facts) -> list[Limit]:
    unmet = facts.service[facts.service["site"] == ""].groupby(["workload", "stage"])["h100e"].sum().to_dict()
    limits = []
    for (workload, stage), total in _by_workload(facts.case.demand).items():
        share = 1.0 - unmet.get((workload, stage), 0.0) / total
        least = facts.case.workloads[workload].coverage_share
        limits.append(Limit("coverage", workload, stage, share, least, "share", "lower", listed=least > 0))
    return limits


def _by_workload(demand: Mapping[tuple[str, str, str], float]) -> dict[tuple[str, str], float]:
    total: dict[tuple[str, str], float] = {}
    for (workload, _, stage), h100e in demand.items():
        total[workload, stage] = total.get((workload, stage), 0.0) + h100e
    return {key: h100e for key, h100e in total.items() if h100e > 0}


def _latency(facts: Facts) -> list[Limit]:
    """The worst round trip of each workload that has a limit."""
    limits = []
    rows = facts.service[(facts.service["site"] != "") & (facts.service["share"] > 0)]
    worst = rows.groupby(["workload", "stage"])["re_rtt_ms"].max().to_dict()
    for name, workload in facts.case.workloads.items():
        if workload.max_rtt_ms is None:
            continue
        for stage in facts.stages:
            value = worst.get((name, stage), np.nan)
            if np.isfinite(value):
                limits.append(Limit("latency", name, stage, float(value), workload.max_rtt_ms, "ms"))
    return limits


def _capacity(facts: Facts) -> list[Limit]:
    """Served by kind of work within the busy accelerators' rating."""
    if not facts.case.cooling:
        return []
    kind = {name: w.kind for name, w in facts.case.workloads.items()}
    rows = facts.service[facts.service["site"] != ""]
    served = rows["h100e"].groupby([rows["stage"], rows["site"], rows["workload"].map(kind)]).sum().to_dict()
    able = busy_h100e(facts)
    limits = []
    for stage, site in tuples(facts.plan[facts.plan["cooling"] != ""], "stage", "site"):
        for k in ("training", "inference"):
            value, bound = served.get((stage, site, k), 0.0), able.get((stage, site, k), 0.0)
            limits.append(
                Limit("compute_capacity", f"{site}/{k}", stage, value, bound, "H100e", listed=value > 0 or bound > 0)
            )
    return limits


def busy_h100e(facts: Facts) -> dict[tuple[str, str, str], float]:
    """H100e at work by (stage, site, kind), from work.csv and the ratings."""
    rows = facts.run.work
    rating = {(g, "training"): a.h100e_training for g, a in facts.case.accelerators.items()}
    rating |= {(g, "inference"): a.h100e_inference for g, a in facts.case.accelerators.items()}
    h100e = rows["busy"] * [rating[g, k] for g, k in zip(rows["accelerator"], rows["kind"], strict=True)]
    return lookup(h100e.groupby([rows["stage"], rows["site"], rows["kind"]]).sum())


def _abstract_capacity(facts: Facts) -> list[Limit]:
    """A site with ``capacity_h100e`` serves no more than that of all workloads together."""
    rows = facts.service[facts.service["site"] != ""]
    served = rows.groupby(["stage", "site"])["h100e"].sum().to_dict()
    return [
        Limit("capacity_h100e", site, stage, served.get((stage, site), 0.0), capacity, "H100e")
        for stage, site in tuples(facts.plan, "stage", "site")
        if (capacity := facts.case.sites[site].capacity_h100e) is not None
    ]
