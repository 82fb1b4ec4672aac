"""Which workers may work for us: those that would find what this process would find."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from placement import __version__
from placement.cluster.connect import NoCluster

if TYPE_CHECKING:
    from distributed import Client

PACKAGES = ("highspy", "pyomo", "numpy", "scipy")
"""What an answer depends on, beside our own version: a run's manifest names one version of each."""


class Unfit(Exception):
    """This worker must not work for us; the message says why."""


def versions() -> dict[str, str]:
    """Versions in this process of all that an answer depends on; "none" where it is not installed."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {"placement": __version__, "Python": python} | {name: _version(name) for name in PACKAGES}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def other_versions(needed: Mapping[str, str]) -> str | None:
    """What this process has in other versions; None: nothing."""
    here = versions()
    wrong = [name for name, wanted in needed.items() if here.get(name) != wanted]
    if not wrong:
        return None
    has, wanted = (" and ".join(f"{name} {of.get(name, 'none')}" for name in wrong) for of in (here, needed))
    return f"it has {has}, needed is {wanted}"


def too_many_threads(count: int) -> str | None:
    """Why a worker of so many threads must not work for us; None: it may."""
    if count == 1:
        return None
    return f"it would work on {count} things at once in one process: start it with --nthreads 1"


def refuse_unfit(client: Client, why_unfit: Callable[[], str | None]) -> None:
    """Raise NoCluster with the name of every worker that must not work for us.

    ``why_unfit`` is called on each, and says why; None: it may.
    """
    answers = client.run(answer_here, why_unfit, on_error="return")
    reasons = [f"Worker {name}: {reason_of(answer)}." for name, answer in answers.items() if answer is not None]
    threads = {name: too_many_threads(count) for name, count in client.nthreads().items()}
    reasons += [f"Worker {name}: {reason}." for name, reason in threads.items() if reason is not None]
    if reasons:
        raise NoCluster("\n".join([*reasons, "Nothing was solved."]))


def answer_here(why_unfit: Callable[[], str | None]) -> str | None:
    """On a worker: why it is unfit. A fault is told in words, since not every fault travels."""
    try:
        return why_unfit()
    except Exception as fault:
        return reason_of(fault)


def reason_of(answer: object) -> str:
    """What a worker answered, in words; a fault there is most often another version of the code."""
    if isinstance(answer, Unfit):
        return str(answer)
    if isinstance(answer, BaseException):
        return f"it cannot run this version of placement ({type(answer).__name__}: {answer})"
    return str(answer)
