"""Energy- and cost-aware placement of AI gigafactories."""

__version__ = "0.1.0"
