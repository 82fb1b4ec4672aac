"""The options that name a Dask scheduler, and its workers for one solve."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from placement.cli.exits import ExitCode, Refusal
from placement.cli.streams import tell

if TYPE_CHECKING:
    from placement.cluster.connect import Where
    from placement.solve.crew import Crew

FILE = click.Path(exists=True, dir_okay=False, path_type=str)
TLS = (
    click.option("--tls-ca", type=FILE, help="Certificate authority of the scheduler (PEM)."),
    click.option("--tls-cert", type=FILE, help="Our certificate (PEM)."),
    click.option("--tls-key", type=FILE, help="Its private key (PEM)."),
)


def tls_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --tls-ca, --tls-cert and --tls-key."""
    for option in reversed(TLS):
        command = option(command)
    return command


def scheduler_asked(scheduler: str | None, tls: tuple[str | None, str | None, str | None]) -> Where | None:
    """Return where the scheduler is; None: no scheduler was asked for."""
    from placement.cluster.connect import Where

    if scheduler is None:
        if any(tls):
            raise click.UsageError("--tls-ca, --tls-cert and --tls-key go with --scheduler.")
        return None
    return Where(0, scheduler, *tls)


@contextmanager
def crew_of(where: Where | None) -> Iterator[Crew | None]:
    """Yield the workers of the scheduler, None where none was asked for; tell what became of them at the end."""
    if where is None:
        yield None
        return
    from placement.cluster.connect import NoCluster
    from placement.solve.curve_cluster import crew

    try:
        with crew(where) as found:
            try:
                yield found
            finally:
                for note in found.notes:
                    tell(note)
    except NoCluster as trouble:
        raise Refusal(ExitCode.BAD_INPUT, str(trouble)) from trouble
