"""The stage of the survey (5.2): inspection of the layers, inventory, areas, and what the project states."""

from __future__ import annotations

from shanshui.ledger import Facts
from shanshui.plan import Plan
from shanshui.stage import StageResult
from shanshui.standard import Standard
from shanshui.survey.absence import absent_layers
from shanshui.survey.cases import case_facts
from shanshui.survey.extent import count_facts, extent_facts, shape_facts, survey_area_facts
from shanshui.survey.forms import form_facts
from shanshui.survey.inspection import inspect
from shanshui.survey.inventory import take_stock
from shanshui.survey.observations import observation_facts
from shanshui.survey.points import point_facts
from shanshui.survey.small_places import small_places
from shanshui.survey.statements import project_facts
from shanshui.survey.survey_area import survey_area_findings
from shanshui.survey.table_a1 import table_a1
from shanshui.survey.table_b1 import tables_b1
from shanshui.workspace import Workspace


def run(plan: Plan, workspace: Workspace, standard: Standard) -> StageResult:
    """Clause 5.2: inspect every layer, take stock of the materials, measure scope, units and townships.

    Parameters
    ----------
    plan : Plan
        Units, sub-projects, inventory, statements of the project.
    workspace : Workspace
        Layers, and who walks over rasters.
    standard : Standard
        Roles, classifications, materials of table A.1.
    """
    layers = workspace.layers
    roles = layers.roles
    inspections = [inspect(role, layers, plan, standard, workspace.scheduler) for role in roles]
    stock_facts, stock_findings = take_stock(plan, layers, standard)
    facts = (
        *(fact for found in inspections for fact in found.facts),
        *stock_facts,
        *extent_facts(layers, standard),
        *shape_facts(plan, layers),
        *survey_area_facts(layers),
        *count_facts(plan, layers),
        *point_facts(plan, layers),
        *form_facts(plan),
        *observation_facts(plan, standard),
        *project_facts(plan.project),
    )
    findings = (
        *layers.findings,
        *(finding for found in inspections for finding in found.findings),
        *absent_layers(layers, standard),
        *stock_findings,
        *small_places(plan, layers),
    )
    findings += tuple(survey_area_findings(plan, layers, facts))
    facts += tuple(case_facts(plan, Facts(facts), standard))
    tables = (table_a1(plan, stock_findings, standard), *tables_b1(plan, standard))
    return StageResult(facts, tables, findings)
