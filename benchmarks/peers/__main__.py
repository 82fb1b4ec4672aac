"""`python -m benchmarks.peers [--instance NAME]... [--peer NAME]...`: ours against peers on the same instances.

NAME may be a pattern: 'capa-*'. Rows measured before stay in the files until they are measured again.
"""

import argparse
import fnmatch
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.csv_rows import read_rows, write_rows
from benchmarks.peers.instances import NAMES, chosen
from benchmarks.peers.report import PAGE, PEERS_FILE, RESULTS, write_page
from benchmarks.peers.result import Result, merged
from benchmarks.peers.run_peer import now, run_peer
from benchmarks.peers.table import OURSELVES, PEERS, Peer

ORDER = [(name, peer.name) for name in NAMES for peer in PEERS]


def chosen_peers(patterns: Sequence[str]) -> list[Peer]:
    """Ours, and the peers that the patterns name, all where there are none; one that is not installed is left out."""
    names = [peer.name for peer in PEERS]
    idle = [pattern for pattern in patterns if not fnmatch.filter(names, pattern)]
    if idle:
        sys.exit(f"no peer {', '.join(idle)}; peers: {', '.join(names)}")
    asked = [peer for peer in PEERS if not patterns or any(fnmatch.fnmatch(peer.name, p) for p in patterns)]
    for absent in (peer for peer in asked if not peer.is_available()):
        sys.stderr.write(f"{absent.name} is left out: it needs {', '.join(absent.needs)}\n")
    return [OURSELVES, *(peer for peer in asked if peer is not OURSELVES and peer.is_available())]


def record(new: Result, results: Path, page: Path) -> None:
    """Write at once, so that a stop loses one row at most."""
    write_rows(results / PEERS_FILE, merged(read_rows(results / PEERS_FILE, Result), new, ORDER))
    write_page(results, page)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the arguments ask for; print the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--instance", action="append", default=[], metavar="NAME", dest="instances")
    parser.add_argument(
        "--peer", action="append", default=[], metavar="NAME", dest="peers", help="ours always runs too"
    )
    parser.add_argument("--time-limit", type=float, default=900.0, metavar="SECONDS", help="of each run")
    parser.add_argument("--results", type=Path, default=RESULTS, help=f"folder of {PEERS_FILE}")
    parser.add_argument("--page", type=Path, default=PAGE)
    asked = parser.parse_args(arguments)
    instances, peers, run = chosen(asked.instances), chosen_peers(asked.peers), now()
    for instance in instances:
        for peer in peers:
            sys.stderr.write(f"== {instance.name}: {peer.what}\n")
            with tempfile.TemporaryDirectory() as scratch:
                new = run_peer(peer, instance, asked.time_limit, Path(scratch), run)
            sys.stderr.write(f"{new.outcome}, {new.wall_s} s, {new.peak_mb} MB\n")
            record(new, asked.results, asked.page)
    print(write_page(asked.results, asked.page))


if __name__ == "__main__":
    main()
