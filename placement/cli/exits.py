"""What the exit code of a command means."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command, as `docs/commands.md` states them."""

    DONE = 0
    """Done; for `solve`: to the asked gap."""
    FAULT = 1
    """A fault of ours."""
    BAD_INPUT = 2
    """The inputs or the command line are wrong."""
    INFEASIBLE = 3
    """The inputs are sound, but no plan meets every limit."""
    STOPPED = 4
    """Stopped early by a limit, Ctrl-C or numerical trouble; the best plan is written, if there was one."""
    ABORTED = 130
    """Ctrl-C twice, or outside a solve: nothing is written (128 + SIGINT, as shells have it)."""


class Refusal(Exception):
    """A command ends without its result, for a reason that the user can act on."""

    def __init__(self, code: ExitCode, message: str) -> None:
        """Keep the exit code beside the message."""
        super().__init__(message)
        self.code = code
