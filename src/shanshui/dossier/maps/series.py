"""The county's layers as maps and databases see them: what may be drawn, sub-projects completed by their centres."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS
from shapely import Geometry

from shanshui.dossier.maps.derived import Makers, derived_layers
from shanshui.dossier.maps.sheet import FIELD, Ground, HeldLayer
from shanshui.geo.crs import CGCS2000, transformer
from shanshui.geo.raster import AlignedRaster
from shanshui.ledger import Fact, Facts
from shanshui.plan import Plan
from shanshui.standard import Standard
from shanshui.workspace.derived_units import FACT as UNITS_FACT
from shanshui.workspace.layers import Layers, Shapes

PARTS = "assessment_units"
"""Layer of the assessment units; where the county draws none, those that the assessment has cut."""


def held_layers(layers: Layers, plan: Plan, facts: Facts, standard: Standard) -> Mapping[str, HeldLayer]:
    """What the catalog says of each layer that can be worked with, what the assessment wrote, what is made of both.

    Parameters
    ----------
    layers : Layers
        The county's layers.
    plan : Plan
        With the tables that tell points.
    facts : Facts
        With one fact for each field that the assessment wrote.
    standard : Standard
        Names of the roles.
    """
    found = {}
    for role in layers.roles:
        entry, known = layers.entry(role), standard.role(role)
        if entry is not None and known is not None and layers.usable(role):
            found[role] = HeldLayer(
                role, known.name, entry.provider, entry.date, entry.classes, entry.synthetic, entry.secrecy == "secret"
            )
    if "scope" not in found and layers.scope_role in found:
        found["scope"] = replace(found[layers.scope_role], role="scope")
    for fact in facts.starting(FIELD):
        derived = fact.subject == UNITS_FACT
        label = standard.labels.get("map.assessment_units" if derived else f"map.{fact.subject}")
        role = PARTS if derived else fact.subject
        if label is not None and role not in found:
            secret = any(found[below].secret for below in _layers_below(fact) if below in found)
            origin = standard.label("map.computed")
            found[role] = HeldLayer(role, label["zh"], origin, "", "", fact.synthetic, secret)
    return {**found, **{layer.role: layer for layer in derived_layers(found, layers, plan, standard)}}


def _layers_below(fact: Fact) -> Iterator[str]:
    """Roles of the layers that a field rests on."""
    return (source.removeprefix("layer:") for source in fact.inputs if source.startswith("layer:"))


@dataclass(frozen=True, slots=True)
class CentredGround:
    """Layers and fields, the scope whatever layer gives it, and sub-projects with only a centre as points (H.1.7.2 b).

    Parameters
    ----------
    layers : Ground
        The county's layers.
    plan : Plan
        With the centres.
    scope : Geometry
        In ``crs``.
    crs : CRS
        Of the layers.
    fields : callable
        Gives a field of the assessment by its name.
    parts : callable
        Gives the assessment units that the assessment has cut, by code.
    network : callable
        Gives a layer of the ecological network that the assessment has found, by its name.
    """

    layers: Ground
    plan: Plan
    scope: Geometry
    crs: CRS
    fields: Callable[[str], AlignedRaster | None] = lambda _: None
    parts: Callable[[], Shapes] = dict
    network: Callable[[str], gpd.GeoDataFrame | None] = lambda _: None

    def raster(self, role: str) -> AlignedRaster | None:
        """As the layers have it, or as the assessment wrote it."""
        return self.fields(role.removeprefix(FIELD)) if role.startswith(FIELD) else self.layers.raster(role)

    def vector(self, role: str) -> gpd.GeoDataFrame | None:
        """As the layers have it, sub-projects completed."""
        if role == "scope":
            return gpd.GeoDataFrame(geometry=[self.scope], crs=self.crs)
        if role.startswith(FIELD):
            return self.network(role.removeprefix(FIELD))
        make = Makers(self.layers, self.plan, self.crs).maker(role)
        frame = self.layers.vector(role) if make is None else make()
        if role == PARTS and frame is None:
            return self._derived_parts()
        return frame if role != "subprojects" else with_centres(frame, self.plan, self.crs)

    def _derived_parts(self) -> gpd.GeoDataFrame | None:
        shapes = self.parts()
        if not shapes:
            return None
        columns = {"code": list(shapes), "name": [shape.name for shape in shapes.values()]}
        return gpd.GeoDataFrame(columns, geometry=[shape.geometry for shape in shapes.values()], crs=self.crs)


def with_centres(frame: gpd.GeoDataFrame | None, plan: Plan, crs: CRS) -> gpd.GeoDataFrame | None:
    """Features of sub-projects, with a point for each that has none but a centre in the table.

    Parameters
    ----------
    frame : GeoDataFrame or None
        With a column ``code``, in ``crs``.
    plan : Plan
        Sub-projects.
    crs : CRS
        Projected.
    """
    there = set() if frame is None else {str(code) for code in frame["code"]}
    forward = transformer(CGCS2000, crs)
    missing = [
        (s.code, shapely.Point(forward.transform(float(s.longitude), float(s.latitude))))
        for s in plan.subprojects
        if s.code not in there and s.longitude is not None and s.latitude is not None
    ]
    if not missing:
        return frame
    points = gpd.GeoDataFrame({"code": [c for c, _ in missing]}, geometry=[p for _, p in missing], crs=crs)
    return points if frame is None else gpd.GeoDataFrame(pd.concat([frame, points], ignore_index=True), crs=crs)
