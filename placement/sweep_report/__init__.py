"""A sweep as one HTML file that opens anywhere: what moves the cost, which sites stay, what has no plan, and how sure.

Import is cheap; Altair and the rest load when a page is drawn. It needs the extra `report`.
"""

from pathlib import Path

from placement.sweep_report.trouble import CannotWrite, NoSweep


def draw_sweep_report(folder: Path, path: Path) -> Path:
    """Draw the sweep in `folder` to the HTML file `path`, whole or not at all.

    Raises NoSweep where the folder is no sweep or its files are broken, MissingExtra where charts cannot be drawn,
    CannotWrite where the disk refuses the file.
    """
    from placement.charts.need import need

    for package in ("altair", "vl_convert"):
        need(package)
    from placement.sweep_report.read import read_sweep

    swept = read_sweep(folder)
    from placement.charts.drawing import Drawing
    from placement.sweep_report.page import page
    from placement.whole_file import write_whole_text

    with Drawing() as drawing:
        html = page(swept, drawing)
    try:
        return write_whole_text(path, html)
    except OSError as error:
        raise CannotWrite(
            f"{path} cannot be written ({error.strerror or error}). Name another file with -o."
        ) from error


__all__ = ["CannotWrite", "NoSweep", "draw_sweep_report"]
