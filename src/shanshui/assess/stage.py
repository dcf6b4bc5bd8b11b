"""The stage of assessment (5.3.1): ecosystems, relief, land use, and table B.3 with what is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shanshui.assess.diagnosis import table_b3
from shanshui.assess.ecosystems import ECOSYSTEM, compositions, ecosystem_facts
from shanshui.assess.landuse import LAND, land_areas, land_facts
from shanshui.assess.landuse import ROLE as PARCELS
from shanshui.assess.pattern import patches_of, pattern_facts
from shanshui.assess.places import Spot, spots
from shanshui.assess.relief import ROLE as RELIEF
from shanshui.assess.relief import relief_facts, reliefs
from shanshui.ledger import Fact
from shanshui.plan import Plan
from shanshui.stage import StageResult
from shanshui.standard import Standard
from shanshui.workspace import Workspace
from shanshui.workspace.layers import Layers, assessment_units, translation

LANDCOVER = "landcover"


def run(plan: Plan, workspace: Workspace, standard: Standard) -> StageResult:
    """Clause 5.3.1: base values of scope and units, and table B.3.

    Parameters
    ----------
    plan : Plan
        Units and the base year.
    workspace : Workspace
        Layers, and the areas that the survey measured.
    standard : Standard
        Classifications and table B.3.
    """
    layers = workspace.layers
    places = spots(plan, layers, workspace.facts)
    base_year = plan.project.base_year
    facts: list[Fact] = []
    if places and places[0].subject == "scope":
        facts.extend(_ecosystems(places, base_year, layers, standard))
        facts.extend(_relief(places, layers))
        facts.extend(_land(base_year, layers, standard))
    table = table_b3(plan, assessment_units(layers), standard)
    return StageResult(tuple(facts), (table,))


def _ecosystems(places: Sequence[Spot], base_year: int, layers: Layers, standard: Standard) -> Iterator[Fact]:
    for role, year in _years(layers, base_year):
        entry, raster = layers.entry(role), layers.raster(role)
        way = translation(entry.classes, ECOSYSTEM, standard) if entry is not None else None
        if raster is not None and way is not None:
            classes = standard.classes[ECOSYSTEM]
            yield from ecosystem_facts(role, year, compositions(raster, way, places), places, classes, layers)
            yield from pattern_facts(role, year, patches_of(raster, way, places, classes), places, layers)


def _years(layers: Layers, base_year: int) -> tuple[tuple[str, int], ...]:
    """Land covers by year; the undated one stands for the base year, and of two of one year the first counts."""
    dated = layers.series(LANDCOVER)
    if layers.usable(LANDCOVER) and LANDCOVER not in dict(dated):
        dated = ((LANDCOVER, base_year), *dated)
    by_year: dict[int, str] = {}
    for role, year in dated:
        by_year.setdefault(year, role)
    return tuple((role, year) for year, role in sorted(by_year.items()))


def _relief(places: Sequence[Spot], layers: Layers) -> Iterator[Fact]:
    raster = layers.raster(RELIEF)
    if raster is not None:
        yield from relief_facts(reliefs(raster, places), places, layers)


def _land(base_year: int, layers: Layers, standard: Standard) -> Iterator[Fact]:
    parcels, entry = layers.vector(PARCELS), layers.entry(PARCELS)
    scope, epsg = layers.scope, layers.crs
    if parcels is None or entry is None or scope is None or epsg is None or "class" not in parcels.columns:
        return
    way = translation(entry.classes, LAND, standard)
    if way is None:
        return
    year = int(entry.date[:4]) if entry.date[:4].isdecimal() else base_year
    yield from land_facts(land_areas(parcels, scope, epsg, way), year, standard.classes[LAND], layers)
