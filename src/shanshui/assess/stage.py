"""The stage of assessment (5.3.1): indicators of every place, reference ecosystem, diagnosis, and table B.3."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shanshui.assess.biodiversity import habitat, irreplaceability, network, species
from shanshui.assess.condition import ecological_index, extremes, function_indices, greenness, quality, vegetation
from shanshui.assess.cover_years import present_year
from shanshui.assess.diagnosis import catchments, conditions, diagnosis, reference, reference_state, resilience
from shanshui.assess.diagnosis.assessment_units import found_units, unit_facts
from shanshui.assess.diagnosis.table_b3 import table_b3
from shanshui.assess.fields import RECIPES
from shanshui.assess.ground import Ground
from shanshui.assess.landscape import change, ecosystems, pattern, relief, trend
from shanshui.assess.landscape.landuse import land_use
from shanshui.assess.places import diagnosed, places_of
from shanshui.assess.problems import degradation, lakes, samples, sensitivity
from shanshui.assess.services import carbon, sediment, soil_loss, water, wind_erosion
from shanshui.assess.services.drainage import route
from shanshui.assess.small import too_small
from shanshui.assess.table_b2 import table_b2
from shanshui.assess.topic import Topic, assess
from shanshui.ledger import Fact
from shanshui.plan import Plan
from shanshui.stage import StageResult
from shanshui.standard import Standard
from shanshui.workspace import Workspace
from shanshui.workspace.derived_units import write_units
from shanshui.workspace.fields import FieldFolder, field_folder

BEFORE: tuple[Topic, ...] = (greenness,)
"""Topics whose sums the fields of others need."""

FIRST: tuple[Topic, ...] = (
    ecosystems,
    pattern,
    change,
    relief,
    vegetation,
    trend,
    extremes,
    habitat,
    samples,
    species,
    irreplaceability,
    soil_loss,
    wind_erosion,
    reference,
)
"""Topics of the first pass."""

SECOND: tuple[Topic, ...] = (
    quality,
    water,
    degradation,
    sensitivity,
    ecological_index,
    function_indices,
    carbon,
    lakes,
    habitat,
    irreplaceability,
    sediment,
    reference_state,
    resilience,
)
"""Topics that need sums of the first pass: maxima, shares, thresholds."""

THIRD: tuple[Topic, ...] = (conditions, catchments, network, diagnosis)
"""Topics that need the state of the reference; the diagnosis is the last, since it rests on the facts of all others."""


def run(plan: Plan, workspace: Workspace, standard: Standard) -> StageResult:
    """Clause 5.3.1: values of scope, units, sub-projects and assessment units, and table B.3.

    Parameters
    ----------
    plan : Plan
        Units, sub-projects, and the base year.
    workspace : Workspace
        Layers, and the areas that the survey measured.
    standard : Standard
        Classifications and table B.3.
    """
    layers = workspace.layers
    parts = found_units(layers, plan.project, standard)
    places, grid = places_of(plan, layers, workspace.facts, parts), layers.grid
    found = StageResult()
    if places is not None and grid is not None:
        with field_folder(workspace.work) as folder:
            ground = Ground(plan, workspace, standard, workspace.facts, places, grid, RECIPES)
            ground, told = route(ground, folder)
            found += told
            found += StageResult(tuple(unit_facts(ground, write_units(workspace.work, parts, grid.epsg))))
            ground = replace(ground, facts=ground.facts.with_more(found.facts))
            for topics in (BEFORE, FIRST, SECOND, THIRD):
                ground, told = assess(topics, ground, folder)
                found += told
                ground = sediment.connect(ground, folder) if topics is FIRST else ground
            found += StageResult(tuple(too_small(ground, found.facts)))
            found += StageResult(tuple(_written(ground, folder)))
        found += StageResult(tuple(land_use(plan.project.base_year, layers, standard)))
    known, year = workspace.facts.with_more(found.facts), present_year(layers, plan.project.base_year)
    indicators, notes = table_b2(plan, known, layers, standard, year or plan.project.base_year)
    found += StageResult(notes, (indicators,))
    names = {spot.subject: spot.name for spot in diagnosed(places)} if places is not None else {}
    return found + StageResult(tables=(table_b3(plan, names, workspace.facts.with_more(found.facts), standard),))


def _written(ground: Ground, folder: FieldFolder) -> Iterator[Fact]:
    """One fact for each field on disk: its content hash, on which whoever draws it depends."""
    for name, content in folder.contents():
        told = ground.told(name, "5.3.1.5")
        yield told.fact(f"field:{name.replace('@', '_')}", "content", content)
