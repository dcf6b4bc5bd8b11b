"""Where maps are made: everything that the sheets of one project share, and the drawing of one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pyproj import CRS
from shapely import Geometry

from shanshui.dossier.maps.compose import Atlas, compose
from shanshui.dossier.maps.output import file_name, write_jpeg, write_preview, write_tiff
from shanshui.dossier.maps.render import render, view_for
from shanshui.dossier.maps.series import CentredGround, held_layers
from shanshui.dossier.maps.sheet import Composed, Ground, HeldLayer, MapSheet
from shanshui.dossier.maps.sheets import load_sheets
from shanshui.dossier.maps.styles import load_styles
from shanshui.dossier.maps.typeface import missing_faces
from shanshui.finding import Finding
from shanshui.geo.crs import FIRST_ZONE, gauss_kruger
from shanshui.plan import Plan
from shanshui.standard import Standard
from shanshui.workspace import Workspace
from shanshui.workspace.derived_units import read_units
from shanshui.workspace.fields import read_field

DPI = 300


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
    """

    atlas: Atlas
    ground: Ground
    held: Mapping[str, HeldLayer]
    scope: Geometry
    epsg: int
    composed: Mapping[str, Composed]


def desk_of(plan: Plan, workspace: Workspace, standard: Standard) -> Desk | None:
    """Set the desk for a project; None where it has no scope, and so no map."""
    layers, facts = workspace.layers, workspace.facts
    scope, epsg, grid = layers.scope, layers.crs, layers.grid
    if scope is None or epsg is None or grid is None:
        return None
    held, book = held_layers(layers, facts, standard), load_sheets()
    atlas = Atlas(plan, facts, standard, load_styles(), book, held, _zone(epsg))
    fields = partial(read_field, work=workspace.work, facts=facts, grid=grid)
    parts = partial(read_units, workspace.work, facts)
    ground = CentredGround(layers, plan, scope, CRS.from_epsg(epsg), fields, parts)
    composed = {m.key: compose(atlas, m.key) for m in standard.maps if m.key in book.maps}
    return Desk(atlas, ground, held, scope, epsg, composed)


def sheets_of(desk: Desk) -> Mapping[str, MapSheet]:
    """The sheets that can be drawn, by key, in the standard's order."""
    return {key: made.sheet for key, made in desk.composed.items() if made.sheet is not None}


def map_findings(desk: Desk) -> tuple[Finding, ...]:
    """Maps that cannot be drawn or stand in for others, and faces of type that are not there."""
    styles = desk.atlas.styles
    faces = (
        Finding("DOSSIER-FONT", got=styles.faces[face][0], want="DejaVu Sans", subject=f"font:{face}")
        for face in missing_faces(styles)
    )
    found = (*faces, *(finding for made in desk.composed.values() for finding in made.findings))
    return tuple({finding.id: finding for finding in found}.values())


def draw(desk: Desk, sheet: MapSheet, folder: Path, dpi: int = DPI) -> None:
    """Draw one sheet.

    Parameters
    ----------
    desk : Desk
        What all sheets share.
    sheet : MapSheet
        Which one.
    folder : Path
        Made here; gets ``sheet/<title>.tif`` and ``.jpg`` for the dossier, and a small ``preview.jpg``.
    dpi : int
        Pixels per inch.
    """
    styles, name, zone = desk.atlas.styles, file_name(sheet.title), _zone(desk.epsg)
    (folder / "sheet").mkdir(parents=True)
    view = view_for(desk.scope, styles, dpi)
    page = render(sheet, desk.ground, desk.scope, CRS.from_epsg(desk.epsg), styles, view)
    prefixed = gauss_kruger(zone, prefix=True)
    write_tiff(folder / "sheet" / f"{name}.tif", page, view, prefixed, zone * 1e6, sheet.quotes())
    write_jpeg(folder / "sheet" / f"{name}.jpg", page, dpi)
    write_preview(folder / "preview.jpg", page, dpi)


def _zone(epsg: int) -> int:
    return epsg - gauss_kruger(FIRST_ZONE) + FIRST_ZONE
