"""A run in other forms: GeoJSON and GeoPackage for maps, Excel and Parquet for tables, PNG for slides.

Import is cheap; each form loads what it needs when it is written.
"""

from placement.export.export import FORMATS, Exported, NothingToExport, export_run
from placement.export.source import BadRun

__all__ = ["FORMATS", "BadRun", "Exported", "NothingToExport", "export_run"]
