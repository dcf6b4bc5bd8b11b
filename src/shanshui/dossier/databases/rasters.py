"""Result rasters of the assessment as the dossier delivers them: COG in the delivered CRS, with colours and words."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from rasterio.features import geometry_mask
from shapely.geometry.base import BaseGeometry

from shanshui.dossier.looks import raster_qml
from shanshui.dossier.maps.desk import Desk
from shanshui.dossier.maps.sheet import FIELD
from shanshui.dossier.maps.styles import StyleBook, load_styles
from shanshui.files import copy, remove
from shanshui.geo.crs import FIRST_ZONE, gauss_kruger
from shanshui.geo.quiet import quiet
from shanshui.geo.raster import AlignedRaster, RasterWriter
from shanshui.ledger import Facts
from shanshui.standard import Standard
from shanshui.standard.records import build
from shanshui.workspace import Workspace

FOLDER = "栅格"
NO_VALUE, NO_CODE = -9999.0, 0


@dataclass(frozen=True, slots=True)
class RasterSpec:
    """A row of ``rasters.yaml``.

    Parameters
    ----------
    field : str
        Of the assessment; ``{year}`` is the base year.
    name, name_en : str
        Of the file, and in English.
    clause : str
        What asks for it.
    palette : str
        Of the maps' styles.
    classes : str
        Class table of the standard.
    limits : tuple of float
        Lower limits of all classes of values but the first.
    plain : bool
        Whether classes are told by their limits, not by words.
    coded : bool
        Whether the cells are codes.
    unit : str
        Unit code of values.
    step : float
        What values are rounded to.
    """

    field: str
    name: str
    name_en: str
    clause: str
    palette: str = ""
    classes: str = ""
    limits: tuple[float, ...] = ()
    plain: bool = False
    coded: bool = False
    unit: str = "1"
    step: float = 0.0


@dataclass(frozen=True, slots=True)
class Sign:
    """A colour of a raster: the code, or the lower limit of a class of values, and what it means."""

    value: float
    colour: str
    words: str
    words_en: str


@dataclass(frozen=True, slots=True)
class RasterProduct:
    """A raster to be delivered.

    Parameters
    ----------
    spec : RasterSpec
        With the year filled in.
    signs : tuple of Sign
        From the least code or value upwards.
    synthetic : bool
        Whether it rests on made-up data.
    roles : tuple of str
        Layers that it rests on.
    """

    spec: RasterSpec
    signs: tuple[Sign, ...]
    synthetic: bool
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delivered:
    """A raster that was written: its file, and what its cells are.

    Parameters
    ----------
    product : RasterProduct
        What it is.
    path : Path
        The COG; a QML style lies beside it.
    epsg, shape, transform
        Where its cells lie; the affine's six numbers as GDAL's rows have them.
    dtype : str
        Of the cells.
    least, greatest : float or None
        Of the cells with data.
    share : float
        Cells with data over all.
    """

    product: RasterProduct
    path: Path
    epsg: int
    shape: tuple[int, int]
    transform: tuple[float, ...]
    dtype: str
    least: float | None
    greatest: float | None
    share: float


@cache
def load_rasters() -> tuple[RasterSpec, ...]:
    """The rasters that a dossier brings where the assessment made them."""
    text = files("shanshui.dossier.databases").joinpath("rasters.yaml").read_text(encoding="utf-8")
    return tuple(build(RasterSpec, row, f"rasters.yaml {row.get('field')}") for row in yaml.safe_load(text))


def products_of(facts: Facts, standard: Standard, year: int, secret: frozenset[str]) -> tuple[RasterProduct, ...]:
    """Rasters that the assessment made and that may be delivered.

    Parameters
    ----------
    facts : Facts
        With one for each field of the assessment.
    standard : Standard
        Words of classes.
    year : int
        The base year.
    secret : frozenset of str
        Roles of classified layers; what rests on one stays in.
    """
    found = []
    for pattern in load_rasters():
        spec = replace(pattern, field=pattern.field.format(year=year), name=pattern.name.format(year=year))
        spec = replace(spec, name_en=spec.name_en.format(year=year))
        fact = facts.found(f"{FIELD}{spec.field}.content")
        if fact is not None and fact.value:
            roles = layers_below(facts, fact.id)
            if not secret & set(roles):
                found.append(RasterProduct(spec, signs_of(spec, standard, load_styles()), fact.synthetic, roles))
    return tuple(found)


def layers_below(facts: Facts, key: str) -> tuple[str, ...]:
    """Roles of the layers that a fact rests on, however far below, in alphabetical order."""
    seen, roles, left = set[str](), set[str](), [key]
    while left:
        name = left.pop()
        if name.startswith("layer:"):
            roles.add(name.removeprefix("layer:"))
        elif name not in seen and (fact := facts.found(name)) is not None:
            left.extend(fact.inputs)
        seen.add(name)
    return tuple(sorted(roles))


def signs_of(spec: RasterSpec, standard: Standard, styles: StyleBook) -> tuple[Sign, ...]:
    """Colours of a raster with their words; of a ramp the ends and what lies between, from 0 to 1."""
    if spec.classes:
        table = standard.classes[spec.classes]
        below = (c for c in table.classes.values() if c.code != c.level1 and c.level1 in table.classes)
        ordered = sorted((c for c in below if c.code.isdigit() and int(c.code) <= 255), key=lambda c: int(c.code))
        return tuple(Sign(float(c.code), table.classes[c.level1].color, c.name, c.name_en) for c in ordered)
    colours = styles.palettes[spec.palette]
    if not spec.coded and not spec.limits:
        return tuple(Sign(n / (len(colours) - 1), colour, "", "") for n, colour in enumerate(colours))
    values = [float(n) for n in range(1, len(colours) + 1)] if spec.coded else [0.0, *spec.limits]
    return tuple(
        Sign(value, colour, *_words(spec, n, standard))
        for n, (value, colour) in enumerate(zip(values, colours, strict=True))
    )


def _words(spec: RasterSpec, place: int, standard: Standard) -> tuple[str, str]:
    """What a class is called in Chinese and English: by its label, or by its limits."""
    if not spec.plain:
        key = f"map.class.{spec.palette}.{place + 1}"
        return standard.label(key), standard.label(key, "en")
    limits = [f"{limit:g}" for limit in spec.limits]
    if place == 0:
        return f"<{limits[0]}", f"<{limits[0]}"
    if place == len(limits):
        return f"≥{limits[-1]}", f"≥{limits[-1]}"
    return f"{limits[place - 1]}～{limits[place]}", f"{limits[place - 1]}–{limits[place]}"


def deliver_rasters(desk: Desk, workspace: Workspace, standard: Standard, folder: Path) -> tuple[Delivered, ...]:
    """Write each raster that differs from the last build's.

    Parameters
    ----------
    desk : Desk
        Ground, scope, CRS.
    workspace : Workspace
        Facts, and what earlier builds made.
    standard : Standard
        Words of classes.
    folder : Path
        Where the files go.
    """
    secret = frozenset(role for role, layer in desk.held.items() if layer.secret)
    delivered = []
    for product in products_of(workspace.facts, standard, desk.atlas.plan.project.base_year, secret):
        source = desk.ground.raster(f"{FIELD}{product.spec.field}")
        if source is not None:
            made = workspace.work / "rasters" / product.spec.field
            remove(made)
            content = workspace.facts.text(f"{FIELD}{product.spec.field}.content")
            key = repr((product, content, desk.scope.wkb_hex, desk.epsg))
            workspace.memo.product(made, key, partial(write_raster, product, source, desk.scope))
            for file in sorted(made.glob(f"{product.spec.name}.*")):
                copy(file, folder / file.name)
            about = json.loads((made / "about.json").read_text(encoding="utf-8"))
            about["shape"], about["transform"] = tuple(about["shape"]), tuple(about["transform"])
            delivered.append(Delivered(product, folder / f"{product.spec.name}.tif", **about))
    return tuple(delivered)


def write_raster(product: RasterProduct, source: AlignedRaster, scope: BaseGeometry, folder: Path) -> None:
    """Write a raster, cut to the scope, as COG with its style, and beside them what its cells are.

    Parameters
    ----------
    product : RasterProduct
        Name, colours, rounding.
    source : AlignedRaster
        On the project's grid, in a zone without prefix; the file takes the one with prefix.
    scope : geometry
        Cells whose middle lies outside have no data.
    folder : Path
        Made here.
    """
    folder.mkdir(parents=True)
    spec, path = product.spec, folder / f"{product.spec.name}.tif"
    window = source.grid.holding(scope.bounds)
    here = source.grid.part(window)
    zone = here.epsg - gauss_kruger(FIRST_ZONE) + FIRST_ZONE
    there = replace(here.moved(zone * 1e6, 0.0), epsg=gauss_kruger(zone, prefix=True))
    colours = {int(s.value): _rgb(s.colour) for s in product.signs} if spec.coded else None
    dtype, nodata = ("uint8", NO_CODE) if spec.coded else ("float32", NO_VALUE)
    least, greatest, known = np.inf, -np.inf, 0
    with (
        source.opened() as read,
        RasterWriter(path, there, dtype, nodata, True, spec.name, colours) as target,
    ):
        for block in here.windows(512):
            cells = read(replace(block, row=block.row + window.row, col=block.col + window.col))
            part = here.part(block)
            with quiet():
                outside = geometry_mask([scope], part.shape, part.transform)
            values, here_known = _dressed(cells, outside, spec)
            target.write(block, values)
            if here_known.any():
                known += int(here_known.sum())
                least = min(least, float(values[here_known].min()))
                greatest = max(greatest, float(values[here_known].max()))
    about = {
        "epsg": there.epsg,
        "shape": there.shape,
        "transform": tuple(there.transform)[:6],
        "dtype": dtype,
        "least": least if known else None,
        "greatest": greatest if known else None,
        "share": known / (there.rows * there.cols),
    }
    (folder / "about.json").write_text(json.dumps(about), encoding="utf-8")
    span = (least, greatest) if known else (0.0, 1.0)
    (folder / f"{spec.name}.qml").write_text(raster_qml(product.signs, spec.coded, bool(spec.limits), span), "utf-8")


def _dressed(
    cells: NDArray[Any], outside: NDArray[np.bool_], spec: RasterSpec
) -> tuple[NDArray[np.generic], NDArray[np.bool_]]:
    """Cells as they are delivered, and which of them have data."""
    if spec.coded:
        codes = np.where(outside | (cells < 0) | (cells > 255), NO_CODE, cells).astype(np.uint8)
        return codes, codes != NO_CODE
    known = ~outside & ~np.isnan(cells)
    rounded = np.round(cells / spec.step) * spec.step if spec.step else cells
    return np.where(known, rounded, NO_VALUE).astype(np.float32), known


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
