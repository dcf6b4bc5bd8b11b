"""Coordinate reference systems: Gauss–Krüger zones of CGCS2000, refused datums, the way back from GCJ-02."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

CGCS2000 = 4490
"""EPSG code of geographic CGCS2000, which everything is measured in."""

FIRST_ZONE, LAST_ZONE = 25, 45
_PLAIN_25, _PREFIXED_25 = 4534, 4513
_GCJ_A, _GCJ_EE = 6378245.0, 0.00669342162296594323
_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Zone:
    """The 3° Gauss–Krüger zone that a county is drawn in.

    Parameters
    ----------
    number : int
        25 to 45.
    west, east : float
        Extent of the county in longitude [°].
    """

    number: int
    west: float
    east: float

    @property
    def central_meridian(self) -> int:
        """Degrees east."""
        return 3 * self.number

    @property
    def epsg(self) -> int:
        """Code without zone prefix: false easting 500 000 m."""
        return gauss_kruger(self.number)

    @property
    def prefixed_epsg(self) -> int:
        """Code with zone prefix: false easting of zone · 1 000 000 + 500 000 m."""
        return gauss_kruger(self.number, prefix=True)

    @property
    def beyond(self) -> float:
        """How far the county reaches over the border of its zone [°]; 0 where it stays inside."""
        left, right = self.central_meridian - 1.5, self.central_meridian + 1.5
        return max(0.0, left - self.west, self.east - right)


def zone_of(lon: float) -> int:
    """Number of the 3° zone that holds a longitude.

    Parameters
    ----------
    lon : float
        Longitude [°], 73.5 to below 136.5.

    Returns
    -------
    int
        25 to 45; a border between two zones belongs to the eastern one.

    Raises
    ------
    ValueError
        Outside the zones for which EPSG has codes.

    Examples
    --------
    >>> zone_of(109.2), zone_of(109.5)
    (36, 37)
    """
    zone = int((lon + 1.5) // 3) if np.isfinite(lon) else 0
    if not FIRST_ZONE <= zone <= LAST_ZONE:
        raise ValueError(f"longitude {lon} lies in no 3° zone of CGCS2000; 73.5 to 136.5 is accepted")
    return zone


def gauss_kruger(zone: int, prefix: bool = False) -> int:
    """EPSG code of a 3° Gauss–Krüger zone of CGCS2000.

    Parameters
    ----------
    zone : int
        25 to 45.
    prefix : bool
        Whether eastings carry the zone number in front.

    Examples
    --------
    >>> gauss_kruger(36), gauss_kruger(36, prefix=True)
    (4545, 4524)
    """
    if not FIRST_ZONE <= zone <= LAST_ZONE:
        raise ValueError(f"zone {zone} has no EPSG code; {FIRST_ZONE} to {LAST_ZONE} have one")
    return (_PREFIXED_25 if prefix else _PLAIN_25) + zone - FIRST_ZONE


def zone_number(crs: CRS) -> int | None:
    """Number of the 3° zone of CGCS2000 that a CRS is, with or without zone prefix; None where it is none.

    Examples
    --------
    >>> zone_number(CRS.from_epsg(4545)), zone_number(CRS.from_epsg(4524)), zone_number(CRS.from_epsg(3857))
    (36, 36, None)
    """
    epsg = crs.to_epsg()
    for first in (_PLAIN_25, _PREFIXED_25):
        if epsg is not None and first <= epsg <= first + LAST_ZONE - FIRST_ZONE:
            return FIRST_ZONE + epsg - first
    return None


def zone_for(west: float, east: float) -> Zone:
    """Zone that holds the middle of an extent; :attr:`Zone.beyond` says how far the rest reaches out.

    Parameters
    ----------
    west, east : float
        Longitudes [°].
    """
    return Zone(zone_of((west + east) / 2), west, east)


def read_crs(text: str | int) -> CRS | None:
    """The CRS that somebody wrote (``EPSG:4545``, ``4545``, WKT); None where it is none.

    Examples
    --------
    >>> read_crs("4545").to_epsg(), read_crs("no such thing")
    (4545, None)
    """
    written = str(text).strip()
    try:
        return CRS.from_epsg(int(written)) if written.isdecimal() else CRS.from_user_input(written)
    except CRSError:
        return None


def named(crs: CRS | None) -> str:
    """Short name of a CRS for a reader: ``EPSG:4545``, or its own name where it has no code."""
    if crs is None:
        return ""
    epsg = crs.to_epsg(min_confidence=70)
    return f"EPSG:{epsg}" if epsg else str(crs.name)


def same_crs(one: CRS, other: CRS) -> bool:
    """Whether two CRS mean the same positions, whatever the order of their axes and their spelling."""
    if one.equals(other, ignore_axis_order=True):
        return True
    codes = one.to_epsg(min_confidence=70), other.to_epsg(min_confidence=70)
    return codes[0] is not None and codes[0] == codes[1]


def refused_datum(crs: CRS) -> str:
    """Name of the datum where it is one that PROJ would pass unchanged in silence.

    Parameters
    ----------
    crs : CRS
        Geographic or projected.

    Returns
    -------
    str
        ``Beijing 1954``, ``Xian 1980``, or the CRS's own name for another one on their ellipsoids; empty
        where the datum can be used.

    Notes
    -----
    Judged by the ellipsoid (Krassowsky 1940, IAG 1975) as well as by name, since files of Chinese
    software often bear no code and a name of their own.
    """
    base = crs.geodetic_crs or crs
    name = f"{base.name} {base.datum.name if base.datum else ''}".lower().replace("_", " ")
    if "xian" in name and "80" in name:
        return "Xian 1980"
    if "beijing" in name and "54" in name:
        return "Beijing 1954"
    ellipsoid = base.ellipsoid
    if ellipsoid is not None and round(ellipsoid.semi_major_metre) in (6378245, 6378140):
        return str(base.name)
    return ""


def transformer(source: CRS | int, target: CRS | int) -> Transformer:
    """Transformation with x = east and y = north on both sides."""
    return Transformer.from_crs(source, target, always_xy=True)


def gcj02_from_wgs84(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Positions as Chinese web maps show them (the published forward formula).

    Parameters
    ----------
    lon, lat : float array
        WGS 84 or CGCS2000 [°].

    Returns
    -------
    tuple of float array
        GCJ-02 longitude and latitude [°]; outside the box of China unchanged.
    """
    east, north = _gcj02_offset(lon, lat)
    inside = _in_box(lon, lat)
    return np.where(inside, lon + east, lon), np.where(inside, lat + north, lat)


def wgs84_from_gcj02(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Undo GCJ-02, by iteration over the forward formula.

    Parameters
    ----------
    lon, lat : float array
        GCJ-02 [°].

    Returns
    -------
    tuple of float array
        WGS 84 longitude and latitude [°], which the forward formula brings back to within 1e-9°; outside
        the box of China unchanged.
    """
    lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    inside = _in_box(lon, lat)
    x, y = lon.copy(), lat.copy()
    for _ in range(_ROUNDS):
        east, north = _gcj02_offset(x, y)
        step_x, step_y = lon - (x + east), lat - (y + north)
        x, y = x + step_x, y + step_y
        if max(np.abs(step_x[inside]).max(initial=0.0), np.abs(step_y[inside]).max(initial=0.0)) < 1e-10:
            break
    return np.where(inside, x, lon), np.where(inside, y, lat)


def _in_box(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (lon > 72.004) & (lon < 137.8347) & (lat > 0.8293) & (lat < 55.8271)
    return found


def _gcj02_offset(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Offset east and north [°] at WGS 84 positions."""
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    short = 20.0 * np.sin(6.0 * np.pi * x) + 20.0 * np.sin(2.0 * np.pi * x)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north = north + 2.0 / 3.0 * (short + _waves(y, (20.0, 1.0), (40.0, 3.0), (160.0, 12.0), (320.0, 30.0)))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east = east + 2.0 / 3.0 * (short + _waves(x, (20.0, 1.0), (40.0, 3.0), (150.0, 12.0), (300.0, 30.0)))
    phi = np.radians(lat)
    w = 1.0 - _GCJ_EE * np.sin(phi) ** 2
    meridian = _GCJ_A * (1.0 - _GCJ_EE) / (w * np.sqrt(w))
    parallel = _GCJ_A / np.sqrt(w) * np.cos(phi)
    return np.degrees(east / parallel), np.degrees(north / meridian)


def _waves(at: NDArray[np.float64], *waves: tuple[float, float]) -> NDArray[np.float64]:
    """Sum of sines of given amplitude and half wave length."""
    total = np.zeros_like(at)
    for amplitude, half in waves:
        total = total + amplitude * np.sin(at / half * np.pi)
    return total
