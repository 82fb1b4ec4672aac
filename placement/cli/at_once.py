"""How much may be asked to work at once."""

from typing import Final

import click

AT_ONCE: Final = click.IntRange(1, 1024)
"""Threads or processes: up to more than machines have cores, and far below what exhausts their memory."""
