"""The same model in linopy, whole arrays at once, handed to HiGHS in memory."""

from typing import Any

import highspy
import linopy
import pandas as pd
import xarray as xr

from benchmarks.peers.options import HIGHS, LINOPY
from benchmarks.peers.peer_process import Answer, Question, Stopwatch, known, main
from placement.imports import Instance

FEASIBLE = int(highspy.SolutionStatus.kSolutionStatusFeasible)
linopy.options["semantics"] = "v1"  # what sparse models ask for


def build(instance: Instance, single_source: bool) -> linopy.Model:
    """On linopy's sparse path, its fastest."""
    warehouses = pd.RangeIndex(len(instance.capacity), name="warehouse")
    customers = pd.RangeIndex(len(instance.demand), name="customer")
    fixed, capacity = (xr.DataArray(a, coords=[warehouses]) for a in (instance.fixed_cost, instance.capacity))
    demand = xr.DataArray(instance.demand, coords=[customers])
    cost = xr.DataArray(instance.cost, coords=[customers, warehouses])

    model = linopy.Model(sparse=True)
    y = model.add_variables(binary=True, coords=[warehouses], name="y")
    if single_source:
        x = model.add_variables(binary=True, coords=[customers, warehouses], name="x")
    else:
        x = model.add_variables(lower=0, upper=1, coords=[customers, warehouses], name="x")
    model.add_constraints(x.sum("warehouse") == 1, name="served")
    model.add_constraints((demand * x).sum("customer") - capacity * y <= 0, name="held")
    model.add_constraints(x - y <= 0, name="strong")
    model.add_objective((fixed * y).sum() + (cost * x).sum())
    return model


def solve(question: Question) -> Answer:
    """`Model.solve` with everything that belongs to it, as the documentation has it."""
    watch = Stopwatch()
    model = build(question.instance, question.single_source)
    build_s = watch.lap_s()
    limited: dict[str, Any] = {**LINOPY, **HIGHS, "output_flag": False, "time_limit": question.left_s()}
    _, condition = model.solve("highs", **limited)
    highs = model.solver_model
    info = highs.getInfo()
    return Answer(
        status=condition,
        objective=known(info.objective_function_value) if info.primal_solution_status == FEASIBLE else None,
        bound=known(info.mip_dual_bound),
        build_s=build_s,
        solve_s=watch.lap_s(),
        version=f"linopy {linopy.__version__}, HiGHS {highs.version()}",
    )


if __name__ == "__main__":
    main(solve)
