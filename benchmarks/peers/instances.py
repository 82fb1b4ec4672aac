"""The instances that the peers are given, and how a command line names them."""

import fnmatch
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.published.instances import FOLDER, Published, published

NAMES = ("cap41", "cap64", "cap94", "p4", "p24", "capa-8000", "capa-10000", "capa-12000", "capa-14000")
"""Small ones first; in the order of the table."""


def chosen(patterns: Sequence[str]) -> list[Published]:
    """The instances that the patterns name, all where there are none; ends the process where one names nothing."""
    idle = [pattern for pattern in patterns if not fnmatch.filter(NAMES, pattern)]
    if idle:
        sys.exit(f"no instance {', '.join(idle)}; instances: {', '.join(NAMES)}")
    wanted = [name for name in NAMES if not patterns or any(fnmatch.fnmatch(name, p) for p in patterns)]
    here = {instance.name: instance for instance in published()}
    absent = [name for name in wanted if name not in here]
    if absent:
        sys.exit(f"{', '.join(absent)} not in {FOLDER}: name the folder of instances in PLACEMENT_INSTANCES")
    return [here[name] for name in wanted]


def file_of(instance: Published) -> Path:
    """Where the reader keeps it."""
    if instance.family == "holmberg":
        return FOLDER / instance.family / instance.name
    return FOLDER / instance.family / f"{instance.name.partition('-')[0]}.txt"


def arguments(instance: Published) -> list[str]:
    """File and options, the same for `placement import cflp` and for every peer."""
    given = [str(file_of(instance))]
    if instance.family == "holmberg":
        given += ["--format", "holmberg"]
    elif capacity := instance.name.partition("-")[2]:
        given += ["--capacity", capacity]
    return [*given, "--single-source"] if instance.single_source else given
