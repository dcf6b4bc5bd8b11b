"""The contract that all stages share.

A stage is ``run(plan, workspace, standard) -> StageResult``. It reads what the planner entered from
the plan, layers and earlier facts from the workspace, and writes nothing but its own files under
``workspace.work`` or ``workspace.dossier``; the pipeline alone writes the ledger.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shanshui.finding import Finding
from shanshui.ledger import Fact, Table
from shanshui.plan import Plan
from shanshui.standard import Standard
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
