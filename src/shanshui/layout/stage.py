"""The stage of layout (5.3.2, 5.4.1–5.4.4, F): where sub-projects lie, on which zones and which land."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shanshui.layout.alternatives.weighing import weighed
from shanshui.layout.control.certificates import certificate_facts, certificates
from shanshui.layout.control.consequences import consequence_facts, consequences, situations
from shanshui.layout.control.control_lines import ControlLine, control_lines
from shanshui.layout.control.occupied import occupied, occupied_facts
from shanshui.layout.control.planned import planned_land
from shanshui.layout.control.verdicts import Verdict, by_subproject, verdicts
from shanshui.layout.control.zones import overlap_facts, zone_facts
from shanshui.layout.ground import Ground, ground_of, without_place
from shanshui.layout.land.derived import derived_changes, derived_findings
from shanshui.layout.land.land_classes import accounts, flows_of, land_classes, land_facts, parcels_of
from shanshui.layout.land.occupation import occupation_facts, occupations_of
from shanshui.layout.land.table_f import table_f2, tables_f1
from shanshui.layout.measures.effects import effect_facts
from shanshui.layout.measures.modes import mode_facts
from shanshui.layout.monitoring.monitoring_facts import monitoring_facts
from shanshui.layout.places.history import history_facts
from shanshui.layout.places.periods import period_facts
from shanshui.layout.places.place_list import listed_facts
from shanshui.layout.places.places import place_facts
from shanshui.layout.places.topology import area_facts, areas_unknown, topology_facts
from shanshui.layout.standards import standard_facts
from shanshui.layout.units.unit_scores import unit_score_facts
from shanshui.layout.works.basin_flow import flow_facts
from shanshui.layout.works.order import order_facts, order_findings, work_order
from shanshui.ledger import Fact, Facts
from shanshui.plan import Plan
from shanshui.stage import StageResult
from shanshui.standard import Standard
from shanshui.workspace import Workspace
from shanshui.workspace.certificates import keep


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
    taken = _taken(plan, standard) + StageResult(tuple(standard_facts(plan, workspace.facts, standard)))
    ground = ground_of(plan, layers, workspace.facts)
    taken += StageResult(tuple(monitoring_facts(plan, ground, workspace.facts, layers, standard)))
    if ground is None:
        return taken + weighed(plan, workspace.facts, standard)
    lines = control_lines(layers, standard)
    held = verdicts(ground, lines, plan.project)
    facts = (
        *area_facts(ground, layers),
        *areas_unknown(plan, ground, standard),
        *period_facts(plan, ground, layers, standard),
        *topology_facts(plan, ground, layers),
        *place_facts(plan, ground, layers),
        *listed_facts(plan.project, ground, layers),
        *unit_score_facts(plan, ground, workspace, standard),
        *flow_facts(ground, layers, workspace.work, workspace.facts),
        *history_facts(plan.project, ground, layers),
        *overlap_facts(ground, lines, held, layers, standard),
        *zone_facts(ground, lines, held, layers, standard, workspace.scheduler),
        *_certified(plan, ground, lines, held, workspace),
    )
    placed = StageResult(facts, findings=tuple(without_place(plan, ground)))
    judged = weighed(plan, workspace.facts.with_more(facts), standard)
    done = _done(plan, workspace, facts, standard)
    return placed + _land(plan, ground, held, workspace, standard) + taken + done + judged


def _certified(
    plan: Plan, ground: Ground, lines: tuple[ControlLine, ...], held: tuple[Verdict, ...], workspace: Workspace
) -> Iterator[Fact]:
    """Keep the certificates of all verdicts, and tell of them; nothing where there are none."""
    if held:
        text = certificates(plan, ground, lines, held, workspace)
        keep(text, workspace)
        yield from certificate_facts(text, held, ground, workspace.layers)


def _land(
    plan: Plan, ground: Ground, held: tuple[Verdict, ...], workspace: Workspace, standard: Standard
) -> StageResult:
    """Table F.1 of every subject that has one, the land under sub-projects, and what follows from it."""
    layers = workspace.layers
    classes = land_classes(layers, standard)
    parcels = parcels_of(layers, classes, ground.epsg, standard)
    derived = derived_changes(plan, ground, parcels, classes, standard)
    gained = tuple(flow for one in derived for flow in one.flows)
    found = accounts(plan, ground, layers, standard, parcels, gained)
    facts = tuple(land_facts(found, ground, classes, layers))
    tables = tuple(tables_f1(found, classes, Facts(facts), plan, standard))
    under = occupied(parcels, ground, classes, plan.project) if parcels is not None else {}
    flows = flows_of(plan, classes, standard)
    planned = planned_land(flows, classes, ground, layers, plan.project, standard)
    known = situations(plan, by_subproject(held), flows, classes, planned)
    followed = {one.sub.code: tuple(consequences(one)) for one in known}
    more = (*occupied_facts(under, ground, layers, standard), *consequence_facts(followed, workspace.sources))
    return StageResult((*facts, *more), tables, tuple(derived_findings(derived, classes)))


def _done(plan: Plan, workspace: Workspace, placed: Iterable[Fact], standard: Standard) -> StageResult:
    """What works do on their ground, which modes it permits, and what comes before what."""
    known = workspace.facts.with_more(placed)
    order = work_order(plan, known)
    facts = (*mode_facts(plan, known), *effect_facts(plan, known, standard), *order_facts(plan, order))
    return StageResult(facts, findings=tuple(order_findings(plan, order)))


def _taken(plan: Plan, standard: Standard) -> StageResult:
    """Table F.2 and its facts; nothing where no land is taken."""
    found = occupations_of(plan)
    facts = tuple(occupation_facts(found, plan))
    return StageResult(facts, (table_f2(found, Facts(facts), plan, standard),) if found else ())
