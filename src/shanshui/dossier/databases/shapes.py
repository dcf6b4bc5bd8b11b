"""The geometries that the spatial databases hold, taken from the county's layers."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from shanshui.dossier.databases.features import Shapes
from shanshui.dossier.maps.series import PARTS, with_centres
from shanshui.dossier.maps.sheet import FIELD, Ground, HeldLayer
from shanshui.plan import Plan
from shanshui.standard import Standard
from shanshui.standard.judging.control_lines import ControlLineSpec, in_core, load_control_lines
from shanshui.workspace.network import LAYERS


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

    control = {
        spec.key: part
        for spec in load_control_lines().values()
        if (part := _part(public(spec.layer), spec, standard)) is not None
    }
    return Shapes(
        scope,
        public("units"),
        with_centres(public("subprojects"), plan, CRS.from_epsg(epsg)),
        public("townships"),
        public(PARTS),
        control,
        epsg,
        {layer: frame for layer in LAYERS if (frame := public(f"{FIELD}{layer}")) is not None},
    )


def _part(frame: gpd.GeoDataFrame | None, spec: ControlLineSpec, standard: Standard) -> gpd.GeoDataFrame | None:
    """Features of a layer that a control line is made of; what names no zone counts as general, none is None."""
    if frame is None or not spec.part:
        return frame
    words = frame["zone"] if "zone" in frame.columns else [""] * len(frame)
    core = [in_core(str(word), standard.vocabularies["control_zone"]) for word in words]
    part = frame[core] if spec.part == "core" else frame[[not c for c in core]]
    return part if len(part) else None
