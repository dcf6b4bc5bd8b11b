"""The layers of one county, by role."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from shanshui.finding import Finding, Place
from shanshui.geo import crs as reference
from shanshui.geo import files
from shanshui.geo.grid import Bounds, Grid, covering
from shanshui.geo.raster import AlignedRaster
from shanshui.plan import Project
from shanshui.quantity import convert, unit
from shanshui.standard import LayerRole, Standard
from shanshui.workspace.catalog import LayerEntry
from shanshui.workspace.layers.boxes import cells_in, meet, shown
from shanshui.workspace.layers.class_table import Rows, read_class_table
from shanshui.workspace.layers.placing import MOST_CELLS, nearest_file, of_scope, of_zone, turned
from shanshui.workspace.layers.raster import OpenedRaster, bounds_in, open_raster
from shanshui.workspace.layers.state import Fault, LayerState, fault_of
from shanshui.workspace.layers.vector import Opened, open_vector

SCOPE_ROLES = ("scope", "county")
"""Layers that can give the project's scope, the first usable one does."""

MANY_BANDS = frozenset({"imagery", "monthly_precipitation", "wind"})
"""Rasters of which every band counts: colours of an image, months of a year."""

MARGIN = 8
"""Cells of the grid around the scope."""

DEFAULT_CELL = 30.0
_SHOWN = 120
_OF_SCOPE = {"LAYER-GEOMETRY": "SCOPE-INVALID"}


class Layers:
    """Layers by role, opened when first asked for and kept.

    Parameters
    ----------
    root : Path
        The project folder.
    catalog : mapping of role to LayerEntry
        What ``catalog.yaml`` says.
    standard : Standard
        Roles and classifications.
    project : Project
        Its ``crs`` and ``cell``.
    on_read : callable, optional
        Told the role of each layer that is asked for, also of absent ones; ``*`` where all are listed.
    """

    def __init__(
        self,
        root: Path,
        catalog: Mapping[str, LayerEntry],
        standard: Standard,
        project: Project,
        on_read: Callable[[str], None] | None = None,
    ) -> None:
        self._root = root
        self._catalog = MappingProxyType(dict(catalog))
        self._standard = standard
        self._project_crs, self._project_cell = project.crs, project.cell
        self._on_read = on_read or (lambda _: None)
        self._opened: dict[str, Opened | OpenedRaster] = {}
        self._states: dict[str, LayerState] = {}
        self._frames: dict[str, gpd.GeoDataFrame] = {}
        self._hashes: dict[str, str] = {}
        self._scope: tuple[BaseGeometry | None, str] | None = None
        self._crs: tuple[int | None, reference.Zone | None] | None = None

    @property
    def roles(self) -> tuple[str, ...]:
        """Roles that the catalog names, in its order."""
        self._on_read("*")
        return tuple(self._catalog)

    def role(self, name: str) -> LayerRole | None:
        """What the standard wants of a layer; None for one that it does not know."""
        return self._standard.role(name)

    def entry(self, role: str) -> LayerEntry | None:
        """What the catalog says of a layer."""
        self._on_read(role)
        return self._catalog.get(role)

    def name(self, role: str) -> str:
        """What a reader calls a layer: the role's name, with the year where it has one."""
        known = self.role(role)
        if known is None:
            return role
        year = role.rpartition("_")[2]
        return f"{known.name} {year}" if known.key.endswith("_<year>") else known.name

    def fault(self, role: str) -> Fault:
        """A maker of findings about a layer that the catalog names."""
        known, year = self.role(role), role.rpartition("_")[2]
        name = known.name_en if known is not None else role
        english = f"{name} {year}" if known is not None and known.key.endswith("_<year>") else name
        return fault_of(role, self.name(role), self._catalog[role], english)

    def series(self, stem: str) -> tuple[tuple[str, int], ...]:
        """Layers of one kind in time: ``landcover`` gives (role, year) of itself and ``landcover_<year>``.

        Parameters
        ----------
        stem : str
            Role without year; its own year is the first of its entry's date.

        Returns
        -------
        tuple of (str, int)
            Usable ones by ascending year; one without a year is left out.
        """
        found = []
        for role in self.roles:
            year = _year(role.removeprefix(f"{stem}_")) if role.startswith(f"{stem}_") else None
            if role == stem:
                year = _year(self._catalog[role].date)
            if year is not None and self.usable(role):
                found.append((role, year))
        return tuple(sorted(found, key=lambda pair: pair[1]))

    def digest(self, role: str) -> str:
        """SHA-256 of a layer's file; empty where there is none."""
        entry = self._catalog.get(role)
        if entry is None:
            return ""
        if role not in self._hashes:
            path = self._path(entry)
            self._hashes[role] = files.sha256(path) if files.is_data_set(path) else ""
        return self._hashes[role]

    def stamp(self, role: str) -> str:
        """Content hash of all that a layer's use rests on: file, entry, CRS and cell of the project."""
        if role == "*":
            text = repr(sorted(self._catalog))
        else:
            entry = self._catalog.get(role)
            text = repr((self.digest(role), entry, self._project_crs, self._project_cell, self._class_rows(entry)))
        return hashlib.sha256(text.encode()).hexdigest()

    def class_rows(self, role: str) -> Rows:
        """What the codes of a raster stand for, by the table that the catalog names under ``classes``; else empty."""
        return self._class_rows(self.entry(role))

    def _class_rows(self, entry: LayerEntry | None) -> Rows:
        if entry is None or not entry.classes.lower().endswith(".csv"):
            return {}
        return read_class_table(self._root / entry.classes.replace("\\", "/"), entry.fields, entry.encoding)

    def state(self, role: str) -> LayerState:
        """What is known of a layer; opens it at the first call."""
        self._on_read(role)
        if role not in SCOPE_ROLES:
            self._touch_scope()
        if role not in self._states:
            self._states[role] = self._examine(role)
        return self._states[role]

    def usable(self, role: str) -> bool:
        """Whether a layer is there and can be worked with."""
        return self.state(role).usable

    def vector(self, role: str) -> gpd.GeoDataFrame | None:
        """The features of a layer in the project's CRS, with valid geometries and logical field names."""
        if not self.usable(role):
            return None
        return self._frames.get(role)

    def raster(self, role: str) -> AlignedRaster | None:
        """A layer that is read as if it lay on the project's grid."""
        state, opened = self.state(role), self._opened.get(role)
        grid = self.grid
        if not state.usable or grid is None or state.entry is None or state.path is None:
            return None
        if not isinstance(opened, OpenedRaster) or opened.crs is None:
            return None
        shift, known, entry = state.entry.shift, self.role(role), state.entry
        factor = self._unit_factor(role) or 1.0
        limits = None
        if known is not None and known.min is not None and known.max is not None:
            limits = float(known.min), float(known.max)
        return AlignedRaster(
            state.path,
            grid,
            self._raster_kind(role),
            entry.band,
            entry.scale * factor * opened.scale,
            entry.offset * factor,
            opened.crs.to_wkt(),
            (shift.east, shift.north) if shift else (0.0, 0.0),
            limits,
        )

    @property
    def scope(self) -> BaseGeometry | None:
        """The project's scope in its CRS, in one geometry; None where no usable layer gives it."""
        return self._scope_found()[0]

    @property
    def scope_role(self) -> str:
        """The layer that gives the scope: ``scope``, else ``county``; empty where none does."""
        return self._scope_found()[1]

    @property
    def crs(self) -> int | None:
        """EPSG code of the project's CRS, without zone prefix; None where there is no scope to choose it by."""
        return self._crs_found()[0]

    @property
    def zone(self) -> reference.Zone | None:
        """The 3° zone that the scope lies in."""
        return self._crs_found()[1]

    @property
    def grid(self) -> Grid | None:
        """The project's grid: covers the scope with a margin, origin a multiple of the cell."""
        scope, epsg, cell = self.scope, self.crs, self.cell
        if scope is None or epsg is None:
            return None
        bounds: Bounds = scope.bounds
        if cells_in(bounds, cell) > MOST_CELLS:
            return None
        return covering(bounds, cell, epsg, MARGIN)

    @property
    def cell(self) -> float:
        """Side of the project's cells [m]: declared, else the land cover's own, else the terrain's."""
        if self._project_cell is not None:
            return float(self._project_cell)
        for role in ("landcover", "dem"):
            own = self.state(role).cell
            if own is not None:
                return own
        return DEFAULT_CELL

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be said of CRS and scope: a code that is none, a zone crossed, a scope in parts."""
        scope, role = self.scope, self.scope_role
        found = (
            of_scope(scope, self.cell, Place(file=self._catalog[role].file, layer=role)) if scope is not None else ()
        )
        if self._project_crs != "auto" and self._declared_crs() is None:
            place = Place(file="project.yaml", column="crs")
            found += (Finding("PROJECT-CRS", place, self._project_crs, "auto, 4534–4554", "project.crs"),)
        return found + of_zone(self.zone)

    def _touch_scope(self) -> None:
        for role in SCOPE_ROLES:
            self._on_read(role)

    def _path(self, entry: LayerEntry) -> Path:
        return self._root / entry.file.replace("\\", "/")

    def _raster_kind(self, role: str) -> Literal["codes", "values"]:
        known, entry = self.role(role), self._catalog.get(role)
        coded = bool(known and known.classes) or bool(entry and entry.classes)
        return "codes" if coded else "values"

    def _examine(self, role: str) -> LayerState:
        entry = self._catalog.get(role)
        if entry is None:
            return LayerState(role, None, False)
        fault, path = self.fault(role), self._path(entry)
        known = self.role(role)
        kind = entry.kind or ("raster" if files.is_raster(path) else "vector")
        if not files.is_there(path):
            near = nearest_file(path, self._root)
            return LayerState(role, entry, False, (fault("LAYER-MISSING", entry.file[:_SHOWN], near),), path, kind)
        if not files.is_data_set(path):
            got = self._standard.label("layer.folder")
            return LayerState(role, entry, False, (fault("LAYER-UNREADABLE", got),), path, kind)
        if known is not None and known.kind not in (kind, "either"):
            say = self._standard.label
            wrong = fault("LAYER-KIND", say(f"layer.kind.{kind}"), say(f"layer.kind.{known.kind}"))
            return LayerState(role, entry, False, (wrong,), path, kind)
        before: tuple[Finding, ...] = ()
        if not path.resolve().is_relative_to(self._root.resolve()):
            before += (fault("LAYER-ELSEWHERE", entry.file[:_SHOWN]),)
        if entry.sha256 and entry.sha256.lower() != self.digest(role):
            before += (fault("LAYER-CHECKSUM", self.digest(role)[:12], entry.sha256[:12], column="sha256"),)
        if kind == "raster":
            return self._examine_raster(role, entry, path, fault, before)
        return self._examine_vector(role, entry, path, fault, before)

    def _examine_raster(
        self, role: str, entry: LayerEntry, path: Path, fault: Fault, before: tuple[Finding, ...]
    ) -> LayerState:
        opened = open_raster(path, entry, fault, role in MANY_BANDS, self.role(role))
        findings, usable = before + opened.findings, opened.head is not None
        if usable and self._unit_factor(role) is None:
            findings += (fault("LAYER-UNIT", entry.unit, unit("m").symbol, column="unit"),)
            usable = False
        if opened.head is not None and opened.crs is not None and (scope := self.scope) is not None:
            bounds = bounds_in(opened.head, opened.crs, self.crs or reference.CGCS2000)
            if not meet(bounds, scope.bounds):
                findings += (fault("LAYER-OUTSIDE", shown(bounds), shown(scope.bounds)),)
                usable = False
        self._opened[role] = opened
        return LayerState(role, entry, usable, findings, path, "raster", reference.named(opened.crs), cell=opened.cell)

    def _unit_factor(self, role: str) -> float | None:
        """What turns the values of a layer of heights into metres; None where its unit measures no length."""
        known, entry = self.role(role), self._catalog.get(role)
        if known is None or entry is None or known.unit != "m" or not entry.unit.strip():
            return 1.0
        try:
            return float(convert(Decimal(1), unit(entry.unit.strip()).code, "m"))
        except (KeyError, ValueError):
            return None

    def _examine_vector(
        self, role: str, entry: LayerEntry, path: Path, fault: Fault, before: tuple[Finding, ...]
    ) -> LayerState:
        opened = self._open_vector(role)
        findings, frame = before + opened.findings, opened.frame
        if role in SCOPE_ROLES:
            findings = tuple(replace(f, code=_OF_SCOPE.get(f.code, f.code)) for f in findings)
        if frame is not None:
            epsg = self.crs
            if epsg is None:  # of a scope in no zone; without any scope, that is what is told
                if role in SCOPE_ROLES:
                    findings += (fault("SCOPE-NOWHERE", shown(frame.total_bounds), "73.5–136.5°E"),)
                frame = None
            else:
                frame, more = self._in_project(role, frame, epsg, fault)
                findings += more
        if frame is not None:
            self._frames[role] = frame
        count = None if frame is None else len(frame)
        usable = frame is not None
        return LayerState(
            role, entry, usable, findings, path, "vector", opened.crs, features=count, invalid=opened.invalid
        )

    def _open_vector(self, role: str) -> Opened:
        """A vector layer in its own CRS; the scope is needed so before the project's CRS is known."""
        if role not in self._opened:
            entry = self._catalog[role]
            self._opened[role] = open_vector(
                self._path(entry), entry, self.role(role), self.fault(role), self._standard.label
            )
        opened = self._opened[role]
        return opened if isinstance(opened, Opened) else Opened(None, ())

    def _in_project(
        self, role: str, frame: gpd.GeoDataFrame, epsg: int, fault: Fault
    ) -> tuple[gpd.GeoDataFrame | None, tuple[Finding, ...]]:
        moved = turned(frame, epsg, self._catalog[role])
        if role in SCOPE_ROLES:
            return (moved, ()) if np.isfinite(moved.total_bounds).all() else (None, ())
        scope = self.scope
        if scope is not None and not meet(moved.total_bounds, scope.bounds):
            got, want = shown(moved.total_bounds), shown(scope.bounds)
            return None, (fault("LAYER-OUTSIDE", got, want),)
        return moved, ()

    def _scope_found(self) -> tuple[BaseGeometry | None, str]:
        self._touch_scope()
        if self._scope is None:
            self._scope = None, ""
            for role in SCOPE_ROLES:
                if self.usable(role):
                    shapes = self._frames[role].geometry.to_numpy()
                    self._scope = shapely.union_all(shapes) if len(shapes) > 1 else shapes[0], role
                    break
        return self._scope

    def _crs_found(self) -> tuple[int | None, reference.Zone | None]:
        self._touch_scope()
        if self._crs is None:
            declared, zone = self._declared_crs(), self._scope_zone()
            self._crs = declared or (zone.epsg if zone else None), zone
        return self._crs

    def _declared_crs(self) -> int | None:
        if self._project_crs == "auto":
            return None
        crs = reference.read_crs(self._project_crs)
        number = reference.zone_number(crs) if crs is not None else None
        own = self._scope_zone()
        if number is None or (own is not None and abs(number - own.number) > 1):
            return None
        return reference.gauss_kruger(number)

    def _scope_zone(self) -> reference.Zone | None:
        """The zone of the first scope layer whose file can be opened."""
        for role in SCOPE_ROLES:
            entry = self._catalog.get(role)
            if entry is None or not files.is_data_set(self._path(entry)) or files.is_raster(self._path(entry)):
                continue
            frame = self._open_vector(role).frame
            if frame is None:
                continue
            west, _, east, _ = turned(frame, reference.CGCS2000, entry).total_bounds
            try:
                return reference.zone_for(float(west), float(east))
            except ValueError:
                continue
        return None


def _year(text: str) -> int | None:
    return int(text[:4]) if len(text) >= 4 and text[:4].isdecimal() else None
