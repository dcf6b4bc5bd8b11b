"""Planned land use under sub-projects whose land changes (5.4.2.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from shanshui.layout.control.consequences import Planned
from shanshui.layout.ground import Ground
from shanshui.layout.land.land_classes import CLASSES, REST, Flow, level1, named, parcels_of
from shanshui.plan import Project, limit
from shanshui.quantity import exact
from shanshui.standard import ClassTable, Standard
from shanshui.workspace.layers import Layers, translation

ROLE = "landuse_plan"


def planned_land(
    flows: Sequence[Flow], classes: ClassTable, ground: Ground, layers: Layers, project: Project, standard: Standard
) -> Mapping[str, Planned] | None:
    """Planned land use under each sub-project that has changes of land.

    Parameters
    ----------
    flows : sequence of Flow
        Changes of land.
    classes : ClassTable
        Their classification.
    ground : Ground
        Where the sub-projects lie.
    layers : Layers
        The plan's land use.
    project : Project
        Its own limit of ``land_amount_share``.
    standard : Standard
        Classifications and crosswalks.

    Returns
    -------
    mapping of code to Planned, or None
        None without the layer; the layer is not opened where nothing changes.
    """
    entry = layers.entry(ROLE)
    if entry is None or not flows:
        return None if entry is None else {}
    own = standard.classes.get(entry.classes, standard.classes[CLASSES])
    parcels = parcels_of(layers, own, ground.epsg, standard, ROLE)
    way = translation(classes.key, own.key, standard)
    if parcels is None or way is None:
        return None
    found = {}
    for code in dict.fromkeys(flow.subproject for flow in flows):
        shape = ground.subprojects.get(code)
        if shape is None or not shape.has_area:
            continue
        areas: dict[str, Decimal] = {}
        for name, size in parcels.within(shape.geometry).items():
            first = level1(name, own) if name else ""
            areas[first] = areas.get(first, Decimal(0)) + exact(size)
        becomes = {flow.after: way(flow.after.removesuffix(REST)) for flow in flows if flow.subproject == code}
        firsts = {name: level1(named(own_code, own), own) if own_code else "" for name, own_code in becomes.items()}
        found[code] = Planned(areas, firsts, limit(project, "land_amount_share"))
    return found
