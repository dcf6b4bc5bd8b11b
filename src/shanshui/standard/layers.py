"""Layers that a county can bring, and what each is good for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class LayerRole:
    """What a layer is to the project.

    Parameters
    ----------
    key : str
        Role in the catalog; ``landcover_<year>`` stands for any year.
    name, name_en : str
        For readers.
    kind : str
        Raster, vector, or either of them.
    geometry : str
        Polygon, line, point, or any of them; empty for rasters.
    fields : tuple of str
        Logical field names that must be there.
    optional_fields : tuple of str
        Those that are used where they are there.
    join : str
        ``table.column`` of the input table whose codes the features bear.
    unit : str
        Unit code of the values of a raster.
    min, max : Decimal or None
        Between which such values can lie on this earth, in ``unit``.
    classes : tuple of str
        Classifications that its codes may follow.
    needed : str
        ``build`` (nothing without it), ``indicator``, ``map``, or ``optional``.
    indicators, maps, rules : tuple of str
        Codes of what depends on it.
    consequence, consequence_en : str
        What is missing where the layer is.
    clause : str
        Where the code asks for it.
    """

    key: str
    name: str
    name_en: str
    kind: Literal["raster", "vector", "either"]
    needed: Literal["build", "indicator", "map", "optional"]
    consequence: str
    consequence_en: str
    clause: str
    geometry: Literal["", "polygon", "line", "point", "any"] = ""
    fields: tuple[str, ...] = ()
    optional_fields: tuple[str, ...] = ()
    join: str = ""
    unit: str = ""
    min: Decimal | None = None
    max: Decimal | None = None
    classes: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    def matches(self, role: str) -> bool:
        """Whether a role named in a catalog is this one.

        Examples
        --------
        >>> yearly = LayerRole("dem_<year>", "", "", "raster", "map", "", "", "")
        >>> yearly.matches("dem_2020"), yearly.matches("dem")
        (True, False)
        """
        return re.fullmatch(re.escape(self.key).replace("<year>", r"\d{4}"), role) is not None
