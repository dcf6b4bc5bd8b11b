"""Wind erosion by the revised wind erosion equation (RWEQ), month by month."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

THRESHOLD = 5.0
"""Wind at 2 m from which soil moves [m/s]."""

_GRAVITY = 9.8


def weather_factor(
    wind: Floats, temperature: Floats, altitude: Floats, wetness: Floats, snow: Floats | float, days: float
) -> Floats:
    """Weather factor WF of a month [kg/m].

    Parameters
    ----------
    wind : float array
        Mean wind at 2 m [m/s].
    temperature : float array
        Mean temperature [℃].
    altitude : float array
        Height above the sea [m].
    wetness : float array
        Soil wetness factor SW, as :func:`wetness_factor` gives it.
    snow : float array or float
        Share of the days on which snow covers the ground, 0 to 1.
    days : float
        Days of the month.

    Returns
    -------
    float array
        u (u − 5)² · days · ρ/g · SW · SD; 0 where the mean wind stays below 5 m/s.

    References
    ----------
    HJ 1173-2021 A.3; Fryrear and others 1998. A mean of the month understates a wind that comes in gusts.
    """
    strength = wind * np.maximum(wind - THRESHOLD, 0.0) ** 2 * days
    return np.asarray(strength * air_density(temperature, altitude) / _GRAVITY * wetness * (1 - snow))


def air_density(temperature: Floats, altitude: Floats) -> Floats:
    """Density of the air [kg/m³] at a temperature [℃] and a height [m]."""
    pressure = 101.3 * (1 - 0.0255 * altitude / 1000 * 6357 / (6357 + altitude / 1000)) ** 5.256
    return np.asarray(1.293 * 273 / (273 + temperature) * pressure / 101.3)


def wetness_factor(rain: Floats, rain_share: Floats | float, evaporation: Floats) -> Floats:
    """Soil wetness factor SW of a month: how dry its surface is, 0 to 1.

    Parameters
    ----------
    rain : float array
        Rain [mm].
    rain_share : float array or float
        Share of the days on which it falls, 0 to 1.
    evaporation : float array
        Potential evapotranspiration [mm].

    Returns
    -------
    float array
        (ET − rain · share) / ET, cut to 0–1; 0 where nothing can evaporate.

    References
    ----------
    HJ 1173-2021 A.3; Fryrear and others 1998.
    """
    dry = np.divide(evaporation - rain * rain_share, evaporation, out=evaporation * 0.0, where=evaporation > 0)
    return np.asarray(np.clip(dry, 0.0, 1.0))


def potential_evaporation(radiation: Floats, temperature: Floats, days: float) -> Floats:
    """Potential evapotranspiration of a month [mm] from radiation [cal/(cm²·d)] and mean temperature [℃].

    References
    ----------
    Samani and Pessarakli 1986: 0.0162 (SR / 58.5) (T + 17.8) a day; not below 0.
    """
    return np.asarray(np.maximum(0.0162 * radiation / 58.5 * (temperature + 17.8), 0.0) * days)


def erodible_fraction(sand: Floats, silt: Floats, clay: Floats, matter: Floats, carbonate: Floats | float) -> Floats:
    """Erodible fraction EF of a soil from its texture, organic matter and carbonate [%]; cut to 0–1 (HJ 1173 A.3)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = sand / clay
        found = (29.09 + 0.31 * sand + 0.17 * silt + 0.33 * ratio - 2.59 * matter - 0.95 * carbonate) / 100
    return np.asarray(np.where(clay > 0, np.clip(found, 0.0, 1.0), np.nan))


def crust_factor(clay: Floats, matter: Floats) -> Floats:
    """Soil crust factor SCF from clay and organic matter [%] (HJ 1173 A.3)."""
    return np.asarray(1 / (1 + 0.0066 * clay**2 + 0.021 * matter**2))


def vegetation_factor(cover: Floats, coefficient: Floats | float) -> Floats:
    """Vegetation factor C = exp(−a · SC), with the cover as a fraction, and SC in per cent (HJ 1173 A.3)."""
    return np.asarray(np.exp(-coefficient * cover * 100))


def roughness_factor(ridge: Floats | float) -> Floats:
    """Roughness factor K′ = exp(1.86 K_r − 2.41 K_r^0.934), chain roughness 0, from ridge roughness K_r [cm]."""
    given = np.asarray(ridge, np.float64)
    return np.asarray(np.exp(1.86 * given - 2.41 * given**0.934))


def wind_loss(drive: Floats, distance: float = 50.0) -> Floats:
    """Soil that the wind carries off.

    Parameters
    ----------
    drive : float array
        WF · EF · SCF · K′ · C [kg/m]; without C the potential loss. NaN = no data.
    distance : float
        z, way downwind at which the loss is greatest [m].

    Returns
    -------
    float array
        2z/S² · Q · exp(−(z/S)²), Q = 109.8 · drive, S = 150.71 · drive^−0.3711 [t/(km²·a)]; 0 where nothing drives.

    References
    ----------
    HJ 1173-2021 A.3.
    """
    moving = np.where(drive > 0, drive, 1.0)
    critical = 150.71 * moving**-0.3711
    carried = 2 * distance / critical**2 * (109.8 * moving) * np.exp(-((distance / critical) ** 2)) * 1000
    return np.where(np.isnan(drive), np.nan, np.where(drive > 0, carried, 0.0))
