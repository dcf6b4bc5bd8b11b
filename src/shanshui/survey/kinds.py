"""How much ground each kind of soil, rock, vegetation or planned land covers, by the words of the layers themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from shanshui.geo.areas import ellipsoidal, measured
from shanshui.ledger import Fact
from shanshui.standard import Standard
from shanshui.workspace.layers import Layers, measured_on, translation

KIND_FIELDS: Mapping[str, str] = {
    "vegetation": "type", "geology": "unit", "hydrogeology": "unit", "soil": "type", "landuse_plan": "class",
    "basins": "name",
}  # fmt: skip
"""Which field of a layer tells the kind of its features."""

_METHOD = "survey.kinds.kind_facts"


def kinds_of_features(
    role: str, frame: gpd.GeoDataFrame, rows: NDArray[np.intp], pieces: NDArray[np.object_], layers: Layers,
    standard: Standard,
) -> Mapping[str, Decimal]:  # fmt: skip
    """Area of each kind inside the scope.

    Parameters
    ----------
    role : str
        Of the layer.
    frame : GeoDataFrame
        Its features.
    rows, pieces : int array, array of Geometry
        Which of them share ground with the scope, and what they share; as ``Cover.pieces`` gives it.
    layers, standard : Layers, Standard
        For the CRS, and for the classification of codes.

    Returns
    -------
    mapping of str to Decimal
        Ellipsoidal area [m²] by the word of the layer, for codes of land by their first level; features without a
        word, and codes that nobody knows, are left out.
    """
    field, epsg = KIND_FIELDS.get(role, ""), layers.crs
    if field not in frame.columns or epsg is None:
        return {}
    words = _words(role, frame[field].to_numpy()[rows], layers, standard)
    sizes: dict[str, float] = {}
    for word, size in zip(words, ellipsoidal(pieces, epsg), strict=True):
        if word:
            sizes[word] = sizes.get(word, 0.0) + float(size)
    return {word: measured(size) for word, size in sizes.items()}


def _words(role: str, values: NDArray[np.object_], layers: Layers, standard: Standard) -> list[str]:
    entry = layers.entry(role)
    way = translation(entry.classes, entry.classes, standard) if entry is not None and entry.classes else None
    if way is None:
        return ["" if value is None or value != value else str(value).strip() for value in values]
    table = standard.classes[way.target]
    return [table.classes[code].level1 if (code := way(value)) and code in table.classes else "" for value in values]


def kinds_of_cells(role: str, cells: Mapping[int, int], empty: int, layers: Layers) -> Mapping[str, Decimal]:
    """Area of each code of a raster inside the scope, as shares of the scope's ellipsoidal area [m²].

    Parameters
    ----------
    role : str
        Of the layer.
    cells : mapping of int to int
        How many cells bear each code.
    empty : int
        How many bear none.
    layers : Layers
        For scope and CRS.
    """
    scope, epsg = layers.scope, layers.crs
    if role not in KIND_FIELDS or scope is None or epsg is None or not cells:
        return {}
    cell = measured(ellipsoidal([scope], epsg)[0]) / (sum(cells.values()) + empty)
    return {str(code): measured(float(cell * number)) for code, number in cells.items() if number}


def kind_facts(role: str, areas: Mapping[str, Decimal], layers: Layers) -> Iterator[Fact]:
    """Kinds of a layer from the largest to the smallest: what the layer writes, its name in words, its area.

    Parameters
    ----------
    role : str
        Of the layer.
    areas : mapping of str to Decimal
        As :func:`kinds_of_features` or :func:`kinds_of_cells` gives it.
    layers : Layers
        For the sources, and the table of a raster's codes.
    """
    told = measured_on(layers, [f"layer:{role}", f"layer:{layers.scope_role}"], _METHOD, "A.2.1")
    names = {str(code): row.get("name", "") for code, row in layers.class_rows(role).items()}
    for number, word in enumerate(sorted(areas, key=lambda word: (-areas[word], word)), start=1):
        stem = f"kind{number}"
        yield told.fact(f"layer:{role}", f"{stem}.code", word)
        yield told.fact(f"layer:{role}", f"{stem}.name", names.get(word) or word)
        yield told.fact(f"layer:{role}", f"{stem}.area", areas[word], "m2")
