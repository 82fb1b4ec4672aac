"""Preloaded by local workers: Ctrl-C reaches the whole process group, and only the parent decides what it means."""

import signal


def dask_setup(_worker: object) -> None:
    """Called by Dask when the worker starts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
