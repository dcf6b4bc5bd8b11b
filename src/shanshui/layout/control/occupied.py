"""Which land each sub-project lies on at the base year, by first-level class (5.4.2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

from shanshui.layout.ground import Ground
from shanshui.layout.land.land_classes import ROLE, level1
from shanshui.layout.land.parcels import Parcels
from shanshui.ledger import Basis, Fact
from shanshui.plan import Project, limit
from shanshui.quantity import close, exact
from shanshui.standard import ClassTable, Standard
from shanshui.workspace.layers import Layers, measured_on

Occupied = Mapping[str, Mapping[str, Decimal] | None]
"""Area of each first-level class [m²] by code of the sub-project; None where the parcels do not cover it."""

_PLACES, _WORKERS = 4, 2


def occupied(parcels: Parcels, ground: Ground, classes: ClassTable, project: Project) -> Occupied:
    """Land under each sub-project that is more than a point, closed to its area.

    Parameters
    ----------
    parcels : Parcels
        Of the base year.
    ground : Ground
        Where the sub-projects lie.
    classes : ClassTable
        The parcels' classification.
    project : Project
        Its own limit of ``layer_coverage``.
    """
    shapes = ground.with_area()
    with ThreadPoolExecutor(_WORKERS) as pool:
        found = pool.map(lambda shape: parcels.within(shape.geometry), shapes)
        return {
            shape.code: _closed(sizes, ground.areas[f"subproject:{shape.code}"], classes, project)
            for shape, sizes in zip(shapes, found, strict=True)
        }


def _closed(
    sizes: Mapping[str, float], area: Decimal, classes: ClassTable, project: Project
) -> Mapping[str, Decimal] | None:
    sums: dict[str, Decimal] = {}
    for code, size in sizes.items():
        if code:
            first = level1(code, classes)
            sums[first] = sums.get(first, Decimal(0)) + exact(size)
    whole = sum(sums.values(), Decimal(0))
    if not area or abs(whole / area - 1) > 1 - limit(project, "layer_coverage"):
        return None
    closed = close([area * size / whole for size in sums.values()], _PLACES, area)
    return {code: size for code, size in sorted(zip(sums, closed, strict=True)) if size}


def occupied_facts(found: Occupied, ground: Ground, layers: Layers, standard: Standard) -> Iterator[Fact]:
    """Areas of first-level classes under sub-projects, and why there are none.

    Parameters
    ----------
    found : mapping
        As :func:`occupied` gives it.
    ground, layers : Ground, Layers
        For basis and sources.
    standard : Standard
        Words of the reason.
    """
    for code, sizes in found.items():
        shape, subject = ground.subprojects[code], f"subproject:{code}"
        basis = Basis.MODELLED_UNCALIBRATED if shape.origin == "circle" else Basis.MEASURED
        sources = [*shape.sources, f"layer:{ROLE}"]
        told = measured_on(layers, sources, "layout.control.occupied.occupied", "5.4.2.3", [f"{subject}.area"], basis)
        if sizes is None:
            reason = standard.label("layout.reason.landuse_gap")
            yield told.fact(subject, "occupied.total.area", None, "m2", reason=reason)
            continue
        for first, size in sizes.items():
            yield told.fact(subject, f"occupied.{first}.area", size, "m2")
        yield told.fact(subject, "occupied.total.area", sum(sizes.values(), Decimal(0)), "m2")
