"""Reading the spatial databases back, for the recount."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyogrio

from shanshui.dossier.databases.schema import code_field, load_schema
from shanshui.quantity import printed


def read_numbers(path: Path) -> dict[str, str]:
    """Read back what the numbers of a spatial database say.

    Parameters
    ----------
    path : Path
        File geodatabase or GeoPackage that :func:`frames` filled.

    Returns
    -------
    dict
        Fact id to the number as it stands in its field, printed with the field's decimals; ``—`` for an
        empty cell. Nothing where the table of fact sources is missing.
    """
    schema = load_schema()
    table = "fact_sources"
    there = {str(name) for name, _ in pyogrio.list_layers(path)}
    if table not in there:
        return {}
    sources = pyogrio.read_dataframe(path, layer=table)
    found: dict[str, str] = {}
    cells: dict[str, pd.DataFrame] = {}
    for layer, feature, field, fact, _, _, places in sources.itertuples(index=False):
        if layer not in cells:
            code = code_field(schema.layers[layer])
            cells[layer] = pyogrio.read_dataframe(path, layer=layer, read_geometry=False).set_index(code)
        value = cells[layer].at[feature, field]
        number = None if pd.isna(value) else Decimal(repr(float(value)))
        found[str(fact)] = printed(number, int(places))
    return found
