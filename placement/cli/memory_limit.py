"""`--memory-limit`: a size with its unit."""

import os
import re
import sys
from typing import Final

import click

UNITS: Final = {"": 1.0, "GB": 1.0, "MB": 1e-3, "TB": 1e3, "GIB": 2**30 / 1e9, "MIB": 2**20 / 1e9}
"""In GB; a number alone is one of GB."""
SIZE: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z]*)")


def size_in_gb(_context: click.Context, _option: click.Parameter, given: str | None) -> float | None:
    """Read 4GB, 500MB, 1.5 GiB or 4."""
    from placement.memory import of_machine, shown, used_by_tree

    if given is None:
        return None
    if sys.platform != "linux" or used_by_tree(os.getpid()) == 0:  # some sandboxes look like Linux and do not tell it
        raise click.BadParameter("memory can be watched on Linux alone, where /proc tells what a process takes.")
    found = SIZE.fullmatch(given.strip())
    factor = UNITS.get(found[2].upper()) if found else None
    if found is None or factor is None or float(found[1]) == 0:
        raise click.BadParameter(f"found {given!r}, expected a size above 0 such as 4GB or 500MB.")
    size, has = float(found[1]) * factor, of_machine()
    if not found[2] and has is not None and size * 1e9 > has:
        hint = f"this machine has {shown(has)}. Name the unit: {given}MB for megabytes."
        raise click.BadParameter(f"found {given}, which is {given} GB; {hint}")
    return size


memory_limit_option = click.option(
    "--memory-limit",
    callback=size_in_gb,
    metavar="SIZE",
    help="Stop with the best plan near this much memory, of all processes together: 4GB, 500MB.",
)
