"""A QGIS project that opens the delivered layers, drawn as on the printed maps and grouped in the plan's order."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

from pyproj import CRS

from shanshui.dossier.looks.qml import VERSION

_KNOWN = "shanshui_{key}"
"""Id of a layer: QGIS gives a new one, by chance, to a layer whose id is short."""

_WRITTEN = (2000, 1, 1, 0, 0, 0)
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class ProjectLayer:
    """A layer of the project.

    Parameters
    ----------
    key : str
        Unique, in letters, digits and underscores.
    title : str
        As the tree of layers names it.
    source : str
        Path from the project's folder; of a table in a GeoPackage with ``|layername=``.
    geometry : str
        ``Point``, ``Line``, ``Polygon``, or ``Raster``.
    style : str
        QML; a raster without one is drawn as its file says.
    shown : bool
        Whether it is switched on when the project opens.
    """

    key: str
    title: str
    source: str
    geometry: Literal["Point", "Line", "Polygon", "Raster"]
    style: str = ""
    shown: bool = True


@dataclass(frozen=True, slots=True)
class LayerGroup:
    """Layers under one heading of the tree, topmost first."""

    title: str
    layers: tuple[ProjectLayer, ...]
    open: bool = True


def write_project(path: Path, title: str, groups: Sequence[LayerGroup], epsg: int, extent: Box) -> None:
    """Write a ``.qgz`` file.

    Parameters
    ----------
    path : Path
        File to write; sources are relative to its folder.
    title : str
        Of the project.
    groups : sequence of LayerGroup
        Topmost first; empty ones are left out.
    epsg : int
        CRS of project and layers.
    extent : tuple of float
        West, south, east, north of the first view [m].
    """
    document = project_document(title, [group for group in groups if group.layers], epsg, extent)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(f"{path.stem}.qgs", _WRITTEN), document)


def project_document(title: str, groups: Sequence[LayerGroup], epsg: int, extent: Box) -> str:
    """The project as QGIS's own XML, the same for the same input."""
    root = ET.Element("qgis", version=VERSION, projectname=title)
    ET.SubElement(root, "homePath", path="")
    ET.SubElement(root, "title").text = title
    _crs(ET.SubElement(root, "projectCrs"), epsg)
    tree = ET.SubElement(root, "layer-tree-group")
    for group in groups:
        tree.append(_branch(group))
    canvas = ET.SubElement(root, "mapcanvas", name="theMapCanvas")
    ET.SubElement(canvas, "units").text = "meters"
    bounds = ET.SubElement(canvas, "extent")
    for name, value in zip(("xmin", "ymin", "xmax", "ymax"), extent, strict=True):
        ET.SubElement(bounds, name).text = f"{value:.3f}"
    _crs(ET.SubElement(canvas, "destinationsrs"), epsg)
    layers = ET.SubElement(root, "projectlayers")
    order = ET.SubElement(root, "layerorder")
    for group in groups:
        for layer in group.layers:
            layers.append(_layer(layer, epsg))
            ET.SubElement(order, "layer", id=_KNOWN.format(key=layer.key))
    properties = ET.SubElement(root, "properties")
    reference = ET.SubElement(properties, "SpatialRefSys")
    ET.SubElement(reference, "ProjectionsEnabled", type="int").text = "1"
    paths = ET.SubElement(properties, "Paths")
    ET.SubElement(paths, "Absolute", type="bool").text = "false"
    ET.indent(root)
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(root, encoding="unicode")


def _branch(group: LayerGroup) -> ET.Element:
    branch = ET.Element("layer-tree-group", name=group.title, expanded=str(int(group.open)), checked="Qt::Checked")
    for layer in group.layers:
        ET.SubElement(
            branch, "layer-tree-layer", id=_KNOWN.format(key=layer.key), name=layer.title,
            source=f"./{layer.source}", expanded="0",
            providerKey="gdal" if layer.geometry == "Raster" else "ogr",
            checked="Qt::Checked" if layer.shown else "Qt::Unchecked",
        )  # fmt: skip
    return branch


def _layer(layer: ProjectLayer, epsg: int) -> ET.Element:
    raster = layer.geometry == "Raster"
    found = ET.Element("maplayer", type="raster" if raster else "vector", autoRefreshEnabled="0")
    if not raster:
        found.set("geometry", layer.geometry)
    ET.SubElement(found, "id").text = _KNOWN.format(key=layer.key)
    ET.SubElement(found, "datasource").text = f"./{layer.source}"
    ET.SubElement(found, "layername").text = layer.title
    _crs(ET.SubElement(found, "srs"), epsg)
    ET.SubElement(found, "provider", {} if raster else {"encoding": "UTF-8"}).text = "gdal" if raster else "ogr"
    found.extend(_drawn(layer.style))
    return found


def _drawn(style: str) -> Iterator[ET.Element]:
    """What a style says of the drawing, without its head."""
    if style:
        yield from ET.fromstring(style.partition("\n")[2])


def _crs(parent: ET.Element, epsg: int) -> None:
    system = CRS.from_epsg(epsg)
    held = ET.SubElement(parent, "spatialrefsys", nativeFormat="Wkt")
    ET.SubElement(held, "wkt").text = system.to_wkt()
    ET.SubElement(held, "authid").text = f"EPSG:{epsg}"
    ET.SubElement(held, "description").text = system.name
    ET.SubElement(held, "geographicflag").text = "false"
