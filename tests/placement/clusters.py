"""Dask clusters on loopback, every part a process of its own that a test may kill."""

import json
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from distributed import Client
from distributed.security import Security

CHECKOUT = Path(__file__).parents[2]
"""Workers find placement there, wherever the test is."""
FRESH = multiprocessing.get_context("forkserver")
"""Processes that share nothing with this one, and need not load again what takes seconds to load."""
FRESH.set_forkserver_preload(
    ["pytest", "dask.cli", "distributed.cli.dask_worker", "distributed.cli.dask_scheduler", "placement.sweep.batch"]
)


def enter(environment: Mapping[str, str], *streams: str) -> None:
    """In a fresh process: what a command finds, its standard output and error in files."""
    import dask

    os.environ.clear()
    os.environ.update(environment)
    dask.config.refresh()
    os.chdir(CHECKOUT)
    for stream, path in enumerate(streams, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), stream)


def run_dask(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """In a fresh process: the command line of Dask, unheard."""
    from dask.cli import run_cli

    # a nanny starts its workers there too
    enter({**environment, "DASK_DISTRIBUTED__WORKER__MULTIPROCESSING_METHOD": "forkserver"}, os.devnull, os.devnull)
    sys.argv = ["dask", *arguments]
    run_cli()  # type: ignore[no-untyped-call]


def wait_until(enough: Callable[[], bool], seconds: float = 100.0) -> None:
    """Until it is so."""
    end = time.monotonic() + seconds
    while not enough():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


@dataclass
class Cluster:
    """A scheduler and its workers."""

    address: str
    tls: tuple[str, ...] = ()
    """Options for every part."""
    security: Security | None = None
    processes: list[ForkServerProcess] = field(default_factory=list)

    @property
    def scheduler(self) -> ForkServerProcess:
        """Started first."""
        return self.processes[0]

    def add_worker(self, *arguments: object, nanny: bool = False, threads: int = 1) -> ForkServerProcess:
        """Start one more worker; it is not there yet."""
        own = "--nanny" if nanny else "--no-nanny"
        return self._start("worker", self.address, "--nthreads", threads, own, "--no-dashboard", *arguments)

    def _start(self, *arguments: object) -> ForkServerProcess:
        process = FRESH.Process(target=run_dask, args=([*map(str, arguments), *self.tls], dict(os.environ)))
        process.start()
        self.processes.append(process)
        return process

    @contextmanager
    def client(self) -> Iterator[Client]:
        """To look at it from outside."""
        with Client(self.address, set_as_default=False, timeout=60, security=self.security) as client:
            yield client

    def pids(self) -> dict[str, int]:
        """Process of each worker that is there, by address."""
        with self.client() as client:
            found: dict[str, int] = client.run(os.getpid)
            return found

    def wait_for(self, workers: int) -> None:
        """Until so many are there, no more and no less."""
        with self.client() as client:
            wait_until(lambda: len(client.nthreads()) == workers)

    def kill(self, worker: str) -> None:
        """SIGKILL: it hears nothing of it. Its nanny, if it has one, starts another."""
        psutil.Process(self.pids()[worker]).kill()

    def kill_all(self) -> None:
        """Every worker, with its nanny, but not the scheduler."""
        for process in self.processes[1:]:
            _kill_tree(process)

    def tasks(self) -> list[str]:
        """Names of all that the scheduler is to do, or has workers keep."""
        with self.client() as client:
            found: list[str] = client.run_on_scheduler(lambda dask_scheduler: sorted(map(str, dask_scheduler.tasks)))
            return found

    def is_clean(self) -> bool:
        """Whether nothing is left on it."""
        return not [name for name in self.tasks() if "placement" in name or "bytes" in name]


def _kill_tree(process: ForkServerProcess) -> None:
    if not process.is_alive():
        return
    below: list[psutil.Process] = []
    with suppress(psutil.NoSuchProcess):  # it has ended since
        below = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.join()
    for child in below:
        with suppress(psutil.NoSuchProcess):
            child.kill()
    psutil.wait_procs(below, timeout=60)


@contextmanager
def running(workers: int, tls: tuple[str, ...] = (), security: Security | None = None) -> Iterator[Cluster]:
    """A scheduler on loopback, on a port that it chooses, with workers that are there."""
    cluster = Cluster("", tls, security)
    try:
        with TemporaryDirectory() as folder:
            told = Path(folder) / "scheduler.json"
            protocol = ("--protocol", "tls") if tls else ()
            where = ("--host", "127.0.0.1", "--port", 0, "--scheduler-file", told)
            cluster._start("scheduler", *where, "--no-dashboard", *protocol)
            wait_until(lambda: told.is_file() and told.read_text(encoding="utf-8").endswith("}"))
            cluster.address = json.loads(told.read_text(encoding="utf-8"))["address"]
        for _ in range(workers):
            cluster.add_worker()
        cluster.wait_for(workers)
        yield cluster
    finally:
        for process in cluster.processes:
            _kill_tree(process)


def end_process(*_asked: object) -> None:
    """What a worker does where the system runs out of memory."""
    os._exit(1)
