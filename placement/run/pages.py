"""The map of a run, drawn again and compared with the one that stands there."""

from pathlib import Path
from tempfile import TemporaryDirectory

from placement.map import draw_map
from placement.verify import Failure, Verdict

PAGE = "map.html"


def with_pages(verdict: Verdict, run_folder: Path) -> Verdict:
    """The verdict, with the map looked at too: byte by byte what this version draws of the run's other files."""
    why = _why_other(run_folder)
    failures = () if why is None else (Failure("pages", PAGE, why, "the map of this run"),)
    return Verdict((*verdict.failures, *failures), verdict.checked + 1)


def _why_other(run_folder: Path) -> str | None:
    """Why the map is not the run's; None where it is."""
    page = run_folder / PAGE
    if not page.is_file():
        return "no such file"
    with TemporaryDirectory(prefix="placement-") as folder:
        try:
            again = draw_map(run_folder, Path(folder) / PAGE).read_bytes()
        except (FileNotFoundError, ValueError) as error:  # what the map says of files that it cannot draw
            return f"a map that cannot be drawn again ({error})"
    return None if page.read_bytes() == again else "another map than this version of placement draws"
