"""What is known of one layer after it was opened, and how its faults are put."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from shanshui.finding import Finding, Place
from shanshui.workspace.catalog import LayerEntry


@dataclass(frozen=True, slots=True)
class LayerState:
    """One layer, as it was met.

    Parameters
    ----------
    role : str
        ``landcover_2015``.
    entry : LayerEntry or None
        What the catalog says; None where it does not name the layer.
    usable : bool
        Whether :meth:`Layers.vector` or :meth:`Layers.raster` gives it.
    findings : tuple of Finding
        Everything wrong with it, also what was mended.
    path : Path or None
        Where the file is.
    kind : str
        raster or vector.
    crs : str
        Of the file, or declared: ``EPSG:4490``.
    features : int or None
        Of a vector layer.
    cell : float or None
        Side of a raster's cell on the ground [m].
    invalid : int
        Features whose geometry was invalid, mended or left out.
    """

    role: str
    entry: LayerEntry | None
    usable: bool
    findings: tuple[Finding, ...] = ()
    path: Path | None = None
    kind: str = ""
    crs: str = ""
    features: int | None = None
    cell: float | None = None
    invalid: int = 0


Fault = Callable[..., Finding]
"""Makes a finding about one layer: ``fault(code, got, want, feature=..., column=..., **words)``."""


def fault_of(role: str, name: str, entry: LayerEntry, name_en: str = "") -> Fault:
    """A maker of findings about one layer, each with file and role in its place.

    Parameters
    ----------
    role, name : str
        Role, and what a reader calls it.
    entry : LayerEntry
        What the catalog says of it.
    name_en : str
        The name in English.
    """

    def fault(
        code: str, got: object = "", want: object = "", feature: str = "", column: str = "", **words: str
    ) -> Finding:
        subject = f"layer:{role}" + (f"#{feature}" if feature else "") + (f".{column}" if column else "")
        place = Place(file=entry.file, layer=role, feature=feature, column=column)
        quoted = {"name": name, "name_en": name_en or name, **({"feature": feature} if feature else {}), **words}
        return Finding(code, place, str(got), str(want), subject, words=MappingProxyType(quoted))

    return fault
