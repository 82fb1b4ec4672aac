"""The report from first to last: the sections for which the run holds data."""

from collections.abc import Iterator

from altair.utils.schemapi import debug_mode

from placement.report.blocks import Section
from placement.report.parts import (
    alternatives,
    capacity,
    carbon,
    cost,
    evidence,
    figures,
    funding,
    hours,
    investor,
    limits,
    manifest,
    power,
    service,
    verification,
)
from placement.report.run import Run

PARTS = (
    figures.section,
    cost.section,
    capacity.section,
    power.section,
    hours.section,
    carbon.section,
    funding.section,
    investor.section,
    service.section,
    limits.section,
    alternatives.section,
    evidence.section,
    verification.section,
    manifest.section,
)


def sections(run: Run) -> Iterator[Section]:
    """Yield the sections that have something to say, in order, each when it is made."""
    with debug_mode(False):  # Altair would check every part of every chart against its schema; our tests have
        for part in PARTS:
            section = part(run)
            if section is not None and (section.blocks or section.lead):
                yield section
