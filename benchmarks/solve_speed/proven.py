"""When each gap was first proven, from the progress lines and from the summary."""

import re
from collections.abc import Sequence

GAP = re.compile(r"\bgap (\d+(?:\.\d+)?) %")

GAPS = (0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002)


def shown_gap(line: str) -> float | None:
    """The gap of a progress line, as the largest share that is shown so: 0.20 % may be just under 0.205 %."""
    found = GAP.search(line)
    if found is None:
        return None
    decimals = len(found.group(1).partition(".")[2])
    return (float(found.group(1)) + 0.5 * 10.0**-decimals) / 100


def first_proven(said: Sequence[tuple[float, str]], final: float | None, seconds: float) -> dict[float, float | None]:
    """Gap -> seconds at which it was first shown, at the end at the latest; None where it was not reached."""
    shown = [(at, gap) for at, line in said if (gap := shown_gap(line)) is not None]
    if final is not None:
        shown.append((seconds, final))
    return {wanted: min((at for at, gap in shown if gap <= wanted), default=None) for wanted in GAPS}
