"""The same model written by hand as arrays for highspy, all strong rows from the start."""

import highspy
import numpy as np
import scipy.sparse as sp

from benchmarks.peers.options import HIGHS
from benchmarks.peers.peer_process import Answer, Question, Stopwatch, known, main
from placement.imports import Instance

FEASIBLE = int(highspy.SolutionStatus.kSolutionStatusFeasible)
STATUS = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kTimeLimit: "time_limit",
}


def matrix(instance: Instance) -> sp.csc_array:
    """Columns: y of each warehouse, then x by warehouse and customer. Rows: served, held, strong."""
    m, n = len(instance.capacity), len(instance.demand)
    served = sp.kron(np.ones((1, m)), sp.eye_array(n))
    held = sp.kron(sp.eye_array(m), instance.demand[None, :])
    opens = sp.kron(sp.eye_array(m), np.ones((n, 1)))
    rows = [[None, served], [-sp.diags_array(instance.capacity), held], [-opens, sp.eye_array(m * n)]]
    return sp.csc_array(sp.block_array(rows, format="csc"))


def build(instance: Instance, single_source: bool) -> highspy.Highs:
    """The problem inside HiGHS."""
    m, n = len(instance.capacity), len(instance.demand)
    rows = matrix(instance)
    integer = np.zeros(m + m * n, dtype=np.int32)
    integer[: m + m * n if single_source else m] = int(highspy.HighsVarType.kInteger)
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.passModel(
        m + m * n,
        n + m + m * n,
        rows.nnz,
        int(highspy.MatrixFormat.kColwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        np.concatenate([instance.fixed_cost, instance.cost.T.ravel()]),
        np.zeros(m + m * n),
        np.ones(m + m * n),
        np.concatenate([np.ones(n), np.full(m + m * n, -highspy.kHighsInf)]),
        np.concatenate([np.ones(n), np.zeros(m + m * n)]),
        rows.indptr.astype(np.int32),
        rows.indices.astype(np.int32),
        rows.data,
        integer,
    )
    return highs


def solve(question: Question) -> Answer:
    """HiGHS as it comes, to the same proof."""
    watch = Stopwatch()
    highs = build(question.instance, question.single_source)
    build_s = watch.lap_s()
    for option, value in {**HIGHS, "time_limit": question.left_s()}.items():
        highs.setOptionValue(option, value)
    highs.run()
    status, info = highs.getModelStatus(), highs.getInfo()
    return Answer(
        status=STATUS.get(status, highs.modelStatusToString(status)),
        objective=known(info.objective_function_value) if info.primal_solution_status == FEASIBLE else None,
        bound=known(info.mip_dual_bound),
        build_s=build_s,
        solve_s=watch.lap_s(),
        version=f"HiGHS {highs.version()}",
    )


if __name__ == "__main__":
    main(solve)
