"""Progress: a line per phase, few within one; numbers as people read them."""

import io

import pytest

from placement.cli.amounts import money, percent, seconds
from placement.cli.progress import LiveLine, PlainLines, describe, progress_display
from placement.solve.progress import Progress

BOUND = Progress(phase="prove", elapsed_s=12.34, bound=4.0e9, incumbent=4.1e9, gap=0.0244)


def test_what_is_known_is_described() -> None:
    assert describe(BOUND) == "prove, cost at least 4.00 bn EUR, best plan 4.10 bn EUR, gap 2.5 %"
    assert describe(Progress(phase="build", elapsed_s=0.0, bound=None, incumbent=None, gap=None)) == "build"


def test_plain_lines_are_few() -> None:
    now = [0.0]
    said: list[str] = []
    lines = PlainLines(said.append, clock=lambda: now[0])
    lines.phase("read")
    for now[0] in (0.1, 1.0, 4.9, 5.2, 6.0, 10.3):
        lines.report(BOUND)
    assert len(said) == 4
    assert said[0] == "read"
    assert said[1].endswith("gap 2.5 %, 12.3 s")


def test_the_live_line_shows_the_last_report() -> None:
    line = LiveLine()
    line.phase("read")
    line.report(BOUND)
    assert line.__rich__().plain.startswith(describe(BOUND))


@pytest.mark.parametrize(
    ("eur", "text"),
    [(4.123e10, "41.2 bn EUR"), (4.0e9, "4.00 bn EUR"), (-2.5e6, "-2.50 m EUR"), (350_000, "350 k EUR"), (9, "9 EUR")],
)
def test_money(eur: float, text: str) -> None:
    assert money(eur) == text


def test_percent_and_seconds() -> None:
    assert percent(0.0003) == "0.03 %"
    assert percent(0.31) == "31 %"
    assert seconds(12.34) == "12.3 s"
    assert seconds(245.2) == "4 min 05 s"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_the_live_line(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    with progress_display() as display:
        display.phase("read")
        display.report(BOUND)
    assert isinstance(display, LiveLine)
    assert "prove, cost at least 4.00 bn EUR" in terminal.getvalue()


def test_a_log_gets_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_display() as display:
        display.phase("read")
        display.report(BOUND)
    assert isinstance(display, PlainLines)
    assert capsys.readouterr().err.splitlines() == ["read", f"{describe(BOUND)}, 12.3 s"]
