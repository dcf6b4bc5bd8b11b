"""The ecological index (EI) of HJ 192: five indices from 0 to 100, and their sum.

Areas are in m2 unless their name says otherwise. Every index is cut at 0 and 100.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_WET_YEAR, _FLOOD_YEAR = 1.4, 2.4
"""Yearly water beside its mean: up to the first it counts in full, beyond the second not at all."""

_CAPS = (74.9, 54.9, 34.9, 19.9)
"""Highest index of each grade but the best."""


def bounded(value: float) -> float:
    """An index cut at 0 and 100."""
    return min(max(value, 0.0), 100.0)


def habitat(parts: Sequence[tuple[float, float]], area: float, norm: float) -> float:
    """Quality of habitat.

    Parameters
    ----------
    parts : sequence of (float, float)
        Area and weight of each class of ground.
    area : float
        Of the whole.
    norm : float
        Factor that brings it to 0–100.

    References
    ----------
    HJ 192-2015; it stands for biological abundance where no index of biodiversity is known.

    Examples
    --------
    >>> habitat([(5.0, 0.35 * 0.25), (5.0, 0.0)], 10.0, 511.2642131067)
    22.367809323418125
    """
    return bounded(norm * sum(size * weight for size, weight in parts) / area)


def vegetation(ndvi: float, norm: float) -> float:
    """Vegetation cover index, from the mean greenness of the growing season, -1 to 1.

    References
    ----------
    HJ 192-2015: the factor is meant for an index times 10 000.
    """
    return bounded(norm * ndvi * 10_000)


def usable_water(year: float, mean: float | None) -> float:
    """Water of a year [m3] that counts: a flood is no wealth.

    Parameters
    ----------
    year : float
        Of the year.
    mean : float or None
        Of many years; the year counts in full where it is not known.

    References
    ----------
    HJ 192-2015, correction of abnormal years.

    Examples
    --------
    >>> usable_water(100.0, 100.0), round(usable_water(200.0, 100.0), 6), usable_water(300.0, 100.0)
    (100.0, 40.0, 0.0)
    """
    if mean is None or year <= _WET_YEAR * mean:
        return year
    return mean * (_FLOOD_YEAR - year / mean) if year <= _FLOOD_YEAR * mean else 0.0


def water_network(
    rivers_km: float, water_km2: float, resources: float, area_km2: float, norms: Mapping[str, float]
) -> float:
    """Density of rivers, lakes and water.

    Parameters
    ----------
    rivers_km : float
        Length of rivers [km].
    water_km2, area_km2 : float
        Water surface, and the whole [km2].
    resources : float
        Water resources [m3].
    norms : mapping
        Factors ``rivers``, ``lakes``, ``resources`` (of 10⁶ m3).

    References
    ----------
    HJ 192-2015.
    """
    parts = (
        norms["rivers"] * rivers_km,
        norms["lakes"] * water_km2,
        norms["resources"] * resources / 1e6,
    )
    return bounded(sum(parts) / area_km2 / 3)


def land_stress(areas: Mapping[str, float], area: float, weights: Mapping[str, float], norm: float) -> float:
    """Stress of eroded, built and otherwise spoilt land; the less the better.

    Parameters
    ----------
    areas : mapping
        ``severe`` and ``moderate`` erosion, ``built`` ground, ``other`` stress.
    area : float
        Of the whole.
    weights : mapping
        By the same names.
    norm : float
        Factor that brings it to 0–100.

    References
    ----------
    HJ 192-2015.
    """
    return bounded(norm * sum(weights[name] * areas[name] for name in weights) / area)


def pollution_load(
    loads: Mapping[str, float],
    rain_mm: float,
    area_km2: float,
    weights: Mapping[str, float],
    norms: Mapping[str, float],
    in_water: Sequence[str] = ("cod", "ammonia"),
) -> float:
    """Load of pollutants; the less the better.

    Parameters
    ----------
    loads : mapping
        Tonnes of the year by pollutant.
    rain_mm : float
        Yearly rain [mm].
    area_km2 : float
        Of the whole [km2].
    weights, norms : mapping
        By pollutant.
    in_water : sequence of str
        Pollutants that the rain dilutes; the others are taken by area.

    References
    ----------
    HJ 192-2015.
    """
    total = 0.0
    for name, weight in weights.items():
        per = rain_mm * area_km2 if name in in_water else area_km2
        total += weight * norms[name] * loads[name] / per
    return bounded(total)


def ecological_index(parts: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The index: ``habitat``, ``vegetation``, ``water``, and what ``stress`` and ``pollution`` leave of 100.

    References
    ----------
    HJ 192-2015.

    Examples
    --------
    >>> weights = {"habitat": 0.35, "vegetation": 0.25, "water": 0.15, "stress": 0.15, "pollution": 0.1}
    >>> ecological_index({"habitat": 80, "vegetation": 90, "water": 40, "stress": 20, "pollution": 10}, weights)
    77.5
    """
    turned = {name: 100 - value if name in ("stress", "pollution") else value for name, value in parts.items()}
    return sum(weights[name] * turned[name] for name in weights)


def restricted(index: float, level: int) -> float:
    """The index after the restriction by the environment.

    Parameters
    ----------
    index : float
        0 to 100.
    level : int
        0 and 1 change nothing; 2 lowers it by a grade; 3 keeps it below good.

    References
    ----------
    HJ 192-2015.

    Examples
    --------
    >>> restricted(80.0, 2), restricted(60.0, 2), restricted(80.0, 3), restricted(30.0, 3), restricted(80.0, 0)
    (74.9, 54.9, 54.9, 30.0, 80.0)
    """
    if level == 2:
        return next((cap for cap in _CAPS if cap < index), index)
    return min(index, _CAPS[1]) if level == 3 else index


def weighted(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Sum of indices from 0 to 100 by weights that make 1.

    Raises
    ------
    ValueError
        Where the weights do not make 1 to within a thousandth.

    References
    ----------
    HJ 192-2015 6: indices of function, structure and stress of an ecological function zone.
    """
    total = sum(weights.values())
    if abs(total - 1) > 1e-3:
        raise ValueError(f"weights make {total:g}; they must make 1")
    return sum(weight * bounded(values[name]) for name, weight in weights.items())
