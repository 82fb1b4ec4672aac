"""Rules written out as templates are the same problem, row by row, as Pyomo's own compiler makes of plain rules."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import numpy as np
import pytest
from pyomo.common.errors import InfeasibleConstraintException
from pyomo.environ import ConcreteModel, Constraint, NonNegativeReals, Objective, Param, Set, Var

from models import build as build_module
from models import service as service_module
from models.build import build_supply
from models.case import Case
from models.derive import site_options
from models.templates import templates
from placement.solve.standard_form import StandardForm, compile_model
from placement.solve.template_form import is_template, write_out
from tests.models.cases import tiny, with_policy
from tests.models.random_cases import rich_case
from tests.placement.solve.supplies import SWITCHES, Switch

CAPS = {"carbon_cap_t_per_year": 1e9, "water_cap_m3_per_year": 1e9}


def by_name(
    form: StandardForm,
) -> tuple[dict[str, tuple[float, ...]], dict[str, tuple[float, float, dict[str, float]]]]:
    """Columns and rows by the names that Pyomo gives them."""
    names, rows = [v.name for v in form.columns], form.matrix.tocsr()
    columns = dict(zip(names, zip(form.cost, form.lower, form.upper, form.integer, strict=True), strict=True))
    found = {}
    for i, row in enumerate(form.rows):
        part = slice(rows.indptr[i], rows.indptr[i + 1])
        entries = {names[j]: x for j, x in zip(rows.indices[part], rows.data[part], strict=True)}
        found[row.name] = (form.row_lower[i], form.row_upper[i], entries)
    return columns, found


def has_only_templates(m: ConcreteModel) -> bool:
    """Whether no rule of the model is left to Pyomo's own compiler."""
    return all(is_template(c) for c in m.component_objects(Constraint, descend_into=True) if len(c))


def assert_same(one: StandardForm, other: StandardForm) -> None:
    (columns, rows), (same_columns, same_rows) = by_name(one), by_name(other)
    assert one.offset == pytest.approx(other.offset)
    assert set(columns) == set(same_columns)
    assert set(rows) == set(same_rows)
    for name, column in columns.items():
        assert column == pytest.approx(same_columns[name], rel=1e-12, abs=1e-15), name
    for name, (lower, upper, entries) in rows.items():
        other_lower, other_upper, other_entries = same_rows[name]
        assert (lower, upper) == pytest.approx((other_lower, other_upper)), name
        assert entries == pytest.approx(other_entries, rel=1e-12), name


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda switch: switch.name)
@pytest.mark.parametrize("seed", range(3))
def test_supply_is_the_same_either_way(seed: int, switch: Switch, monkeypatch: pytest.MonkeyPatch) -> None:
    case: Case = with_policy(switch.on(rich_case(seed, share_on=0.5)[0]), **CAPS)
    for option in site_options(case)[::3]:
        as_templates = build_supply(case, *option)
        assert has_only_templates(as_templates)  # or the quick way is lost
        with monkeypatch.context() as patch:
            patch.setattr(build_module, "templates", nullcontext)
            plain = build_supply(case, *option)
        assert not has_only_templates(plain)
        assert_same(compile_model(as_templates), compile_model(plain))


@pytest.mark.parametrize("seed", range(4))
def test_siting_is_the_same_either_way(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    case = rich_case(seed, share_on=0.5)[0]
    mixed = build_module.build_master(case)
    assert is_template(mixed.only_open_sites_serve)
    assert not has_only_templates(mixed)
    with monkeypatch.context() as patch:
        patch.setattr(service_module, "templates", nullcontext)
        plain = build_module.build_master(case)
    assert not is_template(plain.only_open_sites_serve)
    assert_same(compile_model(mixed), compile_model(plain))
    assert mixed.only_open_sites_serve.active


@contextmanager
def model() -> Iterator[ConcreteModel]:
    """Two cities with stock by day, rules to be added as templates."""
    m = ConcreteModel()
    m.CITIES = Set(dimen=1, initialize=["ulm", "bari"])
    m.DAYS = Set(dimen=1, initialize=range(3))
    m.DAYS_OF = Set(m.CITIES, within=m.DAYS, initialize={"ulm": [0, 2], "bari": []})
    m.next = Param(m.DAYS, within=m.DAYS, initialize={0: 1, 1: 2, 2: 0})
    m.price = Param(m.CITIES, initialize={"ulm": 3.0, "bari": 0.0})
    m.Stock = Var(m.CITIES, m.DAYS, domain=NonNegativeReals)
    m.Total = Var(bounds=(-1.0, 9.0))
    m.cost = Objective(expr=m.Total + 5.0)
    with templates():
        yield m


def rows_of(m: ConcreteModel) -> dict[str, tuple[float, float, dict[str, float]]]:
    return by_name(compile_model(m))[1]


def test_sums_over_sets_of_an_index() -> None:
    with model() as m:
        m.kept = Constraint(
            m.CITIES, rule=lambda m, c: sum(m.Stock[c, d] for d in m.DAYS_OF[c]) <= m.price[c] * m.Total
        )
    assert rows_of(m) == {"kept[ulm]": (-np.inf, 0.0, {"Stock[ulm,0]": 1.0, "Stock[ulm,2]": 1.0, "Total": -3.0})}
    assert {v.name for v in compile_model(m).columns} == {"Stock[ulm,0]", "Stock[ulm,2]", "Total"}
    assert compile_model(m).offset == 5.0


def test_what_follows_and_what_comes_twice() -> None:
    with model() as m:
        m.turns = Constraint(m.DAYS, rule=lambda m, d: m.Stock["ulm", m.next[d]] == 2 * m.Stock["ulm", d] / 4 + d)
        m.twice = Constraint(rule=lambda m: sum(m.Total + m.price[c] for c in m.CITIES) >= 1.0)
    rows = rows_of(m)
    assert rows["turns[2]"] == (2.0, 2.0, {"Stock[ulm,0]": 1.0, "Stock[ulm,2]": -0.5})
    assert rows["twice"] == (-2.0, np.inf, {"Total": 2.0})


def test_index_as_a_number_and_limits_on_either_side() -> None:
    with model() as m:
        m.most = Constraint([7.0], rule=lambda m, most: m.Total <= most)
        m.least = Constraint([7.0], rule=lambda m, least: -least <= m.Total)
        m.off = Constraint([], rule=lambda m, least: m.Total >= least)
    assert rows_of(m) == {"most[7.0]": (-np.inf, 7.0, {"Total": 1.0}), "least[7.0]": (-7.0, np.inf, {"Total": 1.0})}


def test_row_without_variables_holds_or_is_infeasible() -> None:
    with model() as m:
        m.true = Constraint(m.CITIES, rule=lambda m, c: sum(m.Stock[c, d] for d in m.DAYS_OF[c]) <= m.Total * 0 + 1.0)
    assert set(rows_of(m)) == {"true[ulm]"}
    with model() as m:
        m.false = Constraint(m.CITIES, rule=lambda m, c: sum(m.Stock[c, d] for d in m.DAYS_OF[c]) >= 1.0)
    with pytest.raises(InfeasibleConstraintException, match=r"false\[bari\]"):
        write_out(m)


def test_fixed_variable_is_a_number() -> None:
    with model() as m:
        m.kept = Constraint(m.DAYS, rule=lambda m, d: m.Stock["ulm", d] + 2 * m.Total <= 5.0)
    m.Total.fix(1.5)
    assert rows_of(m)["kept[0]"] == (-np.inf, 2.0, {"Stock[ulm,0]": 1.0})


def test_product_of_variables_is_refused() -> None:
    with model() as m:
        m.curved = Constraint(m.DAYS, rule=lambda m, d: m.Stock["ulm", d] * m.Total <= 5.0)
    with pytest.raises(NotImplementedError, match="linear"):
        write_out(m)


def test_templates_are_off_outside() -> None:
    assert has_only_templates(build_supply(tiny(a=50), "a", "dry", "2030"))
    m = ConcreteModel()
    m.x = Var()
    m.plain = Constraint(rule=lambda m: m.x >= 0)
    assert not has_only_templates(m)
