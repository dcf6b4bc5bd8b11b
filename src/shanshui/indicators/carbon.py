"""Carbon by methods of the literature: what ground holds, and what it takes up in a year."""

from __future__ import annotations

from collections.abc import Mapping

CO2_PER_CARBON = 44.0 / 12.0


def stock(areas: Mapping[str, float], densities: Mapping[str, float]) -> float:
    """Carbon in plants, litter and soil.

    Parameters
    ----------
    areas : mapping of class to float
        Area [hm2].
    densities : mapping of class to float
        Carbon of all pools [t/hm2]; each class with area needs one.

    Returns
    -------
    float
        Carbon [t].

    Raises
    ------
    KeyError
        Where a class with area has no density.

    Examples
    --------
    >>> stock({"forest": 10.0, "urban": 0.0}, {"forest": 150.0})
    1500.0
    """
    return sum(area * densities[name] for name, area in areas.items() if area)


def fixed(production: float, area: float, npp_share: float, nep_share: float) -> float:
    """Carbon dioxide that ground takes up in a year.

    Parameters
    ----------
    production : float
        Mean gross primary production [g C/(m2·a)].
    area : float
        [m2].
    npp_share : float
        Net of gross primary production.
    nep_share : float
        Net ecosystem production of net primary production.

    Returns
    -------
    float
        Carbon dioxide [t/a].

    Examples
    --------
    >>> round(fixed(1000.0, 1e6, 0.5, 0.3), 6)
    550.0
    """
    return production * npp_share * nep_share * area * 1e-6 * CO2_PER_CARBON
