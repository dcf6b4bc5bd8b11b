"""Quality inspection of one layer (5.2.3.1): usable or not, coverage of the scope, resolution, age, codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

import geopandas as gpd
import numpy as np
from shapely.geometry.base import BaseGeometry

from shanshui.finding import Finding
from shanshui.geo.areas import cell_area, ellipsoidal, measured, planar
from shanshui.geo.grid import Grid
from shanshui.geo.overlay import Cover
from shanshui.geo.raster import AlignedRaster
from shanshui.geo.sweep import Input, Sweep, sweep
from shanshui.geo.tallies import Codes, Values
from shanshui.geo.tasks import Scheduler
from shanshui.geo.zonal import Counts, Statistics, Zones
from shanshui.ledger import Fact
from shanshui.plan import Plan
from shanshui.quantity import convert, exact, printed, round_half_up, unit
from shanshui.standard import LayerRole, Standard, closest, is_left_out
from shanshui.standard.judging.limits import load_limits
from shanshui.survey.alignment import alignment
from shanshui.survey.kinds import kind_facts, kinds_of_cells, kinds_of_features
from shanshui.survey.plausible import one_class, strange_values
from shanshui.survey.topology import COVERAGES, is_polygonal, topology_of
from shanshui.survey.voids import voids
from shanshui.workspace.catalog import LayerEntry
from shanshui.workspace.layers import Layers, Translation, measured_on, translation

ECOSYSTEM = "hj1166"
_LISTED = 20
_TOLERANCE = Decimal("1.05")
"""A cell of one second of arc, or one that came through another zone, still counts as one of 30 m."""

_SHARE_PLACES = 6
_MEANS = frozenset({"precipitation", "temperature"})
"""Layers of the climate, whose mean over the scope is told."""

_WINDOW = 1024
"""Cells per side of the windows in which a raster is walked over: little is computed, so reading sets the pace."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the inspection of one layer brought."""

    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()


def inspect(role: str, layers: Layers, plan: Plan, standard: Standard, scheduler: Scheduler) -> Inspection:
    """Inspect one layer.

    Parameters
    ----------
    role : str
        One that the catalog names.
    layers : Layers
        All layers.
    plan : Plan
        Tables whose codes the features bear, and the base year.
    standard : Standard
        What is wanted of the layer.
    scheduler : Scheduler
        Who walks over rasters.

    Returns
    -------
    Inspection
        Facts of a layer that can be used; findings of any.
    """
    state, entry, known = layers.state(role), layers.entry(role), standard.role(role)
    findings = list(state.findings)
    if entry is None or known is None:
        return Inspection(findings=tuple(findings))
    if entry.synthetic:
        findings.append(layers.fault(role)("LAYER-SYNTHETIC"))
    findings.extend(_age(role, entry, known, layers, plan))
    if not state.usable:
        return Inspection(findings=tuple(findings))
    way = _way(role, entry, known, layers, standard, findings)
    if state.kind == "raster":
        found = _inspect_raster(role, layers, known, plan, way, scheduler, standard)
    else:
        found = _inspect_vector(role, layers, known, plan, way, standard)
    return Inspection((*_years(role, entry, layers, plan), *found.facts), (*findings, *found.findings))


def _inspect_raster(
    role: str,
    layers: Layers,
    known: LayerRole,
    plan: Plan,
    way: Translation | None,
    scheduler: Scheduler,
    standard: Standard,
) -> Inspection:
    raster, scope, cell = layers.raster(role), layers.scope, layers.state(role).cell
    told = measured_on(layers, [f"layer:{role}"], "survey.inspection.inspect", "5.2.3.1")
    facts: list[Fact] = []
    findings: list[Finding] = []
    if cell is not None:
        facts.append(told.fact(f"layer:{role}", "resolution", round_half_up(exact(cell), 3), "m"))
        findings.extend(_resolution(role, cell, known, layers))
    if raster is not None and scope is not None:
        findings.extend(alignment(role, raster, layers, standard))
        found = _walked(raster, scope, scheduler)
        if isinstance(found, Counts):
            held, empty = int(found.cells.sum()), int(found.empty.sum())
            findings.extend(one_class(role, found, layers))
            facts.extend(kind_facts(role, kinds_of_cells(role, found.of(0), empty, layers), layers))
        else:
            held, empty = int(found.count[0]), int(found.empty[0])
            strange = tuple(strange_values(role, found, known, layers, plan))
            findings.extend(strange)
            if role in _MEANS and held and not strange:
                mean = round_half_up(exact(float(found.mean[0])), 2)
                facts.append(told.fact(f"layer:{role}", "mean", mean, known.unit))
        coverage = round_half_up(Decimal(held) / max(held + empty, 1), _SHARE_PLACES)
        facts.append(told.fact(f"layer:{role}", "coverage", coverage))
        facts.append(told.fact(f"layer:{role}", "no_data", 1 - coverage))
        findings.extend(_gaps(role, coverage, layers))
        findings.extend(voids(role, raster, _zones(scope, raster.grid), layers) if empty else ())
        if way is not None and isinstance(found, Counts):
            area = cell_area(raster.grid)
            sizes = {str(code): cells * area for code, cells in found.of(0).items()}
            facts.append(_lost(role, sizes, way, layers))
            findings.extend(_unknown_codes(role, sizes, way, layers))
    return Inspection(tuple(facts), tuple(findings))


def _walked(raster: AlignedRaster, scope: BaseGeometry, scheduler: Scheduler) -> Counts | Statistics:
    """What the cells in the scope come to, also of values that cannot be."""
    tally = Codes("cells") if raster.kind == "codes" else Values("cells")
    task = Sweep({"cells": Input(replace(raster, limits=None))}, (_zones(scope, raster.grid),), (tally,), {})
    found: Counts | Statistics = sweep(task, raster.grid, scheduler, _WINDOW)[tally][0]
    return found


@lru_cache(maxsize=1)
def _zones(scope: BaseGeometry, grid: Grid) -> Zones:
    """The scope on the grid, drawn once for all rasters."""
    return Zones([scope], grid)


def _inspect_vector(
    role: str, layers: Layers, known: LayerRole, plan: Plan, way: Translation | None, standard: Standard
) -> Inspection:
    frame, scope, epsg = layers.vector(role), layers.scope, layers.crs
    if frame is None or epsg is None:
        return Inspection()
    told = measured_on(layers, [f"layer:{role}"], "survey.inspection.inspect", "5.2.3.1")
    facts = [
        told.fact(f"layer:{role}", "features", len(frame), "count"),
        told.fact(f"layer:{role}", "invalid", layers.state(role).invalid, "count"),
    ]
    findings: list[Finding] = []
    shapes = topology_of(role, frame, layers, plan, epsg)
    if scope is not None and (known.geometry == "polygon" or role in COVERAGES) and is_polygonal(frame):
        rows, pieces = Cover(frame.geometry.to_numpy()).pieces(scope)
        facts.extend(kind_facts(role, kinds_of_features(role, frame, rows, pieces, layers, standard), layers))
        inside = float(planar(pieces).sum()) - shapes.doubled
        coverage = round_half_up(min(exact(max(inside, 0.0) / scope.area), Decimal(1)), _SHARE_PLACES)
        facts.append(told.fact(f"layer:{role}", "coverage", coverage))
        if role in COVERAGES:
            findings.extend(_gaps(role, coverage, layers))
    findings.extend(_unmatched(role, frame, known, plan, layers))
    findings.extend(_negative(role, frame, layers))
    if way is not None and "class" in frame.columns:
        unknown = frame[frame["class"].isin([code for code in frame["class"].unique() if way(code) is None])]
        by_code: dict[str, float] = {}
        for code, size in zip(unknown["class"], ellipsoidal(unknown.geometry.to_numpy(), epsg), strict=True):
            by_code[code] = by_code.get(code, 0.0) + float(size)
        facts.append(_lost(role, by_code, way, layers))
        findings.extend(_unknown_codes(role, by_code, way, layers))
    return Inspection((*facts, *shapes.facts), (*findings, *shapes.findings))


def _way(
    role: str, entry: LayerEntry, known: LayerRole, layers: Layers, standard: Standard, findings: list[Finding]
) -> Translation | None:
    """How the layer's codes become classes; a finding where nobody can say."""
    if not known.classes:
        return None
    target = entry.classes if known.kind == "vector" else ECOSYSTEM
    way = translation(entry.classes, target, standard) if entry.classes in known.classes else None
    if way is None:
        fault = layers.fault(role)
        findings.append(fault("LAYER-CLASSES", entry.classes, ", ".join(known.classes), column="classes"))
    return way


def _age(role: str, entry: LayerEntry, known: LayerRole, layers: Layers, plan: Plan) -> Iterator[Finding]:
    """A layer that has to be of the base year and is older, or does not say."""
    year, wanted = entry.date[:4], plan.project.base_year
    if "LAYER-AGE" in known.rules and not (year.isdecimal() and int(year) >= wanted):
        yield layers.fault(role)("LAYER-AGE", entry.date, wanted, column="date")


def _years(role: str, entry: LayerEntry, layers: Layers, plan: Plan) -> Iterator[Fact]:
    """How many years before the base year a layer is of; below zero where it is later."""
    year = entry.date[:4]
    if len(year) == 4 and year.isdecimal():
        told = measured_on(layers, [f"layer:{role}", "project"], "survey.inspection.inspect", "5.2.1.3")
        yield told.fact(f"layer:{role}", "age", plan.project.base_year - int(year), "a")


def _resolution(role: str, cell: float, known: LayerRole, layers: Layers) -> Iterator[Finding]:
    wanted = load_limits()["raster_cell"].value
    if ("LAYER-RESOLUTION" in known.rules or known.needed == "build") and exact(cell) > wanted * _TOLERANCE:
        yield layers.fault(role)("LAYER-RESOLUTION", f"{cell:g} m", f"≤ {wanted:g} m")


def _gaps(role: str, coverage: Decimal, layers: Layers) -> Iterator[Finding]:
    if coverage == 0:
        yield layers.fault(role)("LAYER-EMPTY", 0)
    elif coverage < load_limits()["layer_coverage"].value:
        share = f"{printed(coverage * 100, 2)}%"
        yield layers.fault(role)("LAYER-COVERAGE", share, share=share)


def _lost(role: str, sizes: Mapping[str, float], way: Translation, layers: Layers) -> Fact:
    """Area of the codes that stand in no classification [m²]."""
    told = measured_on(layers, [f"layer:{role}"], "survey.inspection.inspect", "表B.2")
    lost = sum(size for code, size in sizes.items() if way(code) is None)
    return told.fact(f"layer:{role}", "unknown_codes", measured(lost), "m2")


def _unknown_codes(role: str, sizes: Mapping[str, float], way: Translation, layers: Layers) -> Iterator[Finding]:
    """Codes that stand in no classification, with the area that is lost for it."""
    unknown = {code: size for code, size in sizes.items() if way(code) is None}
    for n, (code, size) in enumerate(sorted(unknown.items(), key=lambda item: -item[1]), start=1):
        if n > _LISTED:
            code, size = f"… (+{len(unknown) - _LISTED})", sum(sorted(unknown.values())[: len(unknown) - _LISTED])
        if n <= _LISTED + 1:
            area = f"{printed(convert(measured(size), 'm2', 'hm2'), 2)} {unit('hm2').symbol}"
            yield layers.fault(role)("LAYER-CODE", code, feature=code, column="class", area=area)


def _unmatched(role: str, frame: gpd.GeoDataFrame, known: LayerRole, plan: Plan, layers: Layers) -> Iterator[Finding]:
    """Features whose code stands in no row of the table that they belong to."""
    table, _, column = known.join.partition(".")
    if not known.join or column not in frame.columns:
        return
    codes = dict.fromkeys(record.text(column) for record in plan.records.get(table, ()))
    for code in dict.fromkeys(c for c in frame[column] if c and c not in codes):
        if not is_left_out(code, known.join, plan.left_out):
            near = closest(code, codes)
            yield layers.fault(role)("LAYER-UNMATCHED", code, feature=code, column=column, near=near)


def _negative(role: str, frame: gpd.GeoDataFrame, layers: Layers) -> Iterator[Finding]:
    """Areas and lengths below zero in the attributes."""
    for field in ("area", "length", "population"):
        if field not in frame.columns or frame[field].dtype.kind not in "if":
            continue
        below = np.flatnonzero(frame[field].to_numpy() < 0)
        for place, row in enumerate(below[:_LISTED], start=1):
            feature = str(frame["code"].iloc[row]) if "code" in frame.columns else str(row + 1)
            rest = f" (+{below.size - _LISTED})" if place == _LISTED < below.size else ""
            value = f"{frame[field].iloc[row]:g}{rest}"
            yield layers.fault(role)("LAYER-VALUE", value, "≥ 0", feature=feature, column=field, field=field)
