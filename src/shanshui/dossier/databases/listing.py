"""What the databases hold, for their list in the report."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.dossier.databases.schema import load_schema
from shanshui.dossier.narrative.model import Holding
from shanshui.standard import Standard


def holdings(standard: Standard) -> Iterator[Holding]:
    """Layers of the spatial database with their fields, then the attribute databases with their tables.

    Parameters
    ----------
    standard : Standard
        Names of the tables that planners enter.
    """
    schema = load_schema()
    for layer in schema.layers.values():
        yield Holding("layer", layer.name, tuple(field.title for field in layer.fields))
    for book in schema.attributes.values():
        computed = (schema.table_name.format(id=one) for one in book.tables)
        entered = (standard.inputs[one].name_zh for one in book.records)
        yield Holding("table", book.name, (*computed, *entered, *((schema.state.name,) if book.facts else ())))
