"""What each solver is asked: best known settings, one thread, and a proof of the optimum."""

OptionValue = bool | int | float | str

HIGHS: dict[str, OptionValue] = {"threads": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 1e-6}
"""The absolute gap is HiGHS's own default, at most 1e-10 of these costs. None at all could only cost it time."""

SCIP: dict[str, OptionValue] = {"limits/gap": 0.0, "limits/absgap": 0.0, "lp/threads": 1, "parallel/maxnthreads": 1}
"""All else as SCIP comes: its developers tune the defaults."""

LINOPY: dict[str, OptionValue] = {"io_api": "direct", "set_names": False}
"""Arrays handed over in memory, without names: the fastest way that linopy offers."""

OURS = ("--gap", "0", "--threads", "1", "--no-cache")
"""Options of `placement solve`."""


def shown(options: dict[str, OptionValue]) -> str:
    """For the table."""
    return ", ".join(f"{name} = {value}" for name, value in options.items())
