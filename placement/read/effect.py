"""What an override did: how many values it changed, of how many that it names."""

from dataclasses import dataclass

from placement.read.findings import shown
from placement.read.notes import Note


@dataclass(frozen=True)
class Effect:
    """One override, applied."""

    text: str
    named: int
    """Cells or keys under its path."""
    same: int = 0
    """Of these: what had the new value already."""
    empty: int = 0
    """Of these: without a number that could be changed."""

    @property
    def changed(self) -> int:
        """How many values are others than before."""
        return self.named - self.same - self.empty

    @property
    def note(self) -> Note | None:
        """What whoever gave it should know; None where it changed all that it names."""
        return None if self.changed == self.named else Note(f"--set {shown(self.text)}", self.words)

    @property
    def words(self) -> str:
        """How much it changed, and why not the rest."""
        count = f"{self.changed} of {self.named} cells changed" if self.named > 1 else "it changed nothing"
        if self.changed == 0 and self.named > 1:
            count = f"it changed nothing (0 of {self.named} cells)"
        same = f"{self.same} had that value already" if self.named > 1 else "that was the value already"
        empty = f"{self.empty} without a number" if self.named > 1 else "there is no number to change"
        why = " and ".join(words for words, on in ((same, self.same), (empty, self.empty)) if on)
        return f"{count}: {why}"
