"""Demand that must be served."""

from dataclasses import dataclass

from models.case import Case


@dataclass(frozen=True)
class Required:
    """Busy H100e that every plan serves in a stage, by kind of work."""

    training: float
    inference: float

    @property
    def words(self) -> str:
        """For a message."""
        parts = [f"{amount:,.0f} busy H100e of {kind}" for kind, amount in vars(self).items() if amount > 0]
        return " and ".join(parts) or "none"

    def weighted(self, training_weight: float) -> float:
        """One figure out of two."""
        return training_weight * self.training + (1 - training_weight) * self.inference


def required(case: Case, stage: str) -> Required:
    """Demand x coverage share, per workload over all regions; coverage 1 leaves nothing unmet even at a price."""
    total = {"training": 0.0, "inference": 0.0}
    for (workload, _, at), h100e in case.demand.items():
        if at == stage:
            total[case.workloads[workload].kind] += case.workloads[workload].coverage_share * h100e
    return Required(**total)
