"""The stage of assessment (5.3.1): indicators of every place, reference ecosystem, diagnosis, and table B.3."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.assess import ecosystems, pattern, relief
from shanshui.assess.diagnosis import table_b3
from shanshui.assess.fields import RECIPES
from shanshui.assess.ground import Ground
from shanshui.assess.landuse import land_use
from shanshui.assess.places import places_of
from shanshui.assess.topic import Topic, assess
from shanshui.ledger import Fact
from shanshui.plan import Plan
from shanshui.stage import StageResult
from shanshui.standard import Standard
from shanshui.workspace import Workspace
from shanshui.workspace.fields import FieldFolder, field_folder
from shanshui.workspace.layers import assessment_units

FIRST: tuple[Topic, ...] = (ecosystems, pattern, relief)
"""Topics of the first pass."""

SECOND: tuple[Topic, ...] = ()
"""Topics that need sums of the first pass: maxima, shares, thresholds."""


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
    parts = assessment_units(layers)
    places, grid = places_of(plan, layers, workspace.facts, parts), layers.grid
    found = StageResult()
    if places is not None and grid is not None:
        with field_folder(workspace.work) as folder:
            ground = Ground(plan, workspace, standard, workspace.facts, places, grid, RECIPES)
            for topics in (FIRST, SECOND):
                ground, told = assess(topics, ground, folder)
                found += told
            found += StageResult(tuple(_written(ground, folder)))
        found += StageResult(tuple(land_use(plan.project.base_year, layers, standard)))
    return found + StageResult(tables=(table_b3(plan, parts, standard),))


def _written(ground: Ground, folder: FieldFolder) -> Iterator[Fact]:
    """One fact for each field on disk: its content hash, on which whoever draws it depends."""
    for name, content in folder.contents():
        told = ground.told(name, "5.3.1.5")
        yield told.fact(f"field:{name.replace('@', '_')}", "content", content)
