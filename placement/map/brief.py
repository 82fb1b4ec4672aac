"""The one figure of each block of the panel, seen before the reader opens it."""

from dataclasses import dataclass

from placement.map import numbers as show
from placement.map.proof import NOTHING
from placement.map.summary import Summary
from placement.rounded import gap_percent


@dataclass(frozen=True, slots=True)
class Brief:
    """A figure with its unit for each block; empty where the run does not hold it."""

    proof: str
    cost: str
    power: str
    capital: str
    investor: str
    evidence: str
    stages: str
    carbon: str
    service: str


def brief(summary: Summary) -> Brief:
    """Return the figures of a run."""
    stages = len(summary.counts.by_stage)
    return Brief(
        proof=_proof(_gap(summary)),
        cost=_with(show.euros(summary.siting_cost_eur), "siting"),
        power=_with(show.megawatts(summary.counts.facility_peak_mw), "peak"),
        capital=show.euros(summary.funding_eur.whole()),
        investor=_with(show.share(summary.investor.project_irr), "a year"),
        evidence=_with(show.share(summary.evidence.siting_cost_share.assumed), "assumed"),
        stages=f"{stages} {'stage' if stages == 1 else 'stages'}" if stages else "",
        carbon=show.tonnes(summary.carbon.hourly),
        service=_with(show.share(summary.unmet_share), "not met"),
    )


def _gap(summary: Summary) -> float | None:
    return summary.gap if summary.gap is not None else summary.gap_on_screen


def _proof(gap: float | None) -> str:
    return "least cost" if gap is not None and gap < NOTHING else _with("within", gap_percent(gap))


def _with(first: str, second: str) -> str:
    return f"{first} {second}" if first and second else ""
