"""The contract that all stages share.

A stage is ``run(plan, workspace, standard) -> StageResult``. It reads what the planner entered from
the plan, layers and earlier facts from the workspace, and writes nothing but its own files under
``workspace.work`` or ``workspace.dossier``; the pipeline alone writes the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.ledger import Basis, Cell, Fact, Quote, Table
from shanshui.plan import Plan, Ruling
from shanshui.quantity import convert, converted, round_half_up
from shanshui.standard import Standard
from shanshui.standard.cells import read_number
from shanshui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class StageResult:
    """What a stage found out.

    Parameters
    ----------
    facts : tuple of Fact
        New facts; ids that earlier stages used may not come again.
    tables : tuple of Table
        Computed tables of the code.
    findings : tuple of Finding
        Faults met on the way.
    """

    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()

    def __add__(self, other: StageResult) -> StageResult:
        return StageResult(self.facts + other.facts, self.tables + other.tables, self.findings + other.findings)


Run = Callable[[Plan, Workspace, Standard], StageResult]


OVERRIDE = "override"
"""Kind of a ruling that puts a value in place of a computed one."""


def ruled(result: StageResult, rulings: Sequence[Ruling]) -> StageResult:
    """Put what was ruled in place of what was computed, in the facts and wherever the stage's tables quote them.

    Parameters
    ----------
    result : StageResult
        Of one stage.
    rulings : sequence of Ruling
        The first override of a fact counts; one in an impossible unit is passed over (``RULING-OVERRIDE`` says so).

    Returns
    -------
    StageResult
        A ruled fact keeps its method and inputs, rests on the table of rulings besides, and says who ruled and why.
        What the same stage made of the computed value stays as it was; later stages see the ruled one.
    """
    own = {fact.id: fact for fact in result.facts}
    new: dict[str, Fact] = {}
    for ruling in rulings:
        fact = own.get(ruling.subject.strip())
        value = _ruled_value(ruling, fact) if fact is not None and ruling.kind == OVERRIDE else None
        if fact is not None and value is not None:
            new.setdefault(fact.id, _by(ruling, fact, value))
    if not new:
        return result
    facts = tuple(new.get(fact.id, fact) for fact in result.facts)
    return StageResult(facts, tuple(_quoting(table, new) for table in result.tables), result.findings)


def _ruled_value(ruling: Ruling, fact: Fact) -> Decimal | str | None:
    if isinstance(fact.value, str):
        return ruling.value.strip() or None
    number = read_number(ruling.value, "")
    return converted(number, ruling.unit or "1", fact.unit) if isinstance(number, Decimal) else None


def _by(ruling: Ruling, fact: Fact, value: Decimal | str) -> Fact:
    told = "，".join(part for part in (ruling.by, ruling.date, ruling.reason) if part)
    source = "；".join(part for part in (fact.source, f"{ruling.id}（{told}）") if part)
    inputs = tuple(dict.fromkeys((*fact.inputs, "table:rulings")))
    return replace(fact, value=value, basis=Basis.RULED, source=source, inputs=inputs, reason="", low=None, high=None)


def _quoting(table: Table, new: Mapping[str, Fact]) -> Table:
    def requoted(cell: Cell) -> Cell:
        fact = new.get(cell.fact) if isinstance(cell, Quote) else None
        if fact is None or not isinstance(cell, Quote):
            return cell
        if not isinstance(fact.value, Decimal):
            return replace(cell, value=fact.value)
        value = convert(fact.value, fact.unit, cell.unit)
        return replace(cell, value=value if cell.places is None else round_half_up(value, cell.places))

    rows = tuple(replace(row, cells=tuple(requoted(cell) for cell in row.cells)) for row in table.rows)
    return replace(table, rows=rows, head=tuple((key, requoted(cell)) for key, cell in table.head))
