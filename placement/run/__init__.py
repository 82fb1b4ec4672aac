"""Write a run folder: whole or absent."""

from placement.run.check import Rejected
from placement.run.manifest import Manifest
from placement.run.pages import with_pages
from placement.run.redrawn import record_page
from placement.run.write import check_plan, write_run

__all__ = ["Manifest", "Rejected", "check_plan", "record_page", "with_pages", "write_run"]
