"""How the layers of the spatial databases look: by the signs of the printed maps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from shanshui.dossier.databases.features import DataLayer
from shanshui.dossier.looks import Look, Sign
from shanshui.dossier.maps.styles import StyleBook
from shanshui.dossier.maps.themes import unit_colours
from shanshui.plan import Plan


def looks_of(layers: Sequence[DataLayer], plan: Plan, styles: StyleBook) -> Mapping[str, Look]:
    """Look of each layer that is drawn, by its key."""
    return {layer.key: _look(layer, plan, styles) for layer in layers if layer.drawn}


def has_areas(layer: DataLayer) -> bool:
    """Whether features of a layer are areas."""
    return any(f.geometry is not None and f.geometry.geom_type.endswith("Polygon") for f in layer.features)


def geometry_of(layer: DataLayer) -> Literal["Point", "Line", "Polygon"]:
    """What the features of a layer are."""
    lines = any(f.geometry is not None and f.geometry.geom_type.endswith("LineString") for f in layer.features)
    return "Polygon" if has_areas(layer) else "Line" if lines else "Point"


def _look(layer: DataLayer, plan: Plan, styles: StyleBook) -> Look:
    schema, symbol = layer.schema, styles.symbols[layer.schema.style]
    names = {f.key: f.name for f in schema.fields}
    signs, field = [Sign("", schema.name, symbol)], ""
    if schema.colours == "unit" and len(plan.units) > 1:
        colours, field = unit_colours(plan, styles), names["unit"]
        signs = [Sign(u.code, u.name, replace(symbol, color=colours[u.code])) for u in plan.units]
    area = has_areas(layer)
    if not area and symbol.kind == "fill":
        signs = [replace(sign, symbol=replace(sign.symbol, kind="point")) for sign in signs]
    text = styles.text["subproject" if schema.label == "code" else "place"]
    return Look(schema.name, tuple(signs), field, area, names.get(schema.label, ""), text)
