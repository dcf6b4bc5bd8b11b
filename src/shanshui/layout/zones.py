"""Control zones: what scope, units and sub-projects share with each control line, and the strictest zone (5.4.2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import shapely

from shanshui.geo.overlay import Cover
from shanshui.geo.sweep import Input, Sweep, sweep
from shanshui.geo.tallies import Codes
from shanshui.geo.tasks import Scheduler
from shanshui.geo.zonal import Zones
from shanshui.layout.ground import Ground
from shanshui.ledger import Basis, Fact
from shanshui.plan import Project, touch
from shanshui.quantity import round_half_up
from shanshui.standard import Standard
from shanshui.standard.judging.control_lines import ControlLineSpec, in_core, load_control_lines
from shanshui.workspace.layers import Layers, Shape, measured_on, translation

ECOSYSTEM = "hj1166"
LANDCOVER = "landcover"
_CROPLAND, _FARMED, _REST = "5", "other_agricultural", "general_ecological"
_PLACES = 10


@dataclass(frozen=True, slots=True)
class ControlLine:
    """A control line of the county.

    Parameters
    ----------
    spec : ControlLineSpec
        What the standard says of it.
    cover : Cover
        Its polygons.
    """

    spec: ControlLineSpec
    cover: Cover


def control_lines(layers: Layers, standard: Standard) -> tuple[ControlLine, ...]:
    """Control lines that the county brings, strictest first.

    Parameters
    ----------
    layers : Layers
        Redline, farmland, urban boundary and protected areas.
    standard : Standard
        Words for the core of a protected area.
    """
    zones = standard.vocabularies["control_zone"]
    found = []
    for spec in load_control_lines().values():
        frame = layers.vector(spec.layer)
        if frame is None or (spec.part and "zone" not in frame.columns):
            continue
        own = frame.geometry.to_numpy()
        if spec.part:
            core = np.array([in_core(str(word), zones) for word in frame["zone"]], dtype=bool)
            own = own[core if spec.part == "core" else ~core]
        found.append(ControlLine(spec, Cover(own)))
    return tuple(found)


def overlap_facts(ground: Ground, lines: tuple[ControlLine, ...], layers: Layers, standard: Standard) -> Iterator[Fact]:
    """Area and share of scope, units and sub-projects that lie within each control line.

    Parameters
    ----------
    ground : Ground
        Where they lie.
    lines : tuple of ControlLine
        Those at hand; of the others the scope's facts have no value but a reason.
    layers : Layers
        For the sources.
    standard : Standard
        For the reasons.
    """
    shapes = [Shape("", "", ground.scope, "feature", (f"layer:{ground.scope_role}",))]
    subjects = ["scope"]
    for kind, group in (("unit", ground.units), ("subproject", ground.subprojects)):
        for code, shape in group.items():
            if shape.has_area:
                shapes.append(shape)
                subjects.append(f"{kind}:{code}")
    for line in lines:
        for subject, shape in zip(subjects, shapes, strict=True):
            yield from _overlap(subject, shape, line, ground, layers)
    for code, shape in ground.subprojects.items():
        for line in lines if not shape.has_area else ():
            told = measured_on(layers, shape.sources, "geo.overlay.Cover.shared", "5.4.2.3")
            reason = standard.label("layout.reason.no_extent")
            for attribute, of in (("area", "m2"), ("share", "1")):
                yield told.fact(f"subproject:{code}", f"overlap.{line.spec.key}.{attribute}", None, of, reason=reason)
    held = {line.spec.key for line in lines}
    for key, spec in load_control_lines().items():
        if key not in held:
            role = standard.layers[spec.layer]
            told = measured_on(layers, [f"layer:{ground.scope_role}"], "geo.overlay.Cover.shared", "5.4.2.3")
            for attribute, of in (("area", "m2"), ("share", "1")):
                yield told.fact("scope", f"overlap.{key}.{attribute}", None, of, reason=role.consequence)


def _overlap(subject: str, shape: Shape, line: ControlLine, ground: Ground, layers: Layers) -> Iterator[Fact]:
    whole = ground.areas.get(subject)
    if not whole:
        return
    area = min(ground.size(line.cover.shared(shape.geometry)), whole)
    basis = Basis.MODELLED_UNCALIBRATED if shape.origin == "circle" else Basis.MEASURED
    sources = [*shape.sources, f"layer:{line.spec.layer}"]
    told = measured_on(layers, sources, "geo.overlay.Cover.shared", "5.4.2.3", [f"{subject}.area"], basis)
    yield told.fact(subject, f"overlap.{line.spec.key}.area", area, "m2")
    yield told.fact(subject, f"overlap.{line.spec.key}.share", round_half_up(area / whole, _PLACES))


def zone_facts(
    ground: Ground,
    lines: tuple[ControlLine, ...],
    overlaps: Mapping[str, Fact],
    project: Project,
    layers: Layers,
    standard: Standard,
    scheduler: Scheduler,
) -> Iterator[Fact]:
    """The strictest control zone that each sub-project touches.

    Parameters
    ----------
    ground : Ground
        Where the sub-projects lie.
    lines : tuple of ControlLine
        Control lines at hand.
    overlaps : mapping of id to Fact
        As :func:`overlap_facts` gives them.
    project : Project
        Its own limits of a sliver.
    layers : Layers
        Land cover tells farmland from other ground where no line is touched.
    standard : Standard
        Classes of land cover.
    scheduler : Scheduler
        Who looks at the land cover.

    Notes
    -----
    A line is touched where the sub-project shares more with it than a sliver (``sliver_area``,
    ``sliver_share``), or more than half of itself, or where its centre lies within it. Ground within no
    line is agricultural space where cropland covers the larger part of it, else general ecological space.
    """
    if not lines:
        return
    covers = _covers(ground, layers, standard, scheduler)
    for code, shape in ground.subprojects.items():
        subject = f"subproject:{code}"
        touched = [line for line in lines if _touches(subject, shape, line, overlaps, project)]
        if touched:
            sources = [*shape.sources, f"layer:{touched[0].spec.layer}"]
            basis = Basis.MODELLED_UNCALIBRATED if shape.origin == "circle" else Basis.MEASURED
            told = measured_on(layers, sources, "layout.zones.zone_facts", "5.4.4.1", basis=basis)
            yield told.fact(subject, "zone", touched[0].spec.zone)
        elif code in covers:
            sources = [*shape.sources, *(f"layer:{line.spec.layer}" for line in lines), f"layer:{LANDCOVER}"]
            basis = Basis.MODELLED_UNCALIBRATED
            told = measured_on(layers, sources, "layout.zones.zone_facts", "5.4.4.1", basis=basis)
            yield told.fact(subject, "zone", _FARMED if covers[code] == _CROPLAND else _REST)


def _touches(subject: str, shape: Shape, line: ControlLine, overlaps: Mapping[str, Fact], project: Project) -> bool:
    if not shape.has_area:
        return bool(shapely.intersects(line.cover.geometries, shape.geometry).any())
    area, share = (overlaps.get(f"{subject}.overlap.{line.spec.key}.{a}") for a in ("area", "share"))
    if area is None or share is None or not isinstance(area.value, Decimal) or not isinstance(share.value, Decimal):
        return False
    return bool(share.value) and area.value > touch(project, area.value / share.value)


def _covers(ground: Ground, layers: Layers, standard: Standard, scheduler: Scheduler) -> Mapping[str, str]:
    """First-level ecosystem class that covers most of each sub-project."""
    raster, entry = layers.raster(LANDCOVER), layers.entry(LANDCOVER)
    way = translation(entry.classes, ECOSYSTEM, standard) if entry is not None else None
    if raster is None or way is None:
        return {}
    found, tally = {}, Codes("cover")
    near = raster.grid.cell * 0.75
    for code, shape in ground.subprojects.items():
        place = shape.geometry if shape.has_area else shape.geometry.buffer(near)
        task = Sweep({"cover": Input(raster)}, (Zones([place], raster.grid),), (tally,), {})
        (counts,) = sweep(task, raster.grid, scheduler, near=place.bounds)[tally]
        by_class: dict[str, int] = {}
        for cell, number in counts.of(0).items():
            target = way(cell)
            if target:
                by_class[target[0]] = by_class.get(target[0], 0) + number
        if by_class:
            found[code] = max(sorted(by_class), key=lambda c: by_class[c])
    return found
