"""A case folder that a test may break, one cell at a time."""

import csv
from pathlib import Path

from placement.read import Finding, check_case


class CaseFolder:
    """A folder with the tables of a case."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def rows(self, table: str) -> list[list[str]]:
        """Cells of a table, header first."""
        with (self.path / f"{table}.csv").open(newline="", encoding="utf-8") as handle:
            return list(csv.reader(handle))

    def write(self, table: str, rows: list[list[str]]) -> None:
        """Replace a table."""
        with (self.path / f"{table}.csv").open("w", newline="", encoding="utf-8") as handle:
            csv.writer(handle).writerows(rows)

    def put(self, table: str, line: int, column: str, value: str) -> None:
        """Replace the cell in a line, header = 1; the column appears where it is not there."""
        rows = self.rows(table)
        if column not in rows[0]:
            rows = [[*row, column if i == 0 else value] for i, row in enumerate(rows)]
        rows[line - 1][rows[0].index(column)] = value
        self.write(table, rows)

    def drop_rows(self, table: str, column: str, value: str) -> None:
        """Remove the rows with this value."""
        header, *rows = self.rows(table)
        self.write(table, [header, *(row for row in rows if row[header.index(column)] != value)])

    def repeat(self, table: str, line: int) -> None:
        """Add a copy of a line at the end."""
        rows = self.rows(table)
        self.write(table, [*rows, rows[line - 1]])

    def text(self, name: str, old: str, new: str) -> None:
        """Replace a piece of a file, which must be there."""
        path = self.path / name
        content = path.read_text(encoding="utf-8")
        assert old in content
        path.write_text(content.replace(old, new, 1), encoding="utf-8")

    def findings(self, *overrides: str) -> list[Finding]:
        """What the check says."""
        return check_case(self.path, overrides)

    def only(self, *overrides: str) -> str:
        """The one thing that the check says, without the folder."""
        findings = self.findings(*overrides)
        assert len(findings) == 1, "\n".join(map(str, findings)) or "no finding"
        return str(findings[0]).replace(f"{self.path}/", "").replace(str(self.path), "CASE")
