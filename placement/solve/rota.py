"""Which worker has which programme, while workers come and go."""

from collections import deque
from collections.abc import Iterable

from placement.solve.programmes import Key


class Rota:
    """Programmes stay with their worker; its death or a newcomer moves as few as can be."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[Key, None]] = {}
        self._queues: dict[str, deque[int]] = {}
        self._common: deque[int] = deque()
        """Jobs that any worker may take."""

    @property
    def workers(self) -> tuple[str, ...]:
        """Workers there are, in the order in which they came."""
        return tuple(self._kept)

    def join(self, worker: str) -> dict[str, list[Key]]:
        """Take in a worker; it gets its share of the programmes. Return what the others give up."""
        self._kept[worker], self._queues[worker] = {}, deque()
        given: dict[str, list[Key]] = {}
        share = sum(map(len, self._kept.values())) // len(self._kept)
        while len(self._kept[worker]) < share:
            richest = max(self._kept, key=lambda name: len(self._kept[name]))
            key, _ = self._kept[richest].popitem()
            self._kept[worker][key] = None
            given.setdefault(richest, []).append(key)
        return given

    def lose(self, worker: str) -> None:
        """Its programmes go to others when they are asked for again."""
        del self._kept[worker], self._queues[worker]

    def deal(self, jobs: Iterable[tuple[int, Key | None]]) -> None:
        """Queue jobs, by their place: those of a programme for its worker, others for any. Forgets earlier queues."""
        self._common.clear()
        for queue in self._queues.values():
            queue.clear()
        owners = {key: worker for worker, kept in self._kept.items() for key in kept}
        new: list[tuple[int, Key]] = []
        for place, key in jobs:
            if key is None:
                self._common.append(place)
            elif key in owners:
                self._queues[owners[key]].append(place)
            else:
                new.append((place, key))
        for place, key in new:
            if key not in owners:
                owners[key] = self._least_busy()
                self._kept[owners[key]][key] = None
            self._queues[owners[key]].append(place)

    def take(self, worker: str, idle: bool = True) -> int | None:
        """The next job for the worker; None: there is none. A job for any goes to one that is ``idle``."""
        queue = self._queues[worker] or (self._common if idle else None)
        return queue.popleft() if queue else None

    def _least_busy(self) -> str:
        """The worker with the shortest queue, then with the fewest programmes."""
        return min(self._kept, key=lambda name: (len(self._queues[name]), len(self._kept[name])))
