"""docs/peers.md: the ratios, from all rows measured so far."""

from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.peers.csv_rows import read_rows
from benchmarks.peers.instances import NAMES
from benchmarks.peers.ratios import Figure, peak_mb, ratio, wall_s
from benchmarks.peers.result import Handover, Result
from benchmarks.peers.table import OURSELVES, PEERS

RESULTS = Path(__file__).parents[1] / "results"
PAGE = Path(__file__).parents[2] / "docs" / "peers.md"
PEERS_FILE, HANDOVER_FILE = "peers.csv", "handover.csv"
AIM = 2.0
"""Ours is to take at most so many times linopy's time for a nonzero."""

HEAD = """
# Against peers

Written by `python -m benchmarks.peers`; the figures behind it stand in `benchmarks/results/peers.csv`. Published
instances of capacitated facility location, from OR-Library (cap, capa) and of Holmberg, Rönnqvist and Yuan (p, where
one warehouse serves all of a customer), to the same proven gap of 0. Each peer solves one and the same model, with all
strong rows x[i, j] <= y[i], on one thread. A ratio of 3 is three times ours; "at least" stands where the time limit
ended the peer.
"""

NOTES = """
Time is the wall time of the whole process. Ours is `placement solve` as a user runs it: start-up, reading and checking
the case, solving, accounting, writing the run folder, drawing its map; only `placement import cflp` was done before.
A peer's is start-up, reading the published file with our reader, building, solving, a line of output. In a run of a
second or two start-up is most of it: the file also says how long each built and solved. Memory is the largest of the
process as it was seen, every 0.3 s at first, later at each hundredth of the time so far, at most 5 s apart: the peak of
a run of a second may be missed. Where the time limit ended a peer, its memory is that until then. An asterisk says that
ours was measured in another run than the peer, so that the two may have met other loads.
"""


WHY = """
What binds: Pyomo keeps a Python object for every variable, every price of a link and every entry of a set, 100,000 of
each here; linopy keeps arrays. Shares of our time in a profile of this very hand-over: prices of links as sets and
parameters 20 %, index sets and variables 16 %, cost terms as expressions 14 %, other building 12 %, the objective
through Pyomo's compiler 13 %, service rows from templates 12 %, bounds and columns 9 %, HiGHS taking the model 4 %. The
service rows were expressions before, row by row. Users meet little of it: prices of demand close most of these 100
warehouses first, and about a dozen are then built.
"""


def write_page(results: Path, page: Path) -> str:
    """From the files of results as they stand; gives what it wrote."""
    found = read_rows(results / PEERS_FILE, Result)
    text = report(found, read_rows(results / HANDOVER_FILE, Handover))
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
    return text


def report(results: Sequence[Result], handovers: Sequence[Handover]) -> str:
    """Markdown."""
    found = {(one.instance, one.peer): one for one in results}
    parts = [
        HEAD,
        *("## Time", _ratios(found, wall_s, _seconds)),
        *("## Peak memory", _ratios(found, peak_mb, _megabytes), NOTES),
        *("## Who was asked, and how", _asked(results)),
        *("## From rules to a model inside HiGHS", _handed(handovers)),
    ]
    return "\n".join(f"{part.strip()}\n" for part in parts)


def _ratios(found: dict[tuple[str, str], Result], figure: Figure, text: Callable[[float], str]) -> str:
    others = [peer for peer in PEERS if peer is not OURSELVES]
    rows = [["instance", "ours", *(peer.what for peer in others), "load before"]]
    for name in NAMES:
        loads = [float(one.load_before) for (instance, _), one in found.items() if instance == name]
        if loads:
            ours = found.get((name, OURSELVES.name))
            cells = [ratio(ours, found.get((name, peer.name)), figure) for peer in others]
            rows.append([name, _our_cell(ours, figure, text), *cells, f"{min(loads):.1f} to {max(loads):.1f}"])
    return _table(rows)


def _our_cell(ours: Result | None, figure: Figure, text: Callable[[float], str]) -> str:
    if ours is None:
        return "-"
    return text(figure(ours)) if ours.proven else f"{text(figure(ours))}, {ours.outcome}"


def _asked(results: Sequence[Result]) -> str:
    """Model, options and versions, and the last of the commands of each."""
    rows = [["", "model and options", "version", "command, for example"]]
    for peer in PEERS:
        mine = [one for one in results if one.peer == peer.name]
        versions = "; ".join(sorted({one.version for one in mine if one.version})) or "-"
        rows.append([peer.what, peer.how, versions, f"`{mine[-1].command}`" if mine else "-"])
    cores = ", ".join(sorted({one.cores for one in results})) or "-"
    limits = ", ".join(sorted({one.time_limit_s for one in results}, key=float)) or "-"
    return f"{_table(rows)}\nCores: {cores}. Time limit: {limits} s. One process after the other.\n"


def _handed(handovers: Sequence[Handover]) -> str:
    if not handovers:
        return "Not measured yet: `python -m benchmarks.peers.handover`."
    rows = [["instance", "by", "rows", "columns", "nonzeros", "seconds", "ns a nonzero", "load before", "version"]]
    for one in handovers:
        size = [f"{int(count):,}" for count in (one.rows, one.columns, one.nonzeros)]
        tail = [f"{one.ns_a_nonzero:.0f}", one.load_before, one.version]
        rows.append([one.instance, one.tool, *size, one.seconds, *tail])
    ours, theirs = handovers
    aim = f"{ours.ns_a_nonzero / theirs.ns_a_nonzero:.2f} times linopy's time for a nonzero; aim: at most {AIM:g}."
    repeats = f"The quickest of {ours.repeats} in one process; reading the instance is not timed."
    return f"{_table(rows)}\nWritten by `python -m benchmarks.peers.handover`. {repeats} Ours takes {aim}\n{WHY}"


def _table(rows: Sequence[Sequence[str]]) -> str:
    """The first row is its headings."""
    lines = [f"| {' | '.join(row)} |" for row in (rows[0], ["---"] * len(rows[0]), *rows[1:])]
    return "\n".join(lines) + "\n"


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s"


def _megabytes(megabytes: float) -> str:
    return f"{megabytes:.0f} MB"
