"""The stage of layout (5.3.2, 5.4.1–5.4.4, F): where sub-projects lie, on which zones and which land."""

from __future__ import annotations

from shanshui.layout.ground import Ground, ground_of, without_place
from shanshui.layout.history import history_facts
from shanshui.layout.land import accounts, land_classes, land_facts
from shanshui.layout.occupation import occupation_facts, occupations_of
from shanshui.layout.places import place_facts
from shanshui.layout.table_f import table_f2, tables_f1
from shanshui.layout.topology import area_facts, areas_unknown, topology_facts
from shanshui.layout.zones import control_lines, overlap_facts, zone_facts
from shanshui.ledger import Facts
from shanshui.plan import Plan
from shanshui.stage import StageResult
from shanshui.standard import Standard
from shanshui.workspace import Workspace


def run(plan: Plan, workspace: Workspace, standard: Standard) -> StageResult:
    """Clauses 5.3.2 and 5.4.1–5.4.4: where everything lies, and what it lies on.

    Parameters
    ----------
    plan : Plan
        Units and sub-projects.
    workspace : Workspace
        Layers, and the areas that the survey measured.
    standard : Standard
        Words of zones, classes of land cover.
    """
    layers = workspace.layers
    taken = _taken(plan, standard)
    ground = ground_of(plan, layers, workspace.facts)
    if ground is None:
        return taken
    lines = control_lines(layers, standard)
    overlaps = tuple(overlap_facts(ground, lines, layers, standard))
    facts = (
        *area_facts(ground, layers),
        *areas_unknown(plan, ground, standard),
        *topology_facts(plan, ground, layers),
        *place_facts(plan, ground, layers),
        *history_facts(plan.project, ground, layers),
        *overlaps,
        *zone_facts(
            ground,
            lines,
            {fact.id: fact for fact in overlaps},
            plan.project,
            layers,
            standard,
            workspace.scheduler,
        ),
    )
    placed = StageResult(facts, findings=tuple(without_place(plan, ground)))
    return placed + _land(plan, ground, workspace, standard) + taken


def _land(plan: Plan, ground: Ground, workspace: Workspace, standard: Standard) -> StageResult:
    """Table F.1 of every subject that has one, and its facts."""
    classes = land_classes(workspace.layers, standard)
    found = accounts(plan, ground, workspace.layers, standard)
    facts = tuple(land_facts(found, ground, classes, workspace.layers))
    return StageResult(facts, tuple(tables_f1(found, classes, Facts(facts), plan, standard)))


def _taken(plan: Plan, standard: Standard) -> StageResult:
    """Table F.2 and its facts; nothing where no land is taken."""
    found = occupations_of(plan)
    facts = tuple(occupation_facts(found, plan))
    return StageResult(facts, (table_f2(found, Facts(facts), plan, standard),) if found else ())
