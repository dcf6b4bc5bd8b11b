"""The stage of layout (5.3.2, 5.4.1–5.4.4): geometry of sub-projects, topology, overlaps with control lines."""

from __future__ import annotations

from shanshui.layout.ground import ground_of, without_place
from shanshui.layout.topology import area_facts, areas_unknown, topology_facts
from shanshui.layout.zones import control_lines, overlap_facts, zone_facts
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
    ground = ground_of(plan, layers, workspace.facts)
    if ground is None:
        return StageResult()
    lines = control_lines(layers, standard)
    overlaps = tuple(overlap_facts(ground, lines, layers, standard))
    facts = (
        *area_facts(ground, layers),
        *areas_unknown(plan, ground, standard),
        *topology_facts(plan, ground, layers),
        *overlaps,
        *zone_facts(ground, lines, {fact.id: fact for fact in overlaps}, plan.project, layers, standard),
    )
    return StageResult(facts, findings=tuple(without_place(plan, ground)))
