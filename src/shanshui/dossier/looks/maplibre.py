"""Styles for the web: a MapLibre style document whose layers are those of the databases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shanshui.dossier.looks.look import MM_OF_POINT, Look, Sign, pixels
from shanshui.dossier.maps.styles import Symbol, TextStyle

SOURCE = "project"
"""Name of the vector tiles that whoever serves the layers fills in under ``sources``."""

Layer = dict[str, Any]


def web_style(looks: Mapping[str, Look], title: str) -> Mapping[str, Any]:
    """Compose the style of all layers of features.

    Parameters
    ----------
    looks : mapping
        Name of the layer in the database to its look, from the ground up.
    title : str
        Name of the project.

    Returns
    -------
    mapping
        Style document of version 8; its source has no address yet.
    """
    layers = [layer for name, look in looks.items() for layer in _layers(name, look)]
    labels = [_labels(name, look, look.text) for name, look in looks.items() if look.label and look.text is not None]
    return {"version": 8, "name": title, "sources": {SOURCE: {"type": "vector"}}, "layers": [*layers, *labels]}


def _layers(name: str, look: Look) -> Iterator[Layer]:
    kinds = dict.fromkeys(_kind(sign.symbol, look.area) for sign in look.signs)
    for kind in kinds:
        signs = [sign for sign in look.signs if _kind(sign.symbol, look.area) == kind]
        if kind == "line" and any(sign.symbol.under for sign in signs):
            yield _layer(f"{name}.under", name, "line", _under(signs, look.field), signs, look.field)
        yield _layer(f"{name}.{kind}", name, kind, _PAINT[kind](signs, look.field), signs, look.field)
        if kind == "fill" and any(sign.symbol.outline for sign in signs):
            yield _layer(f"{name}.outline", name, "line", _outline(signs, look.field), signs, look.field)


def _kind(symbol: Symbol, area: bool) -> str:
    if symbol.kind == "line":
        return "line"
    return "fill" if symbol.kind == "fill" and area else "circle"


def _layer(key: str, name: str, kind: str, paint: Layer, signs: list[Sign], field: str) -> Layer:
    layer: Layer = {"id": key, "type": kind, "source": SOURCE, "source-layer": name}
    if field:
        layer["filter"] = ["in", ["get", field], ["literal", [sign.value for sign in signs]]]
    return {**layer, "paint": paint}


def _by(signs: list[Sign], field: str, values: list[Any]) -> Any:
    """One value for all, or the one that an attribute chooses."""
    if not field or all(value == values[0] for value in values):
        return values[0]
    chosen = [part for sign, value in zip(signs, values, strict=True) for part in (sign.value, value)]
    return ["match", ["get", field], *chosen, values[-1]]


def _under(signs: list[Sign], field: str) -> Layer:
    return {
        "line-color": _by(signs, field, [sign.symbol.under or "#ffffff" for sign in signs]),
        "line-width": _by(signs, field, [pixels(sign.symbol.under_width) for sign in signs]),
        "line-opacity": _by(signs, field, [sign.symbol.under_alpha for sign in signs]),
    }


def _lines(signs: list[Sign], field: str) -> Layer:
    paint: Layer = {
        "line-color": _by(signs, field, [sign.symbol.color for sign in signs]),
        "line-width": _by(signs, field, [pixels(sign.symbol.width) for sign in signs]),
    }
    first = signs[0].symbol
    if first.dash:  # in widths of the line
        paint["line-dasharray"] = [round(part / first.width, 2) for part in first.dash]
    return paint


def _fills(signs: list[Sign], field: str) -> Layer:
    alphas = [sign.symbol.alpha if sign.symbol.color else 0.0 for sign in signs]
    return {
        "fill-color": _by(signs, field, [sign.symbol.color or "#ffffff" for sign in signs]),
        "fill-opacity": _by(signs, field, alphas),
    }


def _outline(signs: list[Sign], field: str) -> Layer:
    return {
        "line-color": _by(signs, field, [sign.symbol.outline or "#000000" for sign in signs]),
        "line-width": _by(signs, field, [pixels(sign.symbol.outline_width) for sign in signs]),
    }


def _circles(signs: list[Sign], field: str) -> Layer:
    return {
        "circle-color": _by(signs, field, [sign.symbol.color for sign in signs]),
        "circle-radius": _by(signs, field, [pixels(sign.symbol.size / 2) for sign in signs]),
        "circle-stroke-color": _by(signs, field, [sign.symbol.outline or "#ffffff" for sign in signs]),
        "circle-stroke-width": _by(signs, field, [pixels(sign.symbol.outline_width) for sign in signs]),
    }


_PAINT = {"line": _lines, "fill": _fills, "circle": _circles}


def _labels(name: str, look: Look, text: TextStyle) -> Layer:
    return {
        "id": f"{name}.label",
        "type": "symbol",
        "source": SOURCE,
        "source-layer": name,
        "layout": {"text-field": ["get", look.label], "text-size": pixels(text.size * MM_OF_POINT)},
        "paint": {
            "text-color": text.color,
            "text-halo-color": text.halo or "#ffffff",
            "text-halo-width": pixels(text.halo_width),
        },
    }
