"""Draw charts beside other work: the drawing engine takes half a second to start, and runs apart from Python."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import altair as alt

_NOTHING = {"data": {"values": [{}]}, "mark": "point"}


class Drawing:
    """A thread that draws. It starts its engine at once; `draw` hands it a chart, `drawn` waits for the picture."""

    def __init__(self) -> None:
        """Start the engine, while the caller reads and computes."""
        self._pool = ThreadPoolExecutor(max_workers=1)  # the engine draws one chart at a time anyway
        self._started = self._pool.submit(_start)
        self._pictures: dict[int, tuple[alt.TopLevelMixin, Future[str]]] = {}

    def draw(self, chart: alt.TopLevelMixin) -> None:
        """Hand over a chart. It is written out here: Altair looks at what is imported, which must not change then."""
        from placement.charts.render import specification, svg_of

        self._pictures[id(chart)] = (chart, self._pool.submit(svg_of, specification(chart)))

    def drawn(self, chart: alt.TopLevelMixin) -> str:
        """Return the inline SVG of a chart that was handed over."""
        return self._pictures[id(chart)][1].result()

    def __enter__(self) -> Self:
        """Nothing more to do."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Wait for what is being drawn; a failure to start is told unless another was first."""
        self._pool.shutdown(cancel_futures=kind is not None)
        if kind is None:
            self._started.result()


def _start() -> None:
    import vl_convert

    newest = vl_convert.get_vegalite_versions()[-1]
    vl_convert.vegalite_to_svg(_NOTHING, vl_version=newest, allowed_base_urls=[])
