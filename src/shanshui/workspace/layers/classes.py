"""From the codes that a layer bears to the classes of a classification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shanshui.standard import ClassTable, Crosswalk, Standard

NO_DATA = ""
"""Class of a code that says that there is no data."""


@dataclass(frozen=True)
class Translation:
    """The way from a layer's codes to a classification.

    Parameters
    ----------
    source, target : str
        Keys of the classifications.
    table : ClassTable or None
        The source's own classes, where the standard lists them.
    crosswalk : Crosswalk or None
        None where source and target are the same.
    """

    source: str
    target: str
    table: ClassTable | None
    crosswalk: Crosswalk | None
    _known: dict[object, str | None] = field(default_factory=dict, repr=False, compare=False)

    def __call__(self, code: object) -> str | None:
        """Class of a code.

        Parameters
        ----------
        code : int or str
            As the layer bears it; a raster's number has lost its leading zeros, a parcel's code may bear
            letters that surveys add.

        Returns
        -------
        str or None
            Code of the target; :data:`NO_DATA` where the code says so itself, None where it is unknown.
        """
        if code not in self._known:
            self._known[code] = self._look_up(str(code).strip())
        return self._known[code]

    def numbers(self) -> Mapping[int, str]:
        """Classes by every number that a raster can bear for one."""
        listed = [
            *(self.crosswalk.rows if self.crosswalk is not None else ()),
            *(self.table.classes if self.table else ()),
        ]
        found = {int(text): self(int(text)) for text in listed if text.isdecimal()}
        return {code: target for code, target in sorted(found.items()) if target}

    def _look_up(self, text: str) -> str | None:
        for written in (text, f"0{text}"):
            own = self.table.find(written) if self.table is not None else None
            key = own.code if own is not None else written
            if self.crosswalk is None:
                if own is not None:
                    return own.code
            elif key in self.crosswalk.rows:
                return self.crosswalk.rows[key].target
        return None


def translation(source: str, target: str, standard: Standard) -> Translation | None:
    """The way from one classification to another; None where the standard knows none."""
    table = standard.classes.get(source)
    if source == target:
        return Translation(source, target, table, None) if table is not None else None
    crosswalk = standard.crosswalks.get((source, target))
    return Translation(source, target, table, crosswalk) if crosswalk is not None else None
