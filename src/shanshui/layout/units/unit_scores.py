"""What the units that the planner drew are worth: alike within, on nature's lines, compact, of one piece (5.4.1.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import pi

import numpy as np
import shapely
from numpy.typing import NDArray

from shanshui.geo.along import nearest, sampled
from shanshui.geo.overlay import Cover
from shanshui.layout.ground import Ground
from shanshui.layout.units.catchments import Catchments, catchments
from shanshui.layout.units.unit_choices import weights_of
from shanshui.ledger import Basis, Fact
from shanshui.optimisation.partition_graph import Graph, Weights
from shanshui.optimisation.partition_score import score
from shanshui.plan import Plan
from shanshui.plan.choices import choice
from shanshui.quantity import exact, round_half_up
from shanshui.standard import Standard
from shanshui.standard.method.catchments import load_features
from shanshui.workspace import Workspace
from shanshui.workspace.catchments import FACT
from shanshui.workspace.layers import Statement, measured_on, townships

_CLAUSE = "5.4.1.1 b"
_SAME = 10.0
"""Distance up to which the borders of two units are one [m]."""

_PLACES = 6
_CONTENT = f"{FACT}.content"
_TOLD = ("problem", "ecosystem")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Within:
    """How mixed units are.

    Parameters
    ----------
    shares : float array, shape (units, n)
        Area of each catchment in each unit [m²].
    whole : float array, shape (k,)
        Mean squared deviation of each feature in all units together.
    units : float array, shape (units, k)
        That in each of them, from its own mean.
    """

    shares: Floats
    whole: Floats
    units: Floats

    def of(self, columns: Sequence[int]) -> tuple[Floats, float]:
        """Heterogeneity of each unit, and of all by area: mean squared deviation as a share of that of the whole."""
        whole = float(self.whole[list(columns)].sum())
        own = self.units[:, list(columns)].sum(axis=1)
        areas = self.shares.sum(axis=1)
        if whole <= 0:
            return np.zeros(len(own)), 0.0
        return own / whole, float((own * areas).sum() / areas.sum() / whole)


def mixed(features: Floats, shares: Floats) -> Within:
    """How mixed units are, by the catchments that they hold or cut.

    Parameters
    ----------
    features : float array, shape (n, k)
        Of each catchment; ground that a unit takes of it is like the whole of it.
    shares : float array, shape (units, n)
        Area of each catchment in each unit [m²]; each unit holds some.
    """
    return Within(shares, _spread(features, shares.sum(axis=0)), np.stack([_spread(features, own) for own in shares]))


def _spread(features: Floats, areas: Floats) -> Floats:
    mean = areas @ features / areas.sum()
    found: Floats = areas @ (features - mean) ** 2 / areas.sum()
    return found


def graph_of(found: Catchments, weights: Weights | None = None) -> Graph:
    """Catchments as the partition takes them.

    Parameters
    ----------
    found : Catchments
        Of the scope.
    weights : Weights, optional
        What counts how much; as :class:`~shanshui.optimisation.partition_graph.Weights` begins where absent.
    """
    return Graph(
        features=found.features,
        places=found.places,
        areas=found.areas,
        pairs=found.pairs,
        borders=found.borders,
        ridges=found.ridges,
        towns=found.towns,
        outside=found.outside,
        weights=weights or Weights(),
    )


def main_units(shares: Floats) -> NDArray[np.intp]:
    """The unit that holds most of each catchment; -1 where none holds any of it."""
    return np.where(shares.sum(axis=0) > 0, np.argmax(shares, axis=0), -1)


def shared_areas(found: Catchments, ground: Ground) -> Floats:
    """Area of each catchment in each drawn unit [m², in the plane]; array, shape (units, n)."""
    cover = Cover(found.geometries)
    shares = np.zeros((len(ground.units), len(found)))
    for row, shape in zip(shares, ground.units.values(), strict=True):
        hits, pieces = cover.pieces(shape.geometry)
        row[hits] = shapely.area(pieces)
    return shares


def unit_score_facts(plan: Plan, ground: Ground, workspace: Workspace, standard: Standard) -> Iterator[Fact]:
    """Scores of the drawn units, and of the whole division.

    Parameters
    ----------
    plan : Plan
        The project's choices.
    ground : Ground
        Where the units lie.
    workspace : Workspace
        Catchments that the assessment has cut; without them only what the lines themselves tell is told.
    standard : Standard
        Passed on.
    """
    if not ground.units:
        return
    yield from _shape_facts(ground, workspace)
    found = catchments(plan, workspace, standard)
    if len(ground.units) > 1:
        yield from _line_facts(plan, ground, found, workspace)
    if found is None:
        return
    shares = shared_areas(found, ground)
    if not (shares.sum(axis=1) > 0).all():
        return
    told = _told(ground, workspace, "layout.units.unit_scores.mixed", [_CONTENT], Basis.MODELLED_UNCALIBRATED)
    yield from _mixed_facts(ground, found, shares, told)
    if len(ground.units) > 1:
        yield from _objective_facts(plan, ground, found, shares, workspace)


def _told(
    ground: Ground, workspace: Workspace, method: str, facts: Sequence[str] = (), basis: Basis = Basis.MEASURED
) -> Statement:
    sources = [source for shape in ground.units.values() for source in shape.sources]
    return measured_on(workspace.layers, sources, method, _CLAUSE, facts, basis)


def _shape_facts(ground: Ground, workspace: Workspace) -> Iterator[Fact]:
    """Compactness: 4 pi area over the square of the perimeter; spread of sizes."""
    whole, weighed = 0.0, 0.0
    for code, shape in ground.units.items():
        around = float(shape.geometry.length)
        quotient = 4 * pi * shape.geometry.area / around**2 if around else 0.0
        whole, weighed = whole + shape.geometry.area, weighed + shape.geometry.area * quotient
        told = measured_on(workspace.layers, shape.sources, "layout.units.unit_scores.unit_score_facts", _CLAUSE)
        yield told.fact(f"unit:{code}", "score.compactness", _number(quotient))
    told = _told(ground, workspace, "layout.units.unit_scores.unit_score_facts")
    yield told.fact("scope", "units.score.compactness", _number(weighed / whole))
    areas = np.array([float(ground.areas[f"unit:{code}"]) for code in ground.units if f"unit:{code}" in ground.areas])
    if areas.size > 1:
        told = _told(
            ground, workspace, "layout.units.unit_scores.unit_score_facts", [f"unit:{c}.area" for c in ground.units]
        )
        yield told.fact("scope", "units.score.size_spread", _number(float(areas.std() / areas.mean())))


def _line_facts(plan: Plan, ground: Ground, found: Catchments | None, workspace: Workspace) -> Iterator[Fact]:
    """Shares of the borders between units along township lines and divides; of main ones by how much they are one."""
    near = choice(plan.project, "township_line").number
    lines = [shapely.boundary(shape.geometry) for shape in ground.units.values()]
    points = sampled(lines, near / 3)
    between = _between(points.places, points.owner, lines)
    measures: dict[str, Floats] = {}
    towns = [shapely.boundary(shape.geometry) for shape in townships(workspace.layers).values()]
    if towns:
        measures["on_townships"] = (nearest(points, towns, near) >= 0).astype(np.float64)
    if found is not None:
        hit = nearest(points, found.lines, near)
        ridge = np.append(found.ridges, 0.0)[hit]
        measures |= {"on_divides": (hit >= 0).astype(np.float64), "on_main_divides": ridge}
    for name, values in measures.items():
        source = () if name == "on_townships" else (_CONTENT,)
        told = _told(ground, workspace, "geo.along.nearest", source)
        for number, code in enumerate(ground.units):
            own = between & (points.owner == number)
            if own.any():
                mean = np.average(values[own], weights=points.lengths[own])
                yield told.fact(f"unit:{code}", f"score.{name}", _number(mean))
        if between.any():
            mean = np.average(values[between], weights=points.lengths[between])
            yield told.fact("scope", f"units.score.{name}", _number(mean))


def _between(
    places: NDArray[np.object_], owner: NDArray[np.intp], lines: Sequence[shapely.Geometry]
) -> NDArray[np.bool_]:
    """Which points on the borders of units lie on that of another as well."""
    found = np.zeros(len(owner), np.bool_)
    for number, line in enumerate(lines):
        others = owner != number
        shapely.prepare(line)
        found[others] |= shapely.dwithin(places[others], line, _SAME)
    return found


def _mixed_facts(ground: Ground, found: Catchments, shares: Floats, told: Statement) -> Iterator[Fact]:
    """Heterogeneity by all features, and by those of problems and of ecosystems."""
    within, features = mixed(found.features, shares), load_features()
    groups: Mapping[str, list[int]] = {
        "": list(range(len(found.names))),
        **{f".{group}": [n for n, key in enumerate(found.names) if features[key].group == group] for group in _TOLD},
    }
    for name, columns in groups.items():
        own, whole = within.of(columns)
        for code, value in zip(ground.units, own, strict=True):
            yield told.fact(f"unit:{code}", f"score.heterogeneity{name}", _number(value))
        yield told.fact("scope", f"units.score.heterogeneity{name}", _number(whole))


def _objective_facts(
    plan: Plan, ground: Ground, found: Catchments, shares: Floats, workspace: Workspace
) -> Iterator[Fact]:
    """The objective by which a computed division is chosen, of the drawn one: every catchment to its main unit."""
    labels = main_units(shares)
    worth = score(graph_of(found, weights_of(plan.project)), labels)
    told = _told(ground, workspace, "optimisation.partition_score.score", [_CONTENT], Basis.MODELLED_UNCALIBRATED)
    yield told.fact("scope", "units.score.objective", _number(worth.objective))
    for name in ("heterogeneity", "distance", "border"):
        yield told.fact("scope", f"units.score.objective.{name}", _number(getattr(worth, name)))
    apart = 1.0 - shares.max(axis=0).sum() / shares.sum()
    yield told.fact("scope", "units.score.objective.off_catchments", _number(apart))


def _number(value: float) -> Decimal:
    return round_half_up(exact(float(value)), _PLACES)
