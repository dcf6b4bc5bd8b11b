"""Colours of a raster as a QGIS style."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from xml.etree import ElementTree as ET

from shanshui.dossier.looks.qml import VERSION


class Coloured(Protocol):
    """A colour with the value that it starts from, and what it means."""

    @property
    def value(self) -> float:
        """Code, lower limit, or place on a ramp from 0 to 1."""
        ...

    @property
    def colour(self) -> str:
        """``#rrggbb``."""
        ...

    @property
    def words(self) -> str:
        """For the legend."""
        ...


def raster_qml(signs: Sequence[Coloured], coded: bool, classed: bool, span: tuple[float, float]) -> str:
    """Compose the style of a raster of one band.

    Parameters
    ----------
    signs : sequence of Coloured
        From the least upwards.
    coded, classed : bool
        Cells are codes; values are shown by classes. Neither: a ramp.
    span : tuple of float
        Least and greatest value.

    Returns
    -------
    str
        QML, the same for the same input.
    """
    root = ET.Element("qgis", version=VERSION, styleCategories="Symbology")
    pipe = ET.SubElement(root, "pipe")
    kind = "paletted" if coded else "singlebandpseudocolor"
    renderer = ET.SubElement(pipe, "rasterrenderer", type=kind, band="1", opacity="1", alphaBand="-1")
    if coded:
        palette = ET.SubElement(renderer, "colorPalette")
        for sign in signs:
            value = f"{sign.value:.0f}"
            ET.SubElement(palette, "paletteEntry", value=value, color=sign.colour, label=sign.words, alpha="255")
    else:
        _ramp(renderer, signs, classed, span)
    ET.indent(root)
    return '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM">\n' + ET.tostring(root, encoding="unicode")


def _ramp(renderer: ET.Element, signs: Sequence[Coloured], classed: bool, span: tuple[float, float]) -> None:
    low, high = span
    renderer.set("classificationMin", f"{low:g}")
    renderer.set("classificationMax", f"{high:g}")
    shader = ET.SubElement(
        ET.SubElement(renderer, "rastershader"),
        "colorrampshader",
        colorRampType="DISCRETE" if classed else "INTERPOLATED",
        classificationMode="1",
        clip="0",
        minimumValue=f"{low:g}",
        maximumValue=f"{high:g}",
    )
    for n, sign in enumerate(signs):
        if classed:  # QGIS names a class by its upper limit
            value = f"{signs[n + 1].value:g}" if n + 1 < len(signs) else "inf"
        else:
            value = f"{low + (high - low) * sign.value:g}"
        label = sign.words or value
        ET.SubElement(shader, "item", value=value, label=label, color=sign.colour, alpha="255")
