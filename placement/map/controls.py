"""What the reader may choose on the page: a control stands only where the run holds its data."""

from dataclasses import dataclass
from typing import Any

from placement.map.payload import Payload
from placement.map.stages import Stage

_SHADES = (
    ("price", "Delivered power price"),
    ("carbon", "Carbon intensity of the grid"),
    ("money", "National public money"),
)


@dataclass(frozen=True, slots=True)
class Controls:
    """The choices, each as the page lists it; an empty one is left out."""

    circles: tuple[dict[str, Any], ...]
    candidates: bool
    dots: tuple[dict[str, Any], ...]
    shades: tuple[tuple[str, str], ...]
    trips: tuple[tuple[str, str], ...]
    workloads: tuple[str, ...]
    stages: tuple[Stage, ...]


def controls(data: Payload) -> Controls:
    """Return the choices that the run's data allow."""
    plan = data.plan
    return Controls(
        circles=data.circles,
        candidates=any(candidate.lat is not None for candidate in plan.candidates),
        dots=data.dots,
        shades=tuple((key, name) for key, name in _SHADES if key in data.scales),
        trips=_trips(data) if any(region.lat is not None for region in plan.regions) else (),
        workloads=tuple(data.workloads),
        stages=data.stages,
    )


def _trips(data: Payload) -> tuple[tuple[str, str], ...]:
    trips = (("mean", "Mean round trip"), ("worst", "Worst round trip")) if "rtt" in data.scales else ()
    return (*trips, *((("met", "Share of demand met"),) if "met" in data.scales else ()))
