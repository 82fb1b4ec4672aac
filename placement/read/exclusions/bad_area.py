"""Why an area cannot be taken."""

ADVICE = "Give a GeoJSON FeatureCollection of polygons with rings of [lon, lat] in degrees."


class BadArea(ValueError):
    """What was found, what was expected, what to do."""

    def __init__(self, found: str, expected: str, advice: str = ADVICE) -> None:
        """Keep them apart, as a finding does."""
        super().__init__(f"found {found}, expected {expected}")
        self.found, self.expected, self.advice = found, expected, advice
