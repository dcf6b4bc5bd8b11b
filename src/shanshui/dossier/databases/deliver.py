"""The folder of databases: what is written into it, and beside each data set what it is."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
from pyproj import CRS

from shanshui.dossier.databases.drawn import write_qgis, write_styles
from shanshui.dossier.databases.features import DataLayer
from shanshui.dossier.databases.metadata import Dataset, Origin, iso_metadata
from shanshui.dossier.databases.rasters import FOLDER, Delivered, deliver_rasters
from shanshui.dossier.databases.schema import load_schema
from shanshui.dossier.databases.shapes import shapes_of
from shanshui.dossier.databases.stac import footprint, write_stac
from shanshui.dossier.databases.write import PACKAGE, Databases, write_databases
from shanshui.dossier.file_names import file_name
from shanshui.dossier.maps.desk import Desk, sheets_of
from shanshui.dossier.maps.sheet import HeldLayer
from shanshui.finding import Finding
from shanshui.geo.crs import CGCS2000, FIRST_ZONE, gauss_kruger, transformer
from shanshui.standard import Standard
from shanshui.standard.judging.control_lines import load_control_lines
from shanshui.workspace import Workspace

_FORMATS = {
    ".gdb": "ESRI File Geodatabase",
    ".gpkg": "OGC GeoPackage 1.4",
    ".shp": "ESRI Shapefile",
    ".sqlite": "SQLite 3",
    ".mdb": "Microsoft Access (Jet 4)",
    ".tif": "Cloud Optimized GeoTIFF",
}


def deliver_databases(desk: Desk, workspace: Workspace, standard: Standard, folder: Path) -> tuple[Finding, ...]:
    """Write databases, rasters with their catalogue, field dictionary, and metadata of each data set (H.2.4).

    Parameters
    ----------
    desk : Desk
        Plan, ground, scope, CRS.
    workspace : Workspace
        Facts, tables, sources.
    standard : Standard
        As everywhere.
    folder : Path
        Where all goes; made where it is not there.
    """
    plan = desk.atlas.plan
    shapes = shapes_of(desk.ground, desk.held, plan, standard, desk.scope, desk.epsg)
    origins = origins_of(desk.held, workspace)

    def document(layers: Sequence[DataLayer]) -> str:
        data = _spatial_set(PACKAGE, _names(layers), desk, origins, standard)
        return iso_metadata(data, plan.project, standard)

    made = write_databases(plan, workspace.facts, standard, workspace.tables, shapes, folder, document)
    rasters = deliver_rasters(desk, workspace, standard, folder / FOLDER)
    below = {r.product.spec.field: _known(origins, r.product.roles) for r in rasters}
    write_stac(folder / FOLDER, rasters, below, plan.project, standard)
    _dictionaries(folder, made.explained, standard)
    write_styles(folder, made, plan.project.name)
    maps = {f"{file_name(sheet.title)}.tif": sheet.heading[-1] for sheet in sheets_of(desk).values()}
    write_qgis(folder, made, rasters, maps, _view(desk), plan.project.name, standard)
    sets = (*_spatial(made, desk, origins, standard), *_tabular(made, desk, workspace, standard))
    for path, dataset in (*sets, *_gridded(rasters, below, standard)):
        path.with_name(f"{path.name}.xml").write_text(iso_metadata(dataset, plan.project, standard), encoding="utf-8")
    return made.findings


def _view(desk: Desk) -> tuple[int, tuple[float, float, float, float]]:
    """CRS of delivery and the extent of the scope in it: the zone's number stands before the eastings."""
    zone = desk.epsg - gauss_kruger(FIRST_ZONE) + FIRST_ZONE
    west, south, east, north = (float(end) for end in desk.scope.bounds)
    return gauss_kruger(zone, prefix=True), (west + zone * 1e6, south, east + zone * 1e6, north)


def origins_of(held: Mapping[str, HeldLayer], workspace: Workspace) -> Mapping[str, Origin]:
    """What the catalog tells of each layer, by role."""
    found = {}
    for role, layer in held.items():
        entry = workspace.layers.entry(role)
        licence, secrecy = (entry.licence, entry.secrecy) if entry is not None else ("", "public")
        found[role] = Origin(layer.name, layer.provider, layer.date, licence, secrecy, layer.synthetic)
    return found


def _known(origins: Mapping[str, Origin], roles: Iterable[str]) -> tuple[Origin, ...]:
    return tuple(origins[role] for role in dict.fromkeys(roles) if role in origins)


def _dictionaries(folder: Path, explained: Mapping[str, pd.DataFrame], standard: Standard) -> None:
    """Field dictionary and values of domains as CSV, with the mark by which a spreadsheet knows UTF-8."""
    for key, frame in explained.items():
        path = folder / f"{standard.label(f'databases.{key}')}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(frame.columns)
            writer.writerows(["" if pd.isna(cell) else cell for cell in row] for row in frame.itertuples(index=False))


def _bounds(desk: Desk) -> tuple[float, float, float, float]:
    west, south, east, north = transformer(CRS.from_epsg(desk.epsg), CGCS2000).transform_bounds(*desk.scope.bounds)
    return float(west), float(south), float(east), float(north)


def _spatial(
    made: Databases, desk: Desk, origins: Mapping[str, Origin], standard: Standard
) -> Iterable[tuple[Path, Dataset]]:
    """The geodatabase, the GeoPackage and every shapefile."""
    for path in (made.geodatabase, made.package):
        yield path, _spatial_set(path.name, _names(made.layers), desk, origins, standard)
    for path in made.shapefiles:
        yield path, replace(_spatial_set(path.name, path.stem, desk, origins, standard), title=path.stem)


def _names(layers: Sequence[DataLayer]) -> str:
    return "、".join(layer.schema.name for layer in layers)


def _spatial_set(file: str, held: str, desk: Desk, origins: Mapping[str, Origin], standard: Standard) -> Dataset:
    roles = ("scope", "units", "subprojects", "townships", "assessment_units", *_line_roles())
    return Dataset(
        file,
        standard.label("metadata.spatial"),
        standard.label("metadata.abstract").format(held=held, crs=load_schema().crs_note),
        "vector",
        _FORMATS[Path(file).suffix],
        _known(origins, roles),
        _bounds(desk),
        gauss_kruger(desk.epsg - gauss_kruger(FIRST_ZONE) + FIRST_ZONE, prefix=True),
    )


def _line_roles() -> tuple[str, ...]:
    return tuple(spec.layer for spec in load_control_lines().values())


def _tabular(made: Databases, desk: Desk, workspace: Workspace, standard: Standard) -> Iterable[tuple[Path, Dataset]]:
    """The attribute databases: made from every table that was entered and every layer."""
    bounds = _bounds(desk)
    used = tuple(
        Origin(_source_name(key, standard), source.provider, source.date, synthetic=source.synthetic)
        for key, source in sorted(workspace.sources.items())
        if not (key.startswith("layer:") and key.removeprefix("layer:") not in desk.held)
    )
    for path in made.attributes:
        abstract = standard.label("metadata.abstract_tables").format(held=path.stem)
        yield path, Dataset(path.name, path.stem, abstract, "textTable", _FORMATS[path.suffix], used, bounds)


def _source_name(key: str, standard: Standard) -> str:
    kind, _, name = key.partition(":")
    if kind == "layer":
        role = standard.role(name)
        return role.name if role is not None else name
    if kind == "project":
        return standard.label("metadata.project")
    return standard.inputs[name].name_zh if name in standard.inputs else key


def _gridded(
    rasters: Sequence[Delivered], below: Mapping[str, Sequence[Origin]], standard: Standard
) -> Iterable[tuple[Path, Dataset]]:
    for raster in rasters:
        spec, (_, box) = raster.product.spec, footprint(raster)
        abstract = standard.label("metadata.abstract").format(held=spec.name, crs=load_schema().crs_note)
        bounds = (box[0], box[1], box[2], box[3])
        used, cell = tuple(below[spec.field]), raster.transform[0]
        data = Dataset(raster.path.name, spec.name, abstract, "grid", _FORMATS[".tif"], used, bounds, raster.epsg, cell)
        yield raster.path, data
