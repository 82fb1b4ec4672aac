"""The box in which sites, regions and excluded areas may lie."""

LAT, LON = (34.0, 72.0), (-32.0, 35.0)
"""Europe from Crete to the North Cape and from the Azores to Cyprus."""


def within(value: float, bounds: tuple[float, float]) -> bool:
    """Whether a latitude or longitude lies within its bounds."""
    return bounds[0] <= value <= bounds[1]
