"""Signs as QGIS styles: a QML document that draws a layer as the printed maps do."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from shanshui.dossier.looks.look import Look
from shanshui.dossier.maps.styles import Symbol, TextStyle

VERSION = "3.22.0"
_SHAPES = {
    "circle": "circle",
    "double_circle": "circle",
    "square": "square",
    "triangle": "triangle",
    "diamond": "diamond",
}
_GEOMETRY = {"fill": "2", "line": "1", "point": "0"}


def qml(look: Look) -> str:
    """Compose the style of a layer of features.

    Parameters
    ----------
    look : Look
        Signs and labels.

    Returns
    -------
    str
        QML, the same for the same input.
    """
    kind = "fill" if look.area else look.signs[0].symbol.kind
    root = ET.Element(
        "qgis", version=VERSION, styleCategories="Symbology|Labeling", labelsEnabled="1" if look.label else "0"
    )
    mode = "categorizedSymbol" if look.field else "singleSymbol"
    renderer = ET.SubElement(root, "renderer-v2", type=mode, symbollevels="0", enableorderby="0", forceraster="0")
    if look.field:
        renderer.set("attr", look.field)
        categories = ET.SubElement(renderer, "categories")
        for number, sign in enumerate(look.signs):
            ET.SubElement(categories, "category", value=sign.value, symbol=str(number), label=sign.words, render="true")
    drawn = ET.SubElement(renderer, "symbols")
    for number, sign in enumerate(look.signs):
        _symbol(drawn, str(number), sign.symbol, kind)
    if look.label and look.text is not None:
        _labels(root, look.label, look.text)
    ET.SubElement(root, "layerGeometryType").text = _GEOMETRY[kind]
    ET.indent(root)
    return '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM">\n' + ET.tostring(root, encoding="unicode")


def _symbol(parent: ET.Element, name: str, symbol: Symbol, kind: str) -> None:
    element = ET.SubElement(parent, "symbol", type="marker" if kind == "point" else kind, name=name, alpha="1")
    element.set("clip_to_extent", "1")
    element.set("force_rhr", "0")
    if symbol.kind == "line":
        if symbol.under:
            _line(element, symbol.under, symbol.under_width, (), symbol.under_alpha)
        _line(element, symbol.color, symbol.width, symbol.dash, 1.0)
    elif symbol.kind == "fill" and kind == "fill":
        _layer(
            element, "SimpleFill", color=rgba(symbol.color or "#ffffff", symbol.alpha if symbol.color else 0.0),
            style="solid" if symbol.color and symbol.alpha else "no", outline_color=rgba(symbol.outline or "#000000"),
            outline_style="solid" if symbol.outline else "no", outline_width=f"{symbol.outline_width:g}",
            outline_width_unit="MM", joinstyle="round",
        )  # fmt: skip
    else:
        _layer(
            element, "SimpleMarker", name=_SHAPES[symbol.marker], color=rgba(symbol.color), size=f"{symbol.size:g}",
            size_unit="MM", outline_color=rgba(symbol.outline or "#000000"),
            outline_style="solid" if symbol.outline else "no", outline_width=f"{symbol.outline_width:g}",
            outline_width_unit="MM",
        )  # fmt: skip


def _line(parent: ET.Element, color: str, width: float, dash: Sequence[float], alpha: float) -> None:
    _layer(
        parent, "SimpleLine", line_color=rgba(color, alpha), line_style="solid", line_width=f"{width:g}",
        line_width_unit="MM", joinstyle="round", capstyle="flat" if dash else "round",
        use_custom_dash="1" if dash else "0", customdash=";".join(f"{d:g}" for d in dash) or "5;2",
        customdash_unit="MM",
    )  # fmt: skip


def _layer(parent: ET.Element, kind: str, **options: str) -> None:
    layer = ET.SubElement(parent, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    held = ET.SubElement(layer, "Option", type="Map")
    for name, value in options.items():
        ET.SubElement(held, "Option", type="QString", name=name, value=value)


def _labels(root: ET.Element, field: str, text: TextStyle) -> None:
    labeling = ET.SubElement(root, "labeling", type="simple")
    settings = ET.SubElement(labeling, "settings", calloutType="simple")
    style = ET.SubElement(
        settings, "text-style", fieldName=field, isExpression="0", fontSize=f"{text.size:g}", fontSizeUnit="Point",
        textColor=rgba(text.color), fontWeight="75" if text.bold else "50", textOpacity="1",
    )  # fmt: skip
    ET.SubElement(
        style, "text-buffer", bufferDraw="1" if text.halo else "0", bufferSize=f"{text.halo_width:g}",
        bufferSizeUnits="MM", bufferColor=rgba(text.halo or "#ffffff"), bufferOpacity="1",
    )  # fmt: skip
    ET.SubElement(settings, "placement", placement="0")


def rgba(color: str, alpha: float = 1.0) -> str:
    """A colour as QGIS writes it.

    Examples
    --------
    >>> rgba("#ff8000", 0.5)
    '255,128,0,128'
    """
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"{red},{green},{blue},{round(alpha * 255)}"
