"""Where maps are made: everything that the sheets of one project share, and the drawing of one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np
import shapely
from pyproj import CRS
from rasterio.transform import Affine
from shapely import Geometry

from shanshui.dossier.file_names import file_name
from shanshui.dossier.maps.compose import Atlas, series
from shanshui.dossier.maps.ground import burnt_on, resampled
from shanshui.dossier.maps.oblique import render_block
from shanshui.dossier.maps.output import Position, write_jpeg, write_preview, write_tiff, write_world
from shanshui.dossier.maps.paper import MM_PER_INCH
from shanshui.dossier.maps.plates import Plates
from shanshui.dossier.maps.render import Scene, render, view_for
from shanshui.dossier.maps.series import CentredGround, held_layers
from shanshui.dossier.maps.sheet import Composed, Ground, HeldLayer, MapSheet
from shanshui.dossier.maps.sheets import load_sheets
from shanshui.dossier.maps.styles import StyleBook, load_styles
from shanshui.dossier.maps.surface import surface_on
from shanshui.dossier.maps.themes.nature import CLIMATE
from shanshui.dossier.maps.typeface import missing_faces
from shanshui.finding import Finding
from shanshui.geo.crs import FIRST_ZONE, gauss_kruger
from shanshui.plan import Plan
from shanshui.standard import Standard
from shanshui.workspace import Workspace
from shanshui.workspace.derived_units import read_units
from shanshui.workspace.fields import read_field
from shanshui.workspace.network import read_network


@dataclass(frozen=True, slots=True)
class Desk:
    """What all sheets of a project share.

    Parameters
    ----------
    atlas : Atlas
        Plan, facts, standard, styles.
    ground : Ground
        The county's layers in the project's CRS, sub-projects completed by their centres.
    held : mapping of role to HeldLayer
        What the catalog says of the layers that can be used.
    scope : Geometry
        In the project's CRS.
    epsg : int
        Of the project's CRS, a 3° zone without prefix; the files declare the one with prefix.
    composed : mapping of key to Composed
        Every map that is known, as a value: a sheet, or why there is none.
    plates : Plates
        What the sheets of one frame share.
    """

    atlas: Atlas
    ground: Ground
    held: Mapping[str, HeldLayer]
    scope: Geometry
    epsg: int
    composed: Mapping[str, Composed]
    plates: Plates = field(default_factory=Plates, compare=False)


def desk_of(plan: Plan, workspace: Workspace, standard: Standard) -> Desk | None:
    """Set the desk for a project; None where it has no scope, and so no map."""
    layers, facts = workspace.layers, workspace.facts
    scope, epsg, grid = layers.scope, layers.crs, layers.grid
    if scope is None or epsg is None or grid is None:
        return None
    styles, book = load_styles(), load_sheets()
    held = _spanned(held_layers(layers, plan, facts, standard), layers, scope, styles)
    atlas = Atlas(plan, facts, standard, styles, book, held, _zone(epsg))
    fields = partial(read_field, work=workspace.work, facts=facts, grid=grid)
    parts = partial(read_units, workspace.work, facts)
    network = partial(read_network, work=workspace.work, facts=facts)
    ground = CentredGround(layers, plan, scope, CRS.from_epsg(epsg), fields, parts, network)
    return Desk(atlas, ground, held, scope, epsg, series(atlas))


def sheets_of(desk: Desk) -> Mapping[str, MapSheet]:
    """The sheets that can be drawn, by key, in the standard's order."""
    return {key: made.sheet for key, made in desk.composed.items() if made.sheet is not None}


def made_from(desk: Desk, sheet: MapSheet) -> tuple[tuple[str, ...], str]:
    """Layers of the county and of the assessment that a sheet's picture rests on, and the places that tables tell."""
    roles = dict.fromkeys(one for role in sheet.roles() for one in (desk.held[role].below or (role,)))
    plan = desk.atlas.plan
    told = [(sub.code, sub.longitude, sub.latitude) for sub in plan.subprojects]
    rows = [
        (row.number("longitude"), row.number("latitude"))
        for table in ("monitoring", "samples")
        for row in plan.records.get(table, ())
    ]
    return tuple(roles), repr((told, rows))


def map_findings(desk: Desk) -> tuple[Finding, ...]:
    """Maps that cannot be drawn or stand in for others, and faces of type that are not there."""
    styles = desk.atlas.styles
    faces = (
        Finding("DOSSIER-FONT", got=styles.faces[face][0], want="DejaVu Sans", subject=f"font:{face}")
        for face in missing_faces(styles)
    )
    found = (*faces, *(finding for made in desk.composed.values() for finding in made.findings))
    return tuple({finding.id: finding for finding in found}.values())


def draw(desk: Desk, sheet: MapSheet, folder: Path, dpi: int) -> None:
    """Draw one sheet.

    Parameters
    ----------
    desk : Desk
        What all sheets share.
    sheet : MapSheet
        Which one.
    folder : Path
        Made here; gets ``sheet/<title>.tif`` and ``.jpg`` with their world files, for the dossier, and a small
        ``preview.jpg``.
    dpi : int
        Pixels per inch.
    """
    styles, name, zone = desk.atlas.styles, file_name(sheet.title), _zone(desk.epsg)
    (folder / "sheet").mkdir(parents=True)
    focus = shown_ground(desk, sheet)
    view = view_for(focus, styles, dpi)
    scene = Scene(desk.ground, desk.scope, focus, CRS.from_epsg(desk.epsg), styles, view, desk.plates)
    block = sheet.base.kind == "block"
    with desk.plates.pen:
        page = render_block(sheet, scene) if block else render(sheet, scene)
    east = Affine.translation(zone * 1e6, 0)
    position = None if block else Position(east @ view.page_transform, gauss_kruger(zone, prefix=True))
    tiff, jpeg = folder / "sheet" / f"{name}.tif", folder / "sheet" / f"{name}.jpg"
    write_tiff(tiff, page, dpi, position, sheet.quotes())
    write_jpeg(jpeg, page, dpi)
    if position is not None:
        write_world(tiff, position)
        write_world(jpeg, position)
    write_preview(folder / "preview.jpg", page, dpi)


def _spanned(
    held: Mapping[str, HeldLayer], layers: Ground, scope: Geometry, styles: StyleBook
) -> Mapping[str, HeldLayer]:
    """The layers, those of climate with the range of their smoothed values on the scope."""
    found, view = dict(held), view_for(scope, styles, round(MM_PER_INCH))
    for role in CLIMATE:
        raster = layers.raster(role) if role in held else None
        if raster is not None:
            inside = burnt_on(view, np.array([scope]), np.ones(1, dtype=np.int32)) > 0
            values = resampled(view, *surface_on(view, raster))[inside]
            found[role] = replace(held[role], span=(float(values.min()), float(values.max())))
    return found


def shown_ground(desk: Desk, sheet: MapSheet) -> Geometry:
    """What a sheet shows in full colour: the scope, or one restoration unit; the scope where that has no ground."""
    frame = desk.ground.vector("units") if sheet.frame else None
    if frame is None:
        return desk.scope
    unit = shapely.union_all(frame.geometry.values[(frame["code"].astype(str) == sheet.frame).to_numpy()])
    return desk.scope if unit.is_empty else unit


def _zone(epsg: int) -> int:
    return epsg - gauss_kruger(FIRST_ZONE) + FIRST_ZONE
