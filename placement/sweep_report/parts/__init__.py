"""The parts of the page, each from a sweep to a section, or to nothing where the sweep has nothing of the kind."""
