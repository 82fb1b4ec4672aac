"""Draw charts beside other work, in a process of their own: the engine takes half a second to start."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import altair as alt

ENGINE = Path(__file__).with_name("engine.py")


class Drawing:
    """The process that draws. It starts at once; `draw` hands it a chart, `drawn` waits for the picture."""

    def __init__(self) -> None:
        """Start the process, while the caller reads and computes."""
        # -P: the script's own folder is not searched for modules. Its stderr is the user's.
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(ENGINE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        assert self._process.stdin is not None  # both are pipes
        assert self._process.stdout is not None
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        self._asked: dict[int, tuple[alt.TopLevelMixin, int]] = {}
        self._names: list[str] = []
        self._answers: list[str] = []
        self._lines: SimpleQueue[str] = SimpleQueue()
        # Read at all times: else both sides would wait once their pipes are full.
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def draw(self, chart: alt.TopLevelMixin) -> None:
        """Hand over a chart."""
        from placement.charts.render import name_of, request, specification

        spec = specification(chart)
        self._asked[id(chart)] = (chart, len(self._names))
        self._names.append(name_of(spec))
        try:
            self._stdin.write(json.dumps(request(spec)) + "\n")
            self._stdin.flush()
        except OSError as error:  # a broken pipe, which systems name in their own ways
            raise self._ended() from error

    def drawn(self, chart: alt.TopLevelMixin) -> str:
        """Return the inline SVG of a chart that was handed over."""
        from placement.charts.render import inline

        number = self._asked[id(chart)][1]
        while len(self._answers) <= number:
            line = self._lines.get()
            if not line:
                raise self._ended()
            self._answers.append(json.loads(line))
        return inline(self._answers[number], self._names[number])

    def _read(self) -> None:
        """Keep the answers as they come; an empty line says that there are no more."""
        try:
            for line in self._stdout:
                if line.endswith("\n"):  # else the process ended in the middle of an answer
                    self._lines.put(line)
        finally:
            self._lines.put("")

    def _ended(self) -> RuntimeError:
        return RuntimeError(f"the process that draws charts ended early, with code {self._process.wait()}")

    def __enter__(self) -> Self:
        """Nothing more to do."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the process: at once where something went wrong, else when all is drawn."""
        if kind is not None:
            self._process.kill()
        with suppress(BrokenPipeError):  # what was asked of a process that has ended is of no use any more
            self._stdin.close()
        self._reader.join()
        self._stdout.close()
        self._process.wait()
