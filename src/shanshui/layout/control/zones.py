"""Control zones: what scope, units and sub-projects share with each control line, and the strictest zone (5.4.2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shanshui.geo.sweep import Input, Sweep, sweep
from shanshui.geo.tallies import Codes
from shanshui.geo.tasks import Scheduler
from shanshui.geo.zonal import Zones
from shanshui.layout.control.control_lines import ControlLine
from shanshui.layout.control.verdicts import Verdict, by_subproject
from shanshui.layout.ground import Ground
from shanshui.ledger import Basis, Fact
from shanshui.quantity import round_half_up
from shanshui.standard import Standard
from shanshui.standard.judging.control_lines import load_control_lines
from shanshui.workspace.layers import Layers, Shape, Shapes, measured_on, translation

ECOSYSTEM = "hj1166"
LANDCOVER = "landcover"
_CROPLAND, _FARMED, _REST = "5", "other_agricultural", "general_ecological"
_PLACES = 10


def overlap_facts(
    ground: Ground, lines: tuple[ControlLine, ...], found: tuple[Verdict, ...], layers: Layers, standard: Standard
) -> Iterator[Fact]:
    """What scope, units and sub-projects share with each control line, and the verdict on sub-projects.

    Parameters
    ----------
    ground : Ground
        Where they lie.
    lines : tuple of ControlLine
        Those at hand; of the others the scope's facts have no value but a reason.
    found : tuple of Verdict
        On the sub-projects.
    layers : Layers
        For the sources.
    standard : Standard
        For the reasons.
    """
    shapes = [("scope", Shape("", "", ground.scope, "feature", (f"layer:{ground.scope_role}",)))]
    shapes += [(f"unit:{code}", shape) for code, shape in ground.units.items() if shape.has_area]
    for line in lines:
        for subject, shape in shapes:
            yield from _overlap(subject, shape, line, ground, layers)
    for verdict in found:
        yield from _verdict_facts(verdict, layers, standard)
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
    sources = [*shape.sources, f"layer:{line.spec.layer}"]
    told = measured_on(layers, sources, "geo.overlay.Cover.shared", "5.4.2.3", [f"{subject}.area"])
    yield told.fact(subject, f"overlap.{line.spec.key}.area", area, "m2")
    yield told.fact(subject, f"overlap.{line.spec.key}.share", round_half_up(area / whole, _PLACES))


def _verdict_facts(verdict: Verdict, layers: Layers, standard: Standard) -> Iterator[Fact]:
    shape, line, area, whole = verdict.shape, verdict.line, verdict.area, verdict.whole
    subject, stem = f"subproject:{shape.code}", f"overlap.{line.spec.key}"
    sources = [*shape.sources, f"layer:{line.spec.layer}"]
    basis = Basis.MODELLED_UNCALIBRATED if shape.origin == "circle" else Basis.MEASURED
    known = [f"{subject}.area"] if whole is not None else []
    told = measured_on(layers, sources, "layout.control.verdicts.verdicts", "5.4.2.3", known, basis)
    reason = standard.label("layout.reason.no_extent") if area is None else ""
    yield told.fact(subject, f"{stem}.area", area, "m2", reason=reason, interval=verdict.interval)
    share = round_half_up(area / whole, _PLACES) if area is not None and whole else None
    yield told.fact(subject, f"{stem}.share", share, reason=reason)
    yield told.fact(subject, f"{stem}.verdict", verdict.word)


def zone_facts(
    ground: Ground,
    lines: tuple[ControlLine, ...],
    found: tuple[Verdict, ...],
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
    found : tuple of Verdict
        What each sub-project shares with them.
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
    lies_in = {code: [v.line for v in own if v.counts] for code, own in by_subproject(found).items()}
    in_none = {code: shape for code, shape in ground.subprojects.items() if not lies_in.get(code)}
    covers = _covers(in_none, layers, standard, scheduler)
    for code, shape in ground.subprojects.items():
        subject, touched = f"subproject:{code}", lies_in.get(code, [])
        if touched:
            sources = [*shape.sources, f"layer:{touched[0].spec.layer}"]
            basis = Basis.MODELLED_UNCALIBRATED if shape.origin == "circle" else Basis.MEASURED
            told = measured_on(layers, sources, "layout.control.zones.zone_facts", "5.4.4.1", basis=basis)
            yield told.fact(subject, "zone", touched[0].spec.zone)
        elif code in covers:
            sources = [*shape.sources, *(f"layer:{line.spec.layer}" for line in lines), f"layer:{LANDCOVER}"]
            basis = Basis.MODELLED_UNCALIBRATED
            told = measured_on(layers, sources, "layout.control.zones.zone_facts", "5.4.4.1", basis=basis)
            yield told.fact(subject, "zone", _FARMED if covers[code] == _CROPLAND else _REST)


def _covers(shapes: Shapes, layers: Layers, standard: Standard, scheduler: Scheduler) -> Mapping[str, str]:
    """First-level ecosystem class that covers most of each of some sub-projects."""
    raster, entry = layers.raster(LANDCOVER), layers.entry(LANDCOVER)
    way = translation(entry.classes, ECOSYSTEM, standard) if entry is not None else None
    if raster is None or way is None:
        return {}
    found, tally = {}, Codes("cover")
    near = raster.grid.cell * 0.75
    for code, shape in shapes.items():
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
