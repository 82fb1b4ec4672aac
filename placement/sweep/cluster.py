"""Where the cases are solved: processes of this machine, or workers of a Dask scheduler that runs already."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from placement.sweep.solve_one import Task, why_unfit

if TYPE_CHECKING:
    from distributed import Client

TIMEOUT_S = 10.0
"""How long a scheduler may take to answer, and its first worker to be there."""
ADDRESS = re.compile(r"(tcp|tls)://[^\s/]+:\d+")
INSTALL = "placement sweep needs Dask: pip install 'placement[cluster]'."


class NoCluster(Exception):
    """No place to solve; the message says what to do."""


@dataclass(frozen=True)
class Where:
    """Local worker processes, or an existing scheduler."""

    workers: int
    """Of this machine; means nothing with a scheduler."""
    scheduler: str | None = None
    """Address: ``tcp://host:8786``, ``tls://host:8786``."""
    tls_ca: str | None = None
    tls_cert: str | None = None
    tls_key: str | None = None

    @property
    def local_workers(self) -> int:
        """Workers among which this machine is divided; 0 where it is not ours to divide."""
        return 0 if self.scheduler else self.workers


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else (os.cpu_count() or 1)


def need_dask() -> None:
    """Raise NoCluster where the extra is not installed."""
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        raise NoCluster(INSTALL) from error


@contextmanager
def connected(where: Where) -> Iterator[Client]:
    """Yield a client with at least one worker. Raises NoCluster."""
    need_dask()
    _hush()
    with _existing(where, where.scheduler) if where.scheduler else _local(where.workers) as client:
        try:
            client.wait_for_workers(1, timeout=TIMEOUT_S)
        except TimeoutError as error:
            place = f"The scheduler at {where.scheduler}" if where.scheduler else "This machine"
            raise NoCluster(f"{place} has no worker after {TIMEOUT_S:.0f} s. Start some, then try again.") from error
        yield client


def _hush() -> None:
    """What goes wrong becomes a row or a message of ours; Dask's own loggers have levels of their own."""
    for name in [name for name in logging.root.manager.loggerDict if name.split(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def _existing(where: Where, address: str) -> Iterator[Client]:
    from distributed import Client, Security

    if not ADDRESS.fullmatch(address):
        raise NoCluster(
            f"--scheduler: found {address}, expected an address such as tcp://host:8786 or tls://host:8786."
        )
    try:
        security = Security(**_tls(where))
        if address.startswith("tls:") and security.get_connection_args("client")["ssl_context"] is None:
            raise NoCluster(f"{address} needs --tls-ca, --tls-cert and --tls-key.")
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise NoCluster(f"The TLS files cannot be used: {error}.") from error
    try:
        client = Client(address, timeout=TIMEOUT_S, security=security, set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        said = " ".join(str(error).split())
        raise NoCluster(
            f"No scheduler answered at {address} within {TIMEOUT_S:.0f} s ({said}).\n"
            "    Check the address, that `dask scheduler` runs there, and its TLS settings."
        ) from error
    with client:
        yield client


def _tls(where: Where) -> dict[str, str | bool]:
    """What was given on the command line; nothing leaves it to Dask's own configuration."""
    files = {"tls_ca_file": where.tls_ca, "tls_client_cert": where.tls_cert, "tls_client_key": where.tls_key}
    given: dict[str, str | bool] = {name: file for name, file in files.items() if file is not None}
    return given | {"require_encryption": True} if given else {}


@contextmanager
def _local(workers: int) -> Iterator[Client]:
    import dask
    from distributed import Client, LocalCluster

    # a solve starts processes for supply, which a daemon may not; the worker ends with us all the same
    settings = {"distributed.worker.daemon": False, "distributed.comm.timeouts.connect": "60s"}
    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            memory_limit=0,  # a case takes what it takes: Dask would end its process at a share of the memory
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
            preload=["placement.sweep.ignore_interrupt"],
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client


def refuse_unfit(client: Client, task: Task, probe: Path | None) -> None:
    """Raise NoCluster with the name of every worker that must not solve the case."""
    answers = client.run(why_unfit, task, probe, on_error="return")
    reasons = [f"Worker {name}: {_why(answer)}." for name, answer in answers.items() if answer is not None]
    threads = client.nthreads()
    reasons += [
        f"Worker {name}: it would solve {count} cases in one process: start it with --nthreads 1."
        for name, count in threads.items()
        if count != 1
    ]
    if reasons:
        raise NoCluster("\n".join([*reasons, "Nothing was solved."]))


def _why(answer: object) -> str:
    if isinstance(answer, BaseException):
        return f"it cannot run this version of placement ({type(answer).__name__}: {answer})"
    return str(answer)
