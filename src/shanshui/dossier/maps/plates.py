"""What several sheets of one frame share: made once, kept while sheets of that frame are drawn."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

from shanshui.dossier.maps.paper import View

T = TypeVar("T")


class Plates:
    """Light, masks, burnt polygons, borders and anchors of labels by what they were made from.

    Attributes
    ----------
    pen : Lock
        Held by who draws: one sheet is drawn at a time, while others are being written.
    """

    def __init__(self) -> None:
        self.pen = Lock()
        self._view: View | None = None
        self._kept: dict[Hashable, object] = {}

    def of(self, view: View, key: Hashable, make: Callable[[], T]) -> T:
        """What belongs to a frame; what belonged to another one is forgotten.

        Parameters
        ----------
        view : View
            The frame.
        key : hashable
            All else that the thing is made from.
        make : callable
            Makes it; who gets it must not write to it.
        """
        if view != self._view:
            self._view, self._kept = view, {}
        if key not in self._kept:
            self._kept[key] = make()
        return cast(T, self._kept[key])
