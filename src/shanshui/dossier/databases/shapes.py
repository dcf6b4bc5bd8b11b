"""The geometries that the spatial databases hold, taken from the county's layers."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from shanshui.dossier.databases.features import Shapes
from shanshui.dossier.maps.series import with_centres
from shanshui.dossier.maps.sheet import Ground, HeldLayer
from shanshui.plan import Plan
from shanshui.standard import Standard, find_term

PLAIN_LINES = ("ecological_redline", "permanent_farmland", "urban_boundary")
CORE = "core_protected"


def shapes_of(
    ground: Ground, held: Mapping[str, HeldLayer], plan: Plan, standard: Standard, scope: BaseGeometry, epsg: int
) -> Shapes:
    """Gather the geometries; a classified layer stays out, also where it would only be cut.

    Parameters
    ----------
    ground : Ground
        The county's layers in the project's CRS.
    held : mapping of role to HeldLayer
        What the catalog says of those that can be used.
    plan, standard : Plan, Standard
        As everywhere.
    scope : geometry
        In the project's CRS.
    epsg : int
        Of that CRS.
    """

    def public(role: str) -> gpd.GeoDataFrame | None:
        return ground.vector(role) if role in held and not held[role].secret else None

    control = {role: frame for role in PLAIN_LINES if (frame := public(role)) is not None}
    reserves = public("protected_areas")
    return Shapes(
        scope,
        public("units"),
        with_centres(public("subprojects"), plan, CRS.from_epsg(epsg)),
        public("townships"),
        control if reserves is None else {**control, **_by_zone(reserves, standard)},
    )


def _by_zone(reserves: gpd.GeoDataFrame, standard: Standard) -> Mapping[str, gpd.GeoDataFrame]:
    """Core and general part of protected areas; what names no zone counts as general."""
    zones = reserves["zone"] if "zone" in reserves.columns else [None] * len(reserves)
    terms = [find_term(standard.vocabularies["control_zone"], str(zone)) for zone in zones]
    core = [term is not None and term.code == CORE for term in terms]
    parts = {"protected_core": reserves[core], "protected_general": reserves[[not c for c in core]]}
    return {line: frame for line, frame in parts.items() if len(frame)}
