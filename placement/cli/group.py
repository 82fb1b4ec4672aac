"""The group of commands: turns every way to fail into a message on stderr and an exit code."""

import errno
import os
import traceback
from pathlib import Path
from typing import Any

import click

from placement import __version__
from placement.cli.exits import ExitCode, Refusal
from placement.cli.interrupt import start_listening
from placement.cli.streams import open_descriptors, prepare_streams, seen, tell
from placement.end import wait_if_ending

OF_THE_MACHINE = (
    *(errno.EACCES, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOSPC, errno.EPERM, errno.EROFS),
    *(errno.EISDIR, errno.ENAMETOOLONG, errno.ENOTDIR, errno.ELOOP, errno.ENOENT, errno.ENXIO),
)
"""What a disk may refuse: for the user to mend."""
OURS = Path(__file__).resolve().parents[1]
"""The package: that a file of it is missing is no word on the user's disk."""


class Commands(click.Group):
    """Lists its commands in the order of use and reports their failures."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they were added."""
        return list(self.commands)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run as a process of its own."""
        open_descriptors()
        start_listening()
        return super().__call__(*args, **kwargs)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run, in whatever code page the terminal has."""
        prepare_streams()
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; failures become exit codes, tracebacks stay with us."""
        try:
            return self._invoke(ctx)
        except Refusal as refusal:
            tell(str(refusal))
            ctx.exit(refusal.code)
        except KeyboardInterrupt:
            tell("Given up.")
            ctx.exit(ExitCode.ABORTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as fault:  # the last resort: a user should see one line, not our stack
            if is_of_the_machine(fault):
                tell(str(fault))
                ctx.exit(ExitCode.BAD_INPUT)
            tell(describe_fault(fault))
            ctx.exit(ExitCode.FAULT)

    def _invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            if type(error) is not click.UsageError:  # all others quote what they were given
                raise
            raise click.UsageError(seen(error.message), error.ctx) from error
        finally:
            wait_if_ending()


def is_of_the_machine(fault: Exception) -> bool:
    """Return whether a disk refused something: for the user to mend, and no fault of ours."""
    if not isinstance(fault, OSError):
        return False
    ours = isinstance(fault.filename, str) and Path(fault.filename).is_relative_to(OURS)
    return isinstance(fault, FileExistsError) or (fault.errno in OF_THE_MACHINE and not ours)


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
