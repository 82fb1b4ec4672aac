"""Write a run in other forms into a new folder: whole or absent."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from placement.charts.need import need
from placement.export.layers import Layer, layers
from placement.export.source import Source, read_source
from placement.whole_folder import whole_folder

Format: TypeAlias = Literal["geojson", "gpkg", "xlsx", "parquet", "png"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
_NEEDS: Final[dict[Format, tuple[str, ...]]] = {
    "gpkg": ("pyogrio",),
    "xlsx": ("xlsxwriter",),
    "png": ("altair", "vl_convert"),
}
_PLACED: Final = ("geojson", "gpkg")
"""Forms that hold only what has a place."""


class NothingToExport(ValueError):
    """The run has nothing that the asked forms could hold."""


@dataclass(frozen=True)
class Exported:
    """What was written, by path below the folder, and what was not, in a sentence each."""

    folder: Path
    files: tuple[Path, ...]
    left_out: tuple[str, ...]


def export_run(run: Path, folder: Path, formats: Sequence[Format] = ()) -> Exported:
    """Write the run into the new folder in the forms asked for, all of them by default.

    Raises BadRun where the run cannot be read, MissingExtra where a package is missing, FileExistsError where the
    folder holds something already, and NothingToExport where nothing would be written; none leaves anything behind.
    """
    asked = [form for form in FORMATS if form in formats] if formats else list(FORMATS)
    for form in asked:
        for package in _NEEDS.get(form, ()):
            need(package, "export")
    source = read_source(run)
    placed = layers(source)
    wanted = [form for form in asked if placed or form not in _PLACED]
    left_out = _left_out(source, asked, wanted)
    if not wanted:
        raise NothingToExport(f"{run}: {' '.join(left_out)} Ask for another --format, such as xlsx.")
    with whole_folder(folder) as aside:
        files = [path.relative_to(aside) for form in wanted for path in _write(form, source, placed, aside)]
    return Exported(folder, tuple(files), tuple(left_out))


def _left_out(source: Source, asked: Sequence[Format], wanted: Sequence[Format]) -> list[str]:
    said = []
    if dropped := [form for form in asked if form not in wanted]:
        said.append(f"No site, candidate or region has coordinates, so there is no {' or '.join(dropped)}.")
    if "xlsx" in wanted:
        from placement.export.workbook import too_long

        said += [
            f"{name} has more rows than an Excel sheet holds: it is not in the workbook." for name in too_long(source)
        ]
    return said


def _write(form: Format, source: Source, placed: Sequence[Layer], folder: Path) -> list[Path]:
    """Write one form; imports stay here, so that each form costs only what it needs."""
    if form == "geojson":
        from placement.export.geojson import write_geojson

        return write_geojson(placed, folder / "geojson")
    if form == "gpkg":
        from placement.export.geopackage import write_geopackage

        return [write_geopackage(placed, folder / "plan.gpkg")]
    if form == "xlsx":
        from placement.export.workbook import write_workbook

        return [write_workbook(source, folder / "tables.xlsx")]
    if form == "parquet":
        from placement.export.parquet import write_parquet

        return write_parquet(source, folder / "parquet")
    from placement.export.pictures import pictures, write_pictures

    return write_pictures(pictures(source), folder / "png")
