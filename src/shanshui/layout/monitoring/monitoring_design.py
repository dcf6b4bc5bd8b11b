"""A design of monitoring at three scales (5.4.1.3, 5.4.4.2 c): what is watched where, by how many plots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from shanshui.geo.grid import Grid
from shanshui.geo.raster import AlignedRaster
from shanshui.indicators.power import Design, detectable, deviation_of_change, points_needed, t_power
from shanshui.layout.ground import Ground
from shanshui.layout.monitoring.monitoring_facts import Terms, placed, terms_of
from shanshui.layout.monitoring.monitoring_frame import Fields, Frame, frame_of
from shanshui.layout.monitoring.monitoring_points import Plot, controls, plots, sections, weighted
from shanshui.plan import Plan, Subproject, Unit
from shanshui.plan.choices import choice
from shanshui.standard import Record
from shanshui.standard.method.monitoring import Watch, load_watches

_NEAREST = 100.0
"""Distance that a control keeps from all sub-projects [m]."""
_STRIDE = 10_007
"""Between the seeds of one subject and the next."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table of monitoring.

    Parameters
    ----------
    watch : Watch
        What is monitored, how and how often.
    subject : str
        ``scope``, ``unit:<code>``, ``subproject:<code>``.
    number : int
        Of its points of this kind, from 1.
    plot : Plot or None
        Where; None for what is seen from above or has no place.
    control : bool
        Whether it lies outside, for comparison.
    """

    watch: Watch
    subject: str
    number: int = 1
    plot: Plot | None = None
    control: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """What the plots of one subject can show.

    Parameters
    ----------
    subject : str
        A unit or sub-project.
    design : {"paired", "baci"}
        Plots visited twice, alone or beside controls.
    mean : float
        Mean of the indicator there; NaN where it is not known.
    moved : float
        Deviation of a plot's change between two visits.
    wanted : float
        Change to be shown.
    entered, needed, total : int
        Plots that the planner entered; that the change needs; with what is proposed.
    least, power, entered_power : float
        Least change shown by the total; probability of showing the wanted change by it, and by what was entered.
    steep : bool
        Whether ground was left out for its slope.
    """

    subject: str
    design: Design
    mean: float
    moved: float
    wanted: float
    entered: int
    needed: int
    total: int
    least: float
    power: float
    entered_power: float
    steep: bool


@dataclass(frozen=True, slots=True)
class MonitoringDesign:
    """All lines that are proposed, and what their plots show."""

    lines: tuple[Line, ...] = ()
    reach: tuple[Reach, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What a design is made on.

    Parameters
    ----------
    plan : Plan
        Units, sub-projects, and the rows entered.
    ground : Ground
        Where they lie.
    grid : Grid
        The project's.
    fields : Fields
        Ecosystems, slopes, and what tells how plots differ.
    accumulation : AlignedRaster or None
        Cells that drain through each cell.
    seed : int
        Of all lots.
    """

    plan: Plan
    ground: Ground
    grid: Grid
    fields: Fields
    accumulation: AlignedRaster | None
    seed: int
    entered: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)

    @property
    def terms(self) -> Terms:
        """What a change has to be found with."""
        return terms_of(self.plan.project)

    def number(self, key: str) -> float:
        """A choice ``monitor_<key>``."""
        return choice(self.plan.project, f"monitor_{key}").number

    def own(self, watch: Watch, subject: str) -> tuple[Record, ...]:
        """Rows that the planner entered of a subject and indicator."""
        return tuple(row for row in self.entered.get(subject, ()) if watch.speaks_of(row.text("indicator")))


def entered_by_subject(plan: Plan) -> Mapping[str, tuple[Record, ...]]:
    """Rows of the table ``monitoring`` by what they are about."""
    found: dict[str, list[Record]] = {}
    for row in plan.records.get("monitoring", ()):
        found.setdefault(row.text("subject") or "scope", []).append(row)
    return {subject: tuple(rows) for subject, rows in found.items()}


def designed(setting: Setting) -> MonitoringDesign:
    """A design that fills up what was entered: scope from above, units by plots and sections, sub-projects by works.

    Parameters
    ----------
    setting : Setting
        Plan, ground, fields.
    """
    lines: list[Line] = []
    reach: list[Reach] = []
    for watch in load_watches():
        if watch.scale == "scope" and not setting.own(watch, "scope"):
            lines.append(Line(watch, "scope"))
    for n, unit in enumerate(setting.plan.units):
        found = _of_unit(setting, unit, setting.seed + n * _STRIDE)
        lines += found.lines
        reach += found.reach
    for n, sub in enumerate(setting.plan.subprojects, start=len(setting.plan.units)):
        found = _of_subproject(setting, sub, setting.seed + n * _STRIDE)
        lines += found.lines
        reach += found.reach
    return MonitoringDesign(tuple(lines), tuple(reach))


def _of_unit(setting: Setting, unit: Unit, seed: int) -> MonitoringDesign:
    subject, shape = f"unit:{unit.code}", setting.ground.units.get(unit.code)
    lines: list[Line] = []
    reach: list[Reach] = []
    whole = frame_of(shape.geometry, setting.fields, setting.grid, seed) if shape is not None else None
    for watch in load_watches():
        if watch.scale != "unit" or not watch.called_for(frozenset(unit.problems), ""):
            continue
        if watch.sampling == "remote":
            lines += [] if setting.own(watch, subject) else [Line(watch, subject)]
        elif watch.sampling == "plots" and whole is not None:
            found, shown = _plots(setting, watch, subject, whole.of_kinds(watch.kinds), seed)
            lines += found
            reach.append(shown)
        elif whole is not None and shape is not None and not setting.own(watch, subject):
            lines += _numbered(watch, subject, _points(setting, watch, whole, shape.geometry, seed))
    return MonitoringDesign(tuple(lines), tuple(reach))


def _points(setting: Setting, watch: Watch, whole: Frame, place: BaseGeometry, seed: int) -> tuple[Plot, ...]:
    """Sections on the border, or a fixed number of points by the field of the watch."""
    if watch.sampling == "sections":
        most = int(setting.number("sections"))
        if setting.accumulation is None:
            return ()
        return tuple(Plot(at, 0) for at in sections(place, setting.accumulation, setting.grid, most))
    frame, _ = whole.of_kinds(watch.kinds).walkable(setting.number("slope"), watch.count)
    return weighted(frame, watch.spread, watch.count, seed)


def _plots(setting: Setting, watch: Watch, subject: str, ground: Frame, seed: int) -> tuple[tuple[Line, ...], Reach]:
    """Plots of a unit, as many as show the change wanted; what was entered counts."""
    terms, entered = setting.terms, len(placed(setting.own(watch, subject)))
    mean, deviation = ground.spread(watch.spread)
    moved, wanted = deviation_of_change(deviation, terms.correlation), terms.change * mean
    if isfinite(moved) and moved > 0 and wanted > 0:
        needed = points_needed(wanted / moved, terms.alpha, terms.power, "paired", max(ground.cells, 1))
    else:
        needed = int(setting.number("plots_unknown"))
    frame, steep = ground.walkable(setting.number("slope"), needed)
    more = min(max(0, needed - entered), len(frame))
    laid = plots(frame, more, setting.number("spare_share"), seed)
    shown = _reach(subject, "paired", (mean, moved, wanted), (entered, needed, entered + len(laid)), terms, steep)
    return tuple(_numbered(watch, subject, laid)), shown


def _of_subproject(setting: Setting, sub: Subproject, seed: int) -> MonitoringDesign:
    subject, shape = f"subproject:{sub.code}", setting.ground.subprojects.get(sub.code)
    lines: list[Line] = []
    reach: list[Reach] = []
    for watch in load_watches():
        if watch.scale != "subproject" or not watch.called_for(frozenset(sub.problems), sub.category):
            continue
        if watch.sampling == "baci":
            if shape is not None and shape.has_area:
                found, shown = _beside_controls(setting, watch, sub, seed)
                lines += found
                reach += [] if shown is None else [shown]
        elif not setting.own(watch, subject):
            remote = shape is None or watch.sampling == "remote"
            at = None if remote or shape is None else shapely.point_on_surface(shape.geometry)
            lines.append(Line(watch, subject, 1, Plot((at.x, at.y), 0) if at is not None else None))
    return MonitoringDesign(tuple(lines), tuple(reach))


def _beside_controls(
    setting: Setting, watch: Watch, sub: Subproject, seed: int
) -> tuple[tuple[Line, ...], Reach | None]:
    """Plots in a sub-project and as many on like ground around it that no works touch."""
    subject, shape = f"subproject:{sub.code}", setting.ground.subprojects[sub.code]
    terms, entered = setting.terms, len(placed(setting.own(watch, subject)))
    inside = frame_of(shape.geometry, setting.fields, setting.grid, seed).of_kinds(watch.kinds)
    if not len(inside):
        return (), None
    mean, deviation = inside.spread(watch.spread)
    moved, wanted = deviation_of_change(deviation, terms.correlation), terms.site_change * mean
    most = int(setting.number("points_most"))
    if isfinite(moved) and moved > 0 and wanted > 0:
        needed = points_needed(wanted / moved, terms.alpha, terms.power, "baci", max(inside.cells, 1))
    else:
        needed = most
    frame, steep = inside.walkable(setting.number("slope"), min(needed, most))
    treated = plots(frame, max(0, min(needed, most) - entered), 0.0, seed)
    around, _ = _around(setting, sub, seed).of_kinds(watch.kinds).walkable(setting.number("slope"), len(treated))
    beside = controls(around, treated, seed + 1) if len(around) else ()
    total = min(entered + len(treated), len(beside)) if beside else 0
    lines = (*_numbered(watch, subject, treated), *_numbered(watch, subject, beside, control=True))
    return lines, _reach(subject, "baci", (mean, moved, wanted), (entered, needed, total), terms, steep)


def _around(setting: Setting, sub: Subproject, seed: int) -> Frame:
    """Ground of the same unit near a sub-project, away from every sub-project."""
    ground, far = setting.ground, setting.number("control_distance")
    own, unit = ground.subprojects[sub.code].geometry, ground.units.get(sub.unit)
    west, south, east, north = own.bounds
    box = shapely.box(west - far, south - far, east + far, north + far)
    place = box.intersection(unit.geometry if unit is not None else ground.scope)
    frame = frame_of(place, setting.fields, setting.grid, seed + 1)
    points = shapely.points(frame.places)
    near = _within(points, own, far)
    for shape in ground.subprojects.values():
        near &= ~_within(points, shape.geometry, _NEAREST)
    return frame.only(near)


def _within(points: NDArray[np.object_], shape: BaseGeometry, distance: float) -> NDArray[np.bool_]:
    """Which points lie no further from a shape than a distance; its parts are looked up, not widened."""
    found = np.zeros(len(points), dtype=bool)
    found[shapely.STRtree(shapely.get_parts(shape)).query(points, predicate="dwithin", distance=distance)[0]] = True
    return found


def _reach(
    subject: str,
    design: Design,
    spread: tuple[float, float, float],
    counts: tuple[int, int, int],
    terms: Terms,
    steep: bool,
) -> Reach:
    (mean, moved, wanted), (entered, needed, total) = spread, counts
    known = isfinite(moved) and moved > 0
    least = detectable(moved, total, terms.alpha, terms.power, design) if known else float("nan")
    power = t_power(wanted / moved, total, terms.alpha, design) if known else float("nan")
    # What was entered has no controls: a sub-project's plots alone show no effect of its works.
    before = t_power(wanted / moved, entered, terms.alpha, design) if known and design == "paired" else 0.0
    return Reach(subject, design, mean, moved, wanted, entered, needed, total, least, power, before, steep)


def _numbered(watch: Watch, subject: str, laid: tuple[Plot, ...], control: bool = False) -> Iterator[Line]:
    return (Line(watch, subject, n, plot, control) for n, plot in enumerate(laid, start=1))
