"""Styles for map servers: OGC Styled Layer Descriptor 1.1 with Symbology Encoding."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from shanshui.dossier.looks.look import MM_OF_POINT, Look, Sign, pixels
from shanshui.dossier.maps.styles import Symbol, TextStyle

SLD, SE, OGC = "http://www.opengis.net/sld", "http://www.opengis.net/se", "http://www.opengis.net/ogc"
_MARKS = {
    "circle": "circle",
    "double_circle": "circle",
    "square": "square",
    "triangle": "triangle",
    "diamond": "x-diamond",
}
_FONTS = {"hei": "Noto Sans CJK SC", "song": "Noto Serif CJK SC"}


def sld(name: str, look: Look) -> str:
    """Compose the style of a layer of features.

    Parameters
    ----------
    name : str
        Name of the layer in the database.
    look : Look
        Signs and labels; lengths on paper become pixels of 0.28 mm.

    Returns
    -------
    str
        The document, the same for the same input.
    """
    for prefix, address in (("", SLD), ("se", SE), ("ogc", OGC)):
        ET.register_namespace(prefix, address)
    root = ET.Element(f"{{{SLD}}}StyledLayerDescriptor", version="1.1.0")
    layer = ET.SubElement(root, f"{{{SLD}}}NamedLayer")
    _say(layer, "Name", name)
    style = ET.SubElement(ET.SubElement(layer, f"{{{SLD}}}UserStyle"), f"{{{SE}}}FeatureTypeStyle")
    for sign in look.signs:
        _rule(style, look, sign)
    if look.label and look.text is not None:
        _labels(ET.SubElement(style, f"{{{SE}}}Rule"), look.label, look.text)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _rule(style: ET.Element, look: Look, sign: Sign) -> None:
    rule = ET.SubElement(style, f"{{{SE}}}Rule")
    _say(rule, "Name", sign.words)
    if look.field:
        equal = ET.SubElement(ET.SubElement(rule, f"{{{OGC}}}Filter"), f"{{{OGC}}}PropertyIsEqualTo")
        ET.SubElement(equal, f"{{{OGC}}}PropertyName").text = look.field
        ET.SubElement(equal, f"{{{OGC}}}Literal").text = sign.value
    rule.extend(_symbolizers(sign.symbol, look.area))


def _symbolizers(symbol: Symbol, area: bool) -> Iterator[ET.Element]:
    if symbol.kind == "line":
        if symbol.under:
            yield _line(symbol.under, symbol.under_width, (), symbol.under_alpha)
        yield _line(symbol.color, symbol.width, symbol.dash, 1.0)
    elif symbol.kind == "fill" and area:
        found = ET.Element(f"{{{SE}}}PolygonSymbolizer")
        if symbol.color and symbol.alpha:
            _fill(found, symbol.color, symbol.alpha)
        _outline(found, symbol)
        yield found
    else:
        found = ET.Element(f"{{{SE}}}PointSymbolizer")
        graphic = ET.SubElement(found, f"{{{SE}}}Graphic")
        mark = ET.SubElement(graphic, f"{{{SE}}}Mark")
        _say(mark, "WellKnownName", _MARKS[symbol.marker])
        _fill(mark, symbol.color, symbol.alpha)
        _outline(mark, symbol)
        _say(graphic, "Size", f"{pixels(symbol.size):g}")
        yield found


def _line(color: str, width: float, dash: tuple[float, ...], alpha: float) -> ET.Element:
    found = ET.Element(f"{{{SE}}}LineSymbolizer")
    more = {"stroke-dasharray": " ".join(f"{pixels(part):g}" for part in dash)} if dash else {}
    _stroke(found, color, width, alpha, more)
    return found


def _outline(parent: ET.Element, symbol: Symbol) -> None:
    if symbol.outline:
        _stroke(parent, symbol.outline, symbol.outline_width, 1.0, {})


def _stroke(parent: ET.Element, color: str, width: float, alpha: float, more: dict[str, str]) -> None:
    values = {"stroke": color, "stroke-width": f"{pixels(width):g}", "stroke-opacity": f"{alpha:g}", **more}
    _parameters(ET.SubElement(parent, f"{{{SE}}}Stroke"), values)


def _fill(parent: ET.Element, color: str, alpha: float) -> None:
    _parameters(ET.SubElement(parent, f"{{{SE}}}Fill"), {"fill": color, "fill-opacity": f"{alpha:g}"})


def _labels(rule: ET.Element, field: str, text: TextStyle) -> None:
    found = ET.SubElement(rule, f"{{{SE}}}TextSymbolizer")
    ET.SubElement(ET.SubElement(found, f"{{{SE}}}Label"), f"{{{OGC}}}PropertyName").text = field
    font = {
        "font-family": _FONTS[text.face],
        "font-size": f"{pixels(text.size * MM_OF_POINT):g}",
        "font-weight": "bold" if text.bold else "normal",
    }
    _parameters(ET.SubElement(found, f"{{{SE}}}Font"), font)
    if text.halo:
        halo = ET.SubElement(found, f"{{{SE}}}Halo")
        _say(halo, "Radius", f"{pixels(text.halo_width):g}")
        _fill(halo, text.halo, 1.0)
    _fill(found, text.color, 1.0)


def _parameters(parent: ET.Element, values: dict[str, str]) -> None:
    for name, value in values.items():
        ET.SubElement(parent, f"{{{SE}}}SvgParameter", name=name).text = value


def _say(parent: ET.Element, tag: str, words: str) -> None:
    ET.SubElement(parent, f"{{{SE}}}{tag}").text = words
