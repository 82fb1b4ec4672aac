"""``exclusions.geojson``: areas in which no site may stand, in degrees, each of them valid and in Europe."""

from placement.read.exclusions.document import Areas, read_exclusions

__all__ = ["Areas", "read_exclusions"]
