"""Micro-catchments as the ground on which units and scope are chosen (5.3.2.3, 5.4.1.1 b)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from shanshui.plan import Plan
from shanshui.plan.choices import choice
from shanshui.plan.model import Project
from shanshui.standard import Standard
from shanshui.standard.method.catchments import GROUPS, load_features
from shanshui.workspace import Workspace
from shanshui.workspace.catchments import CatchmentFile, read_catchments

Floats = NDArray[np.float64]
SEVERITIES = range(2, 6)
"""Grades of severity of a problem, from slight to extreme."""


@dataclass(frozen=True, slots=True)
class Catchments:
    """Catchments of the scope, or of all that is surveyed.

    Parameters
    ----------
    codes : tuple of str
        From north to south.
    geometries : tuple of shapely geometry
        They meet edge to edge.
    areas : float array, shape (n,)
        Ellipsoidal [m²].
    townships : tuple of str
        Code of the township that most of each lies in; empty where none is known.
    names : tuple of str
        Keys of the features.
    features : float array, shape (n, k)
        Deviation of each feature from its mean, in spreads, times the root of its weight: the squared distance of two
        rows is the mean squared deviation, weighted.
    pairs : int array, shape (m, 2)
        Neighbours.
    borders : float array, shape (m,)
        Length of their common border [m].
    ridges : float array, shape (m,)
        How much of a divide it is, 0 to 1: how far waters on either side run before they meet.
    towns : float array, shape (m,)
        Share of it that follows a township's line.
    downstream : int array, shape (n,)
        The one that each drains into; -1 where water leaves for good.
    outside : float array, shape (n,)
        Length of border with what is none of them [m].
    lines : tuple of shapely geometry
        The common borders themselves.
    problems : mapping of problem to float array, shape (n, 4)
        Share of each with severity 2, 3, 4, 5; ``worst`` by the worst problem cell by cell. NaN where not known.
    inside : bool array, shape (n,)
        Whether each lies in the scope.
    sediment : float array, shape (n,)
        Sediment that it sends to its stream [t/(km²·a)]; NaN where not known.
    """

    codes: tuple[str, ...]
    geometries: tuple[BaseGeometry, ...]
    areas: Floats
    townships: tuple[str, ...]
    names: tuple[str, ...]
    features: Floats
    pairs: NDArray[np.intp]
    borders: Floats
    ridges: Floats
    towns: Floats
    downstream: NDArray[np.intp]
    outside: Floats
    lines: tuple[BaseGeometry, ...]
    problems: Mapping[str, Floats]
    inside: NDArray[np.bool_]
    sediment: Floats

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def places(self) -> Floats:
        """Middle of each [m]; array, shape (n, 2)."""
        found: Floats = shapely.get_coordinates(shapely.centroid(np.asarray(self.geometries, dtype=object)))
        return found

    def affected(self, problem: str, severity: int) -> Floats:
        """Share of each with a problem of at least a severity; NaN where not known."""
        found: Floats = self.problems[problem][:, [s >= severity for s in SEVERITIES]].sum(axis=1)
        return found


def catchments(plan: Plan, workspace: Workspace, standard: Standard, surroundings: bool = False) -> Catchments | None:
    """The catchments that the assessment has cut and described.

    Parameters
    ----------
    plan : Plan
        The project's choice of weights.
    workspace : Workspace
        Where they lie.
    standard : Standard
        Not looked at; the contract of whoever proposes.
    surroundings : bool
        Whether those around the scope, as far as it is surveyed, are wanted as well.

    Returns
    -------
    Catchments or None
        None where the assessment has cut none: without elevations, or in a check.
    """
    kept = read_catchments(workspace.work, workspace.facts)
    if kept is None:
        return None
    return _wanted(kept, np.ones(len(kept.codes), np.bool_) if surroundings else kept.inside, plan.project)


def _wanted(kept: CatchmentFile, which: NDArray[np.bool_], project: Project) -> Catchments:
    own = np.flatnonzero(which)
    place = np.full(which.size + 1, -1, np.intp)
    place[own] = np.arange(own.size)
    both = which[kept.pairs].all(axis=1)
    lengths = shapely.length(kept.lines)
    shapes = kept.shapes[own]
    shared = np.bincount(kept.pairs[both].ravel(), weights=np.repeat(lengths[both], 2), minlength=which.size)[own]
    names, features = featured({key: of[own] for key, of in kept.values.items()}, kept.areas[own], project)
    return Catchments(
        codes=tuple(kept.codes[n] for n in own),
        geometries=tuple(shapes),
        areas=kept.areas[own],
        townships=tuple(kept.townships[n] for n in own),
        names=names,
        features=features,
        pairs=place[kept.pairs[both]],
        borders=lengths[both],
        ridges=kept.ridges[both],
        towns=kept.towns[both],
        downstream=place[_within(kept.downstream, which)[own]],
        outside=np.maximum(shapely.length(shapes) - shared, 0.0),
        lines=tuple(kept.lines[both]),
        problems=_problems(kept, own),
        inside=kept.inside[own],
        sediment=kept.values.get("sediment_yield", np.full(which.size, np.nan))[own],
    )


def _within(downstream: NDArray[np.intp], which: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The next one of some on the way down, though the way may lead through others; -1 where there is none."""
    found = downstream.copy()
    while (lost := (found >= 0) & ~which[found]).any():
        found[lost] = downstream[found[lost]]
    return found


def _problems(kept: CatchmentFile, own: NDArray[np.intp]) -> dict[str, Floats]:
    keys = ["worst", *(key for key, one in load_features().items() if one.group == "problem")]
    return {
        key: np.column_stack([kept.values[f"{key}_{severity}"][own] for severity in SEVERITIES])
        for key in keys
        if f"{key}_2" in kept.values
    }


def featured(values: Mapping[str, Floats], areas: Floats, project: Project) -> tuple[tuple[str, ...], Floats]:
    """Features of catchments, made comparable and weighted.

    Parameters
    ----------
    values : mapping of name to float array, shape (n,)
        As they are kept.
    areas : float array, shape (n,)
        What each counts [m²].
    project : Project
        Its choices ``feature_weight_<group>`` and ``feature_least_spread``.

    Returns
    -------
    names : tuple of str
        Features that differ from catchment to catchment.
    features : float array, shape (n, k)
        Deviations from the mean by area, in standard deviations (shares: no less than ``feature_least_spread``), times
        the root of the group's weight over how many features it has. What is not known is the mean.

    Notes
    -----
    A problem is told by its degree, the sum over severities 2 to 5 of share times (severity - 1) / 4.
    """
    least = choice(project, "feature_least_spread").number
    columns: dict[str, tuple[str, Floats]] = {}
    for key, one in load_features().items():
        raw = _degree(values, key) if one.group == "problem" else values.get(key)
        if raw is None or not np.isfinite(raw).any():
            continue
        known = np.isfinite(raw)
        mean = np.average(raw[known], weights=areas[known])
        apart = np.where(known, raw - mean, 0.0)
        spread = float(np.sqrt(np.average(apart**2, weights=areas)))
        if spread > 1e-12 * max(abs(float(mean)), 1.0):
            columns[key] = one.group, apart / (spread if one.group == "relief" else max(spread, least))
    weights = {group: choice(project, f"feature_weight_{group}").number for group in GROUPS}
    counts = {group: sum(1 for of, _ in columns.values() if of == group) for group in GROUPS}
    weighed = [column * np.sqrt(weights[group] / counts[group]) for group, column in columns.values()]
    return tuple(columns), np.column_stack(weighed) if weighed else np.zeros((areas.size, 0))


def _degree(values: Mapping[str, Floats], key: str) -> Floats | None:
    if f"{key}_2" not in values:
        return None
    found: Floats = sum(((s - 1) / 4 * values[f"{key}_{s}"] for s in SEVERITIES), np.zeros_like(values[f"{key}_2"]))
    return found
