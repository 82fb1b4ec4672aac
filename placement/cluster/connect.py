"""A client with workers behind it: processes of this machine, or those of a Dask scheduler that runs already."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from distributed import Client

TIMEOUT_S = 10.0
"""How long a scheduler may take to answer, and its first worker to be there."""
ADDRESS = re.compile(r"(tcp|tls)://[^\s/]+:\d+")
INSTALL = "Workers in processes of their own need Dask: pip install -e '.[cluster]'."


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
    """Only this user's processes may talk to its scheduler: whoever else could, would run code as this user."""
    import dask
    from distributed import Client, LocalCluster, Security

    try:
        security = Security.temporary()
    except ImportError as error:  # it needs cryptography
        raise NoCluster(INSTALL) from error
    settings = {
        # a solve starts processes for supply, which a daemon may not; the worker ends with us all the same
        "distributed.worker.daemon": False,
        "distributed.comm.timeouts.connect": "60s",
        "distributed.scheduler.http.routes": [],
    }
    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            security=security,
            memory_limit=0,  # a case takes what it takes: Dask would end its process at a share of the memory
            dashboard_address=None,
            scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},  # Dask listens for its pages even without them
            silence_logs=logging.CRITICAL,
            preload=["placement.cluster.ignore_interrupt"],
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client
