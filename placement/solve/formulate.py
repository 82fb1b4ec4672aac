"""The one file that imports the builders of `models`."""

from models.build import build, build_master, build_supply
from models.survival import LossCut, rescue_compute

__all__ = ["LossCut", "build", "build_master", "build_supply", "rescue_compute"]
