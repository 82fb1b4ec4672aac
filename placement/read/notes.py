"""What was mended on reading: the case can be solved, and whoever gave it should know."""

from dataclasses import dataclass
from pathlib import Path

from placement.read.findings import visible


@dataclass(frozen=True)
class Note:
    """One thing that was read otherwise than it stands in a file."""

    file: str
    """Path as the user wrote it, or the ``--set`` text."""
    what: str
    """What was found and what was done, without a full stop."""

    @property
    def by_name(self) -> str:
        """The same with the name of the file alone, which means something on every machine."""
        name = self.file if self.file.startswith("--set ") else Path(self.file).name
        return f"{visible(name)}: {self.what}"

    def __str__(self) -> str:
        """As in: ``sites.csv: 3 rows without any value were left out (row 8, 9, 10)``, with a full stop."""
        return f"{visible(self.file)}: {self.what}."
