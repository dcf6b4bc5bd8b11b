"""Table B.3: problems and diagnosis of each assessment unit, as far as they are known."""

from __future__ import annotations

from shanshui.ledger import Cell, Row, Table
from shanshui.plan import Plan, Unit
from shanshui.standard import Standard, find_term
from shanshui.workspace.layers import Shapes

TABLE = "B.3"


def table_b3(plan: Plan, own: Shapes, standard: Standard) -> Table:
    """Fill table B.3.

    Parameters
    ----------
    plan : Plan
        Restoration units with the problems that the planner names.
    own : mapping of code to Shape
        Assessment units of the county's own; where there are none the restoration units serve.
    standard : Standard
        Specification of the table, words of the problems.

    Returns
    -------
    Table
        One row for each unit; what is not known yet is an empty cell.
    """
    spec = standard.tables[TABLE]
    if own:
        known = [{"assessment_unit": shape.name} for shape in own.values()]
    else:
        known = [{"assessment_unit": unit.name, "problem_type": _problems(unit, standard)} for unit in plan.units]
    rows = []
    for number, cells in enumerate(known, start=1):
        filled: dict[str, Cell] = {"ordinal": str(number), **cells}
        rows.append(Row(tuple(filled.get(key, "") for key in spec.keys())))
    return Table(TABLE, spec.title_for(project=plan.project.name), spec.keys(), tuple(rows))


def _problems(unit: Unit, standard: Standard) -> str:
    terms = standard.vocabularies["ecosystem_problem"]
    found = [find_term(terms, problem) for problem in unit.problems]
    return "、".join(term.zh if term else word for term, word in zip(found, unit.problems, strict=True))
