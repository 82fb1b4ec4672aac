"""A package of an optional extra that is not installed: say how to get it."""

from importlib.util import find_spec


class MissingExtra(ImportError):
    """An optional package is missing; the message is one line with the command that installs it (exit code 2)."""


def need(package: str, extra: str = "report") -> None:
    """Refuse with one line where `package`, which comes with `extra`, is not installed."""
    if find_spec(package) is None:
        raise MissingExtra(f"This needs {package}, which is not installed: pip install -e '.[{extra}]'")
