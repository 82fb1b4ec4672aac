"""Where a simplex run ended, as a few bytes: begins the same programme with other prices or limits.

Measured on zone programmes of 576 hours: with all prices 10 % higher 200 to 600 iterations instead of 6,000 to 10,000,
with all prices 80 % higher still a quarter to three quarters. It is a start, not a statement: any will do, and whatever
begins there ends at an optimum all the same.
"""

import zlib

import highspy
import numpy as np

STATUSES = {int(s): s for s in highspy.HighsBasisStatus.__members__.values()}
"""HiGHS's statuses by their numbers."""
SIZES = "<i4"


def packed(highs: highspy.Highs) -> bytes | None:
    """The basis of the last run; None where it left none, as interior points without crossover do."""
    basis = highs.getBasis()
    if not basis.valid:
        return None
    statuses = np.array([*map(int, basis.col_status), *map(int, basis.row_status)], dtype=np.int8)
    sizes = np.array([len(basis.col_status), len(basis.row_status)], dtype=SIZES)
    return zlib.compress(sizes.tobytes() + statuses.tobytes())


def unpacked(basis: bytes, highs: highspy.Highs) -> highspy.HighsBasis | None:
    """That basis for another programme; None where it has other numbers of columns or rows, or is damaged."""
    columns, rows = highs.getNumCol(), highs.getNumRow()
    sizes = np.array([columns, rows], dtype=SIZES).tobytes()
    most = len(sizes) + columns + rows
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(basis, most + 1)
    except zlib.error:  # any other start will do as well
        return None
    if len(content) != most or not content.startswith(sizes) or not unpacker.eof:
        return None
    numbers = np.frombuffer(content[len(sizes) :], dtype=np.int8).tolist()
    if not set(numbers) <= STATUSES.keys():
        return None
    statuses = [STATUSES[i] for i in numbers]
    found = highspy.HighsBasis()
    found.valid = True
    found.col_status, found.row_status = statuses[:columns], statuses[columns:]
    return found
