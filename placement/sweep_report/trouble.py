"""What keeps a report from being drawn, in words that the reader of the sweep can act on."""

from collections.abc import Sequence

from placement.read.findings import Finding, collapse

RUN_AGAIN = "Run the same `placement sweep` command again: finished cases are kept, and the results are written anew."
SOLVE_AGAIN = "Delete this file and run the same `placement sweep` command again: that case is then solved anew."
MOST = 40
"""Problems that are told one by one."""


class NoSweep(ValueError):
    """A folder that is no sweep, or whose files are broken."""


class CannotWrite(OSError):
    """The page cannot be written where it was asked for; the message says why."""


def refused(findings: Sequence[Finding]) -> NoSweep:
    """Return the problems of a folder as one error."""
    told = collapse(findings)
    lines = [str(finding) for finding in told[:MOST]]
    if len(told) > MOST:
        lines.append(f"... and {len(told) - MOST:,} more problems.")
    return NoSweep("\n".join(lines))
