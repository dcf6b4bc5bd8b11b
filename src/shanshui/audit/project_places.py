"""Names of places that the layers of a project folder hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyogrio
import pyogrio.errors

from shanshui.claims.places import level_of
from shanshui.standard import load
from shanshui.workspace.catalog import read_catalog

_ROLES = ("townships", "villages")


def names_in(root: Path) -> Iterator[tuple[str, str]]:
    """Names of townships and villages with what they lie in.

    Parameters
    ----------
    root : Path
        A project folder.
    """
    entries, _ = read_catalog(root, load())
    towns: dict[str, str] = {}
    for role in _ROLES:
        entry = entries.get(role)
        if entry is None or not (root / entry.file).is_file():
            continue
        try:
            frame = pyogrio.read_dataframe(root / entry.file, layer=entry.layer or None, read_geometry=False)
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError):
            continue
        columns = {key: entry.fields.get(key, key) for key in ("code", "name", "township")}
        for row in frame.to_dict("records"):
            own, above = str(row.get(columns["name"]) or "").strip(), str(row.get(columns["township"]) or "").strip()
            if role == "townships":
                towns[str(row.get(columns["code"]) or "")] = own
                above = ""
            if own:
                yield own, towns.get(above, above if level_of(above) else "")
