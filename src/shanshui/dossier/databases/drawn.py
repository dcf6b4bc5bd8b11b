"""Styles of the delivered layers as files, and the QGIS project that opens them all, drawn (H.2.4.1)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from shanshui.dossier.databases.layer_looks import geometry_of
from shanshui.dossier.databases.rasters import FOLDER, Delivered
from shanshui.dossier.databases.schema import load_schema
from shanshui.dossier.databases.write import PACKAGE, Databases
from shanshui.dossier.looks import LayerGroup, ProjectLayer, qml, sld, web_style, write_project
from shanshui.standard import Standard

STYLES, PROJECT, WEB = "样式", "工程.qgz", "web.json"
View = tuple[int, tuple[float, float, float, float]]
MAPS = "../附图"
"""Folder of the map sheets, seen from that of the databases."""


def write_styles(folder: Path, made: Databases, title: str) -> None:
    """Write the style of each layer for QGIS, map servers and the web.

    Parameters
    ----------
    folder : Path
        The databases; the styles get a folder in it.
    made : Databases
        With looks.
    title : str
        Name of the project.
    """
    styles = folder / STYLES
    styles.mkdir()
    for key, look in made.looks.items():
        (styles / f"{look.title}.qml").write_text(qml(look), encoding="utf-8")
        (styles / f"{look.title}.sld").write_text(sld(key, look), encoding="utf-8")
    document = json.dumps(web_style(made.looks, title), ensure_ascii=False, indent=1)
    (styles / WEB).write_text(document + "\n", encoding="utf-8")


def write_qgis(
    folder: Path,
    made: Databases,
    rasters: Sequence[Delivered],
    maps: Mapping[str, str],
    view: View,
    title: str,
    standard: Standard,
) -> None:
    """Write a QGIS project of the layers, the result rasters and the map sheets, in the order of the plan.

    Parameters
    ----------
    folder : Path
        The databases; the project stands among them.
    made, rasters
        What they hold.
    maps : mapping of file name to title
        Map sheets of the dossier.
    view : View
        CRS of delivery, and the extent of the scope in it.
    title : str
        Name of the project.
    standard : Standard
        Words.
    """
    groups = [
        *_groups(made),
        LayerGroup(standard.label("stac.title"), tuple(_rasters(rasters, folder)), open=False),
        LayerGroup(standard.label("databases.maps"), tuple(_sheets(maps)), open=False),
    ]
    write_project(folder / PROJECT, title, groups, *view)


def _groups(made: Databases) -> Iterator[LayerGroup]:
    layers = {layer.key: layer for layer in made.layers}
    for group in load_schema().groups:
        found = [
            ProjectLayer(
                key,
                made.looks[key].title,
                f"{PACKAGE}|layername={key}",
                geometry_of(layers[key]),
                qml(made.looks[key]),
            )
            for key in group.layers
            if key in made.looks
        ]
        yield LayerGroup(group.name, tuple(found))


def _rasters(rasters: Sequence[Delivered], folder: Path) -> Iterator[ProjectLayer]:
    for n, raster in enumerate(rasters):
        style = raster.path.with_suffix(".qml").read_text(encoding="utf-8")
        source = f"{FOLDER}/{raster.path.name}"
        yield ProjectLayer(f"raster_{n}", raster.product.spec.name, source, "Raster", style, shown=False)


def _sheets(maps: Mapping[str, str]) -> Iterator[ProjectLayer]:
    for n, (file, title) in enumerate(maps.items()):
        yield ProjectLayer(f"sheet_{n}", title, f"{MAPS}/{file}", "Raster", shown=False)
