"""The plain Pyomo model, a rule for each kind of row, solved through Pyomo's own interface to HiGHS."""

import pyomo.environ as pyo
from pyomo.contrib.solver.common.factory import SolverFactory
from pyomo.contrib.solver.common.results import TerminationCondition
from pyomo.version import version

from benchmarks.peers.options import HIGHS
from benchmarks.peers.peer_process import Answer, Question, Stopwatch, known, main
from placement.imports import Instance

STATUS = {
    TerminationCondition.convergenceCriteriaSatisfied: "optimal",
    TerminationCondition.maxTimeLimit: "time_limit",
}


def build(instance: Instance, single_source: bool) -> pyo.ConcreteModel:
    """As Pyomo's documentation would have one write it."""
    m, n = len(instance.capacity), len(instance.demand)
    fixed, capacity = instance.fixed_cost.tolist(), instance.capacity.tolist()
    demand, cost = instance.demand.tolist(), instance.cost.tolist()

    model = pyo.ConcreteModel()
    model.I = pyo.RangeSet(0, m - 1)
    model.J = pyo.RangeSet(0, n - 1)
    model.y = pyo.Var(model.I, domain=pyo.Binary)
    model.x = pyo.Var(model.I, model.J, domain=pyo.Binary if single_source else pyo.UnitInterval)
    model.total = pyo.Objective(
        expr=sum(fixed[i] * model.y[i] for i in model.I)
        + sum(cost[j][i] * model.x[i, j] for i in model.I for j in model.J)
    )
    model.served = pyo.Constraint(model.J, rule=lambda model, j: sum(model.x[i, j] for i in model.I) == 1)
    model.held = pyo.Constraint(
        model.I, rule=lambda model, i: sum(demand[j] * model.x[i, j] for j in model.J) <= capacity[i] * model.y[i]
    )
    model.strong = pyo.Constraint(model.I, model.J, rule=lambda model, i, j: model.x[i, j] <= model.y[i])
    return model


def solve(question: Question) -> Answer:
    """`highs` of pyomo.contrib.solver, which follows appsi_highs in this Pyomo."""
    watch = Stopwatch()
    model = build(question.instance, question.single_source)
    build_s = watch.lap_s()
    solver = SolverFactory("highs")
    result = solver.solve(
        model,
        time_limit=question.left_s(),
        threads=HIGHS["threads"],
        rel_gap=HIGHS["mip_rel_gap"],
        abs_gap=HIGHS["mip_abs_gap"],
        load_solutions=False,
        raise_exception_on_nonoptimal_result=False,
    )
    if result.incumbent_objective is not None:
        result.solution_loader.load_vars()
    condition = result.termination_condition
    return Answer(
        status=STATUS.get(condition, condition.name),
        objective=known(result.incumbent_objective),
        bound=known(result.objective_bound),
        build_s=build_s,
        solve_s=watch.lap_s(),
        version=f"Pyomo {version}, HiGHS {'.'.join(map(str, solver.version()))}",
    )


if __name__ == "__main__":
    main(solve)
