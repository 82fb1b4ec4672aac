"""One limit of a plan."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Limit:
    """``value`` against ``bound`` in ``unit``; scope and stage are empty where the limit has none."""

    limit: str
    scope: str
    stage: str
    value: float
    bound: float
    unit: str
    side: Literal["upper", "lower"] = "upper"

    @property
    def slack(self) -> float:
        """Room left, in the unit; not negative when met."""
        return self.bound - self.value if self.side == "upper" else self.value - self.bound
