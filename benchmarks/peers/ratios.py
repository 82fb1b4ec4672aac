"""Figures of the peers as multiples of ours."""

from collections.abc import Callable

from benchmarks.peers.result import Result

SAME_OBJECTIVE = 1e-6
Figure = Callable[[Result], float]


def wall_s(result: Result) -> float:
    """Seconds of the process."""
    return float(result.wall_s)


def peak_mb(result: Result) -> float:
    """Memory of the process."""
    return float(result.peak_mb)


def ratio(ours: Result | None, peer: Result | None, figure: Figure) -> str:
    """The peer's figure by ours; a bound on it where the time limit ended one of them, else why there is none."""
    if ours is None or peer is None:
        return "-"
    if not (peer.proven or peer.stopped):
        return peer.outcome
    if not (ours.proven or peer.proven) or not (ours.proven or ours.stopped) or figure(ours) <= 0.0:
        return "-"
    if ours.proven and peer.proven and _differ(ours, peer):
        return "another optimum"
    words = "at least " if peer.stopped else "at most " if ours.stopped else ""
    return f"{words}{figure(peer) / figure(ours):.2f}{'' if ours.run == peer.run else ' *'}"


def _differ(ours: Result, peer: Result) -> bool:
    return abs(float(ours.objective) - float(peer.objective)) > SAME_OBJECTIVE * abs(float(ours.objective))
