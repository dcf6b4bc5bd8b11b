"""Monitoring as entered (5.4.1.3, H.1.8.1): how dense it is, whom it leaves out, which change it can show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

import numpy as np
import shapely

from shanshui.geo import crs as reference
from shanshui.indicators.power import detectable, detectable_share, deviation_of_change, grouped_spread
from shanshui.layout.ground import Ground
from shanshui.ledger import Basis, Fact, Facts, fact_id, listed
from shanshui.plan import Plan, Project
from shanshui.plan.choices import choice
from shanshui.quantity import exact, round_half_up
from shanshui.standard import Record, Standard
from shanshui.standard.method.grades import scale
from shanshui.standard.method.monitoring import Watch, load_watches
from shanshui.workspace.layers import Layers, measured_on

METHOD = "layout.monitoring.monitoring_facts.monitoring_facts"
TABLE = "table:monitoring"
COVER = "vegetation_cover"
"""Scale of HJ 1172 by which the assessment tells how much ground bears how much vegetation."""
_CLAUSE = "5.4.1.3"
_PLACES, _METRES = 4, 1
_SHARES = ("081", "091")
"""Indicators of table B.2 that are shares of the points that comply."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a change has to be found with.

    Parameters
    ----------
    change, site_change : float
        Change to be found in a unit, and in a sub-project beside its control, as a share of the mean.
    alpha, power, correlation : float
        Error, probability of finding it, correlation between two visits of a plot.
    """

    change: float
    site_change: float
    alpha: float
    power: float
    correlation: float


def terms_of(project: Project) -> Terms:
    """The project's choices.

    Parameters
    ----------
    project : Project
        Its ``parameters`` ``monitor_*``.
    """
    keys = ("change", "site_change", "alpha", "power", "visits_correlation")
    return Terms(*(choice(project, f"monitor_{key}").number for key in keys))


def placed(rows: tuple[Record, ...]) -> tuple[Record, ...]:
    """Rows that have both coordinates."""
    return tuple(r for r in rows if r.number("longitude") is not None and r.number("latitude") is not None)


def watch_of(key: str) -> Watch:
    """The record of a key of ``monitoring_design.csv``."""
    return next(watch for watch in load_watches() if watch.key == key)


def monitoring_facts(
    plan: Plan, ground: Ground | None, facts: Facts, layers: Layers, standard: Standard
) -> Iterator[Fact]:
    """Points of every subject, who is left out, how far points lie from what they watch, which change they can show.

    Parameters
    ----------
    plan : Plan
        With the table ``monitoring``.
    ground : Ground or None
        Where units and sub-projects lie; None where there is no scope.
    facts : Facts
        Areas, classes of vegetation cover, shares of points that comply.
    layers : Layers
        For the sources.
    standard : Standard
        Words of the reasons.
    """
    rows = plan.records.get("monitoring", ())
    if not rows:
        return
    by_subject: dict[str, list[Record]] = {}
    for row in rows:
        by_subject.setdefault(row.text("subject") or "scope", []).append(row)
    yield from _counted(plan, rows, by_subject, facts)
    if ground is not None:
        yield from _strayed(placed(rows), ground, layers)
    for unit in plan.units:
        own = tuple(by_subject.get(f"unit:{unit.code}", ()))
        yield from _shown(f"unit:{unit.code}", own, plan.project, facts, standard)


def _counted(
    plan: Plan, rows: tuple[Record, ...], by_subject: Mapping[str, list[Record]], facts: Facts
) -> Iterator[Fact]:
    """Points with a place, per subject and area, and subjects that nobody watches."""
    yield _told("scope", "monitoring.points", Decimal(len(placed(rows))), "count")
    for unit in plan.units:
        subject = f"unit:{unit.code}"
        codes = {subject, *(f"subproject:{sub.code}" for sub in plan.subprojects if sub.unit == unit.code)}
        count = Decimal(len(placed(tuple(row for code in codes for row in by_subject.get(code, ())))))
        yield _told(subject, "monitoring.points", count, "count")
        area = facts.number(f"{subject}.area")
        if area:
            density = round_half_up(count / area * 1_000_000, _PLACES)
            yield _told(subject, "monitoring.density", density, "count/km2", (f"{subject}.area",))
    for sub in plan.subprojects:
        count = Decimal(len(placed(tuple(by_subject.get(f"subproject:{sub.code}", ())))))
        yield _told(f"subproject:{sub.code}", "monitoring.points", count, "count")
    for kind, codes_of in (("units", plan.units), ("subprojects", plan.subprojects)):
        left = [part.code for part in codes_of if f"{kind[:-1]}:{part.code}" not in by_subject]
        yield _told("scope", f"monitoring.without.{kind}", listed(left), "1", (f"table:{kind}",) if codes_of else ())


def _strayed(rows: tuple[Record, ...], ground: Ground, layers: Layers) -> Iterator[Fact]:
    """How far each point lies from the unit or sub-project that it watches [m]."""
    turn = reference.transformer(reference.CGCS2000, ground.epsg)
    for row in rows:
        kind, _, code = row.text("subject").partition(":")
        shape = {"unit": ground.units, "subproject": ground.subprojects}.get(kind, {}).get(code)
        longitude, latitude = row.number("longitude"), row.number("latitude")
        if shape is None or longitude is None or latitude is None:
            continue
        x, y = turn.transform(float(longitude), float(latitude))
        away = shapely.distance(shapely.Point(x, y), shape.geometry) if np.isfinite([x, y]).all() else np.inf
        if isfinite(away):
            told = measured_on(layers, [TABLE, *shape.sources], METHOD, "H.1.8.1", basis=_basis(shape.origin))
            value = round_half_up(exact(float(away)), _METRES)
            yield told.fact(row.text("subject"), f"monitoring.row{row.place.row}.off", value, "m")


def _basis(origin: str) -> Basis:
    return Basis.MODELLED_UNCALIBRATED if origin in ("circle", "point") else Basis.MEASURED


def _shown(
    subject: str, rows: tuple[Record, ...], project: Project, facts: Facts, standard: Standard
) -> Iterator[Fact]:
    """The least change of vegetation cover, and of shares of points that comply, that a unit's points can show."""
    terms, year = terms_of(project), project.base_year
    spread = cover_spread(subject, year, facts)
    if spread is not None:
        mean, deviation, below = spread
        count = len(placed(tuple(row for row in rows if watch_of("vegetation").speaks_of(row.text("indicator")))))
        moved = deviation_of_change(deviation, terms.correlation)
        least = detectable(moved, count, terms.alpha, terms.power)
        head = f"monitoring.{COVER}"
        yield _told(subject, f"{head}.plots", Decimal(count), "count", below)
        yield _told(subject, f"{head}.deviation", _exact(deviation), "1", below)
        why = "" if isfinite(least) else standard.label("layout.monitoring.too_few")
        yield _told(subject, f"{head}.detectable", _exact(least), "1", (*below, "project"), why)
        yield _told(subject, f"{head}.wanted", _exact(terms.change * mean), "1", (*below, "project"))
    for indicator in _SHARES:
        share = facts.number(f"{subject}.indicator.{indicator}@{year}")
        if share is not None:
            count = len(placed(tuple(row for row in rows if row.text("indicator") == indicator)))
            least = detectable_share(float(share), count, terms.alpha, terms.power)
            why = "" if isfinite(least) else standard.label("layout.monitoring.too_few")
            below = (f"{subject}.indicator.{indicator}@{year}", "project")
            yield _told(subject, f"monitoring.{indicator}.detectable", _exact(least), "1", below, why)


def cover_spread(subject: str, year: int, facts: Facts) -> tuple[float, float, tuple[str, ...]] | None:
    """Mean and spread of vegetation cover over the ground of a subject, from its classes by area.

    Parameters
    ----------
    subject : str
        A scope, unit or sub-project.
    year : int
        The base year.
    facts : Facts
        ``<subject>.fvc.class<n>.area@<year>`` [m²].

    Returns
    -------
    mean, deviation, facts : float, float, tuple of str
        Shares of ground, and what they rest on; None where the classes are not known.
    """
    grades = scale(COVER).grades
    keys = [f"{subject}.fvc.class{grade.grade}.area@{year}" for grade in grades]
    areas = [facts.number(key) for key in keys]
    known = [area for area in areas if area is not None]
    if len(known) < len(grades) or not sum(known):
        return None
    middles = [float((grade.lower or Decimal(0)) + (grade.upper or Decimal(1))) / 2 for grade in grades]
    mean, deviation = grouped_spread(middles, [float(area) for area in known])
    return mean, deviation, tuple(keys)


def _exact(number: float) -> Decimal | None:
    return round_half_up(exact(number), _PLACES) if isfinite(number) else None


def _told(
    subject: str, attribute: str, value: Decimal | str | None, unit: str, below: tuple[str, ...] = (), reason: str = ""
) -> Fact:
    key, inputs = fact_id(subject, attribute), tuple(dict.fromkeys((TABLE, *below)))
    return Fact(key, value, unit, Basis.ENTERED, "tables/monitoring", METHOD, _CLAUSE, inputs, reason=reason)
