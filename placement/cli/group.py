"""The group of commands: turns every way to fail into a message on stderr and an exit code."""

import errno
import os
import traceback
from pathlib import Path
from typing import Any

import click

from placement import __version__
from placement.cli.exits import ExitCode, Refusal

OF_THE_MACHINE = (
    *(errno.EACCES, errno.EDQUOT, errno.ENOSPC, errno.EPERM, errno.EROFS),
    *(errno.ENAMETOOLONG, errno.ENOTDIR, errno.ELOOP),
)
"""What a disk may refuse: for the user to mend."""


class Commands(click.Group):
    """Lists its commands in the order of use and reports their failures."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they were added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; failures become exit codes, tracebacks stay with us."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            click.echo(str(refusal), err=True)
            ctx.exit(refusal.code)
        except KeyboardInterrupt:
            click.echo("Given up; nothing was written.", err=True)
            ctx.exit(ExitCode.ABORTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as fault:  # the last resort: a user should see one line, not our stack
            if isinstance(fault, FileExistsError) or (isinstance(fault, OSError) and fault.errno in OF_THE_MACHINE):
                click.echo(str(fault), err=True)
                ctx.exit(ExitCode.BAD_INPUT)
            click.echo(describe_fault(fault), err=True)
            ctx.exit(ExitCode.FAULT)


def describe_fault(fault: Exception) -> str:
    """Return one line on what to report; with PLACEMENT_DEBUG=1 the whole traceback before it."""
    frames = traceback.extract_tb(fault.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    what = " ".join(f"{type(fault).__name__}: {fault}".split())
    line = (
        f"This is a fault of placement {__version__}, not of your inputs. Please report: {what}{where} "
        "(PLACEMENT_DEBUG=1 shows where it came from)."
    )
    if os.environ.get("PLACEMENT_DEBUG") == "1":
        return "".join(traceback.format_exception(fault)) + line
    return line
