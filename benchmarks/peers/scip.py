"""The same model in SCIP, through PySCIPOpt."""

from importlib.metadata import version

from pyscipopt import Model, quicksum

from benchmarks.peers.options import SCIP
from benchmarks.peers.peer_process import Answer, Question, Stopwatch, known, main
from placement.imports import Instance

STATUS = {"timelimit": "time_limit"}


def build(instance: Instance, single_source: bool) -> Model:
    """Costs go with the variables and rows are summed by `quicksum`: quicker than PySCIPOpt's own matrices."""
    sites, customers = range(len(instance.capacity)), range(len(instance.demand))
    capacity, demand, cost = instance.capacity.tolist(), instance.demand.tolist(), instance.cost.tolist()
    kind = "B" if single_source else "C"

    model = Model()
    y = [model.addVar(vtype="B", obj=fixed) for fixed in instance.fixed_cost.tolist()]
    x = [[model.addVar(vtype=kind, lb=0.0, ub=1.0, obj=cost[j][i]) for j in customers] for i in sites]
    for j in customers:
        model.addCons(quicksum(x[i][j] for i in sites) == 1)
    for i in sites:
        model.addCons(quicksum(demand[j] * x[i][j] for j in customers) <= capacity[i] * y[i])
    for i in sites:
        for j in customers:
            model.addCons(x[i][j] <= y[i])
    return model


def solve(question: Question) -> Answer:
    """SCIP by itself has one thread."""
    watch = Stopwatch()
    model = build(question.instance, question.single_source)
    build_s = watch.lap_s()
    model.hideOutput()
    model.setParams({**SCIP, "limits/time": question.left_s()})
    model.optimize()
    status = str(model.getStatus())
    return Answer(
        status=STATUS.get(status, status),
        objective=known(model.getObjVal()) if model.getNSols() else None,
        bound=known(model.getDualbound()),
        build_s=build_s,
        solve_s=watch.lap_s(),
        version=f"PySCIPOpt {version('PySCIPOpt')}, SCIP {model.version()}",
    )


if __name__ == "__main__":
    main(solve)
