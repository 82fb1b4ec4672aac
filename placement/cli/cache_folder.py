"""`--cache`: a folder that holds supply curves, and nothing that they could spoil."""

from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from placement.cli.exits import ExitCode, Refusal

OURS = ("curves-v", ".curves-v")
"""What the files of a cache begin with."""
INPUTS_OR_RESULTS = {"case.toml": "a case", "manifest.json": "a run", "sweep.json": "a sweep"}
ADVICE = "Name a new or empty folder by --cache, or go without by --no-cache."


class CacheFolder(click.Path):
    """A path with a name: an empty one would be the folder that the user is in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse the empty name."""
        if value == "":
            self.fail(f"found no name. {ADVICE}", param, ctx)
        return super().convert(value, param, ctx)


def choose_cache(context: click.Context, folder: Path | None, no_cache: bool, results: Path) -> str | None:
    """Return the folder of the cache of supply curves, None for no cache; refuse before the solve what cannot serve."""
    from placement.solve.curve_cache import CurveCache, CurveCacheTrouble, default_folder

    if no_cache:
        if context.get_parameter_source("cache") is ParameterSource.COMMANDLINE:
            raise click.UsageError("--cache and --no-cache exclude each other: give one of them.")
        return None
    chosen = folder or default_folder()
    _refuse_what_it_would_spoil(chosen, results)
    try:
        CurveCache(chosen)
    except CurveCacheTrouble as trouble:
        raise Refusal(ExitCode.BAD_INPUT, str(trouble)) from trouble
    return str(chosen)


def _refuse_what_it_would_spoil(folder: Path, results: Path) -> None:
    why = None
    if folder.resolve().is_relative_to(results.resolve()):
        why = f"lies in {results}, where the results go"
    elif folder.is_dir():
        try:
            names = {path.name for path in folder.iterdir()}
        except OSError as error:
            raise Refusal(ExitCode.BAD_INPUT, f"{folder} cannot be read: {error.strerror}. {ADVICE}") from error
        held = next((what for name, what in INPUTS_OR_RESULTS.items() if name in names), None)
        if held is None and names and not any(name.startswith(OURS) for name in names):
            held = "something else"
        why = None if held is None else f"holds {held}"
    if why is not None:
        raise Refusal(ExitCode.BAD_INPUT, f"{folder} {why}, so it cannot be the cache of supply curves. {ADVICE}")
