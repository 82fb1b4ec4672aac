"""The plan: plain tables and figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from models.case import Case
from placement.account import tables
from placement.account.decisions import Decisions
from placement.account.evidence import evidence_table
from placement.account.facts import gather
from placement.account.geojson import feature_collection
from placement.account.limits import limit_table
from placement.account.sites import site_table
from placement.account.summary import Proof, summarise

__all__ = ["Plan", "Proof", "draw_up"]


@dataclass(frozen=True, eq=False)
class Plan:
    """The answer of one solve; each table is a file of the run folder (docs/run-format.md)."""

    case: Case
    """The case as it was solved."""
    proof: Proof
    status: str
    summary: dict[str, Any]
    sites: pd.DataFrame
    capacity: pd.DataFrame
    accelerators: pd.DataFrame
    work: pd.DataFrame
    service: pd.DataFrame
    supply: pd.DataFrame
    dispatch: pd.DataFrame
    funding: pd.DataFrame
    limits: pd.DataFrame
    costs: pd.DataFrame
    evidence: pd.DataFrame
    access: pd.DataFrame | None
    geojson: dict[str, Any]
    log: tuple[str, ...] = field(default=())


def draw_up(
    case: Case,
    decisions: Decisions,
    proof: Proof,
    screened: set[str],
    estimates: Mapping[str, float],
    log: tuple[str, ...],
) -> Plan:
    """Every table and figure of the plan.

    ``screened``: candidates that entered the siting model; ``estimates``: siting cost of a full-size gigafactory by
    site as far as it was estimated, EUR a year per MW of IT power.
    """
    facts = gather(case, decisions)
    sites, service = site_table(facts), tables.service(facts)
    return Plan(
        case=case,
        proof=proof,
        status=proof.status,
        summary=summarise(facts, proof),
        sites=sites,
        capacity=tables.capacity(facts),
        accelerators=tables.accelerators(facts),
        work=tables.work(facts),
        service=service,
        supply=tables.supply(facts),
        dispatch=tables.dispatch(facts),
        funding=tables.funding(facts),
        limits=limit_table(facts),
        costs=tables.costs(facts),
        evidence=evidence_table(facts),
        access=tables.access(facts),
        geojson=feature_collection(facts, sites, service, screened, estimates),
        log=log,
    )
