"""Layers that maps make from others and from tables: points, open water, seats, overlaps, grades of rivers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from shanshui.dossier.maps.sheet import Ground, HeldLayer
from shanshui.geo.crs import CGCS2000, transformer
from shanshui.geo.overlay import Cover, polygonal
from shanshui.plan import Plan
from shanshui.standard import Record, Standard, load
from shanshui.standard.judging.control_lines import in_core

OPEN_WATER = ("1101", "1102", "1103", "1104")
"""Classes of GB/T 21010: rivers, lakes, reservoirs, ponds."""

CONTROL = ("ecological_redline", "permanent_farmland", "urban_boundary", "protected_areas")
"""Layers of control lines."""

_MAIN, _SMALL = 0.75, 0.35
"""A river is a main one from this share of the longest one's length on, and a small stream below the other."""


class Vectors(Protocol):
    """Where features are found by role."""

    def vector(self, role: str, /) -> gpd.GeoDataFrame | None:
        """Features of a role, or None."""


def derived_layers(
    held: Mapping[str, HeldLayer], layers: Vectors, plan: Plan, standard: Standard
) -> Iterator[HeldLayer]:
    """What can be made from the layers at hand and the tables.

    Parameters
    ----------
    held : mapping of role to HeldLayer
        What the catalog says of the county's layers.
    layers : Vectors
        The layers themselves.
    plan, standard : Plan, Standard
        Tables; names.
    """
    for role, table in (("monitoring", "monitoring"), ("samples", "samples")):
        rows = _placed(plan.records.get(table, ()))
        if rows:
            field = "scale" if role == "monitoring" else "medium"
            values = tuple(sorted({row.text(field) for row in rows}))
            made_up = any(row.flag("synthetic") for row in rows)
            yield replace(_from_table(role, standard), synthetic=made_up, values=values)
    if "subprojects" not in held and any(sub.longitude is not None for sub in plan.subprojects):
        yield _from_table("subprojects", standard)
    rivers = layers.vector("rivers") if "rivers" in held else None
    if rivers is not None:
        yield replace(held["rivers"], values=tuple(sorted(set(river_grades(rivers)))))
    parks = layers.vector("protected_areas") if "protected_areas" in held else None
    if parks is not None:
        yield replace(held["protected_areas"], values=tuple(sorted(set(protected_parts(parks)))))
    if {"villages", "townships"} <= set(held):
        yield _from_layers("township_seats", ("villages", "townships"), held, standard)
    if "landuse" in held and held["landuse"].classes in ("", "gbt21010"):
        yield _from_layers("water_bodies", ("landuse",), held, standard)
    lines = tuple(role for role in CONTROL if role in held)
    if lines and "subprojects" in held:
        yield _from_layers("control_overlaps", ("subprojects", *lines), held, standard)


def _from_table(role: str, standard: Standard) -> HeldLayer:
    return HeldLayer(role, standard.label(f"map.{role}"), standard.label("map.entered"))


def _from_layers(role: str, below: tuple[str, ...], held: Mapping[str, HeldLayer], standard: Standard) -> HeldLayer:
    layers = [held[one] for one in below]
    origin = standard.label("map.computed")
    made_up, secret = any(one.synthetic for one in layers), any(one.secret for one in layers)
    return HeldLayer(role, standard.label(f"map.{role}"), origin, layers[0].date, "", made_up, secret, below)


def _placed(rows: tuple[Record, ...]) -> list[Record]:
    return [row for row in rows if row.number("longitude") is not None and row.number("latitude") is not None]


@dataclass(frozen=True, slots=True)
class Makers:
    """How each of them is made.

    Parameters
    ----------
    layers : Ground
        The county's layers.
    plan : Plan
        With its tables.
    crs : CRS
        Of the layers.
    """

    layers: Ground
    plan: Plan
    crs: CRS

    def maker(self, role: str) -> Callable[[], gpd.GeoDataFrame | None] | None:
        """The maker of a role; None where it is a layer of the county's own."""
        known: Mapping[str, Callable[[], gpd.GeoDataFrame | None]] = {
            "monitoring": self.monitoring,
            "samples": self.samples,
            "township_seats": self.seats,
            "water_bodies": self.water,
            "control_overlaps": self.overlaps,
            "rivers": self.rivers,
            "protected_areas": self.protected,
        }
        return known.get(role)

    def monitoring(self) -> gpd.GeoDataFrame | None:
        """Points of the table ``monitoring`` that have a place; their number is that of the row."""
        rows = self.plan.records.get("monitoring", ())
        found = [(str(n), row) for n, row in enumerate(rows, start=1) if _placed((row,))]
        columns = {"number": [n for n, _ in found], "scale": [row.text("scale") for _, row in found]}
        return self._points([row for _, row in found], columns)

    def samples(self) -> gpd.GeoDataFrame | None:
        """Points of the table ``samples``, one for each point and medium."""
        rows = _placed(self.plan.records.get("samples", ()))
        once = {(row.text("point"), row.text("medium")): row for row in reversed(rows)}
        columns = {"name": [point for point, _ in once], "medium": [medium for _, medium in once]}
        return self._points(list(once.values()), columns)

    def _points(self, rows: list[Record], columns: Mapping[str, list[str]]) -> gpd.GeoDataFrame | None:
        if not rows:
            return None
        forward = transformer(CGCS2000, self.crs)
        places = [(float(row.number("longitude") or 0), float(row.number("latitude") or 0)) for row in rows]
        points = [shapely.Point(forward.transform(*at)) for at in places]
        return gpd.GeoDataFrame(columns, geometry=points, crs=self.crs)

    def seats(self) -> gpd.GeoDataFrame | None:
        """Villages that bear the name of a township, and stand for where its government sits."""
        villages, towns = self.layers.vector("villages"), self.layers.vector("townships")
        if villages is None or towns is None or "name" not in villages.columns:
            return None
        found: gpd.GeoDataFrame = villages[villages["name"].isin(set(towns["name"]))]
        return found

    def water(self) -> gpd.GeoDataFrame | None:
        """Parcels of open water, with the four figures of their class."""
        parcels = self.layers.vector("landuse")
        if parcels is None or "class" not in parcels.columns:
            return None
        codes = parcels["class"].astype(str).str[:4]
        wet = codes.isin(OPEN_WATER)
        return gpd.GeoDataFrame({"class": codes[wet]}, geometry=parcels.geometry[wet], crs=self.crs)

    def overlaps(self) -> gpd.GeoDataFrame | None:
        """Ground that sub-projects share with any control line."""
        subs = self.layers.vector("subprojects")
        frames = [frame for role in CONTROL if (frame := self.layers.vector(role)) is not None]
        if subs is None or not frames:
            return None
        areas = [area for shape in subs.geometry if not (area := polygonal(shape)).is_empty]
        covers = [Cover(frame.geometry.to_numpy()) for frame in frames]
        found = [piece for cover in covers for area in areas for piece in cover.pieces(area)[1]]
        return gpd.GeoDataFrame(geometry=found, crs=self.crs)

    def rivers(self) -> gpd.GeoDataFrame | None:
        """Rivers with a grade, 1 main, 2 tributary, 3 small: by their order where it is told, else by length."""
        frame = self.layers.vector("rivers")
        return None if frame is None else frame.assign(grade=river_grades(frame))

    def protected(self) -> gpd.GeoDataFrame | None:
        """Protected areas with their part, ``core`` or ``general``."""
        frame = self.layers.vector("protected_areas")
        return None if frame is None else frame.assign(part=protected_parts(frame))


def protected_parts(frame: gpd.GeoDataFrame) -> list[str]:
    """Part of each feature of the protected areas: what names no zone counts as general."""
    zones = load().vocabularies["control_zone"]
    words = frame["zone"] if "zone" in frame.columns else [""] * len(frame)
    return ["core" if in_core(str(word), zones) else "general" for word in words]


def river_grades(frame: gpd.GeoDataFrame) -> list[str]:
    """Grade of each river; see :meth:`Makers.rivers`.

    Parameters
    ----------
    frame : GeoDataFrame
        Lines, perhaps with ``order`` (Strahler: main streams have high numbers).
    """
    if "order" in frame.columns and pd.to_numeric(frame["order"], errors="coerce").notna().any():
        order = pd.to_numeric(frame["order"], errors="coerce").fillna(1).to_numpy()
        top = order.max()
        return ["1" if o == top else "2" if o == top - 1 else "3" for o in order]
    length = np.asarray(frame.geometry.length)
    share = length / max(float(length.max(initial=0.0)), 1.0)
    return ["1" if s >= _MAIN else "2" if s >= _SMALL else "3" for s in share]
