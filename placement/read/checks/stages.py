"""Stages follow one another."""

from collections.abc import Iterator

from models.case import EVERY_STAGE
from placement.read.checks.check import setting
from placement.read.draft import Draft
from placement.read.findings import Finding, shown


def stages_in_order(draft: Draft) -> Iterator[Finding]:
    """Each stage starts when the one before has ended, or later; names differ."""
    stages = draft.settings.stages
    seen: set[str] = set()
    for index, stage in enumerate(stages):
        place = ("stages", str(index))
        if stage.stage in seen or stage.stage == EVERY_STAGE or not stage.stage:
            expected = f'a name of its own, not "{EVERY_STAGE}"'
            advice = "Name the stage by its years."
            yield setting(draft.settings, (*place, "stage"), shown(stage.stage), expected, advice)
        seen.add(stage.stage)
        before = stages[index - 1] if index else stage
        end = before.start_year + before.years
        if index and stage.start_year < end:
            expected = f"{end} or later, the end of stage {shown(before.stage)}"
            advice = "Put the stages in order of time, without overlap."
            yield setting(draft.settings, (*place, "start_year"), str(stage.start_year), expected, advice)


def name_names_a_folder(draft: Draft) -> Iterator[Finding]:
    """Runs of the case go into a folder of its name."""
    name = draft.settings.head.name
    if name in ("", ".", "..") or any(mark in name for mark in "/\\:") or not name.isprintable() or len(name) > 100:
        expected = "a short name without slashes or colons"
        advice = "The name is also that of the folder that holds the runs."
        yield setting(draft.settings, ("name",), f'"{shown(name)}"' if name else "an empty name", expected, advice)


def hours_of_a_year(draft: Draft) -> Iterator[Finding]:
    """Where power is modelled a year has 8760 or 8784 hours."""
    hours = draft.settings.head.hours_per_year
    if draft.powered and hours not in (8760, 8784):
        advice = "The weights of the representative hours add to it."
        yield setting(draft.settings, ("hours_per_year",), f"{hours:g}", "8760 or 8784", advice)
