"""The look of a layer as a value, from which every program's own style is written."""

from __future__ import annotations

from dataclasses import dataclass

from shanshui.dossier.maps.styles import Symbol, TextStyle

PIXEL = 0.28
"""Side of a pixel on a screen [mm], as OGC's Symbology Encoding has it."""

MM_OF_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Sign:
    """How features are drawn: those whose attribute has a value, or all where it is the only sign of the layer."""

    value: str
    words: str
    symbol: Symbol


@dataclass(frozen=True, slots=True)
class Look:
    """How a layer of features looks.

    Parameters
    ----------
    title : str
        Printed name of the layer.
    signs : tuple of Sign
        One for all features, or one for each value of ``field``.
    field : str
        Attribute that chooses the sign; empty for a single one.
    area : bool
        The layer has areas: signs that are lines draw their borders.
    label : str
        Attribute written on the features; empty for none.
    text : TextStyle or None
        Type of the labels.
    """

    title: str
    signs: tuple[Sign, ...]
    field: str = ""
    area: bool = False
    label: str = ""
    text: TextStyle | None = None


def pixels(millimetres: float) -> float:
    """A length on paper in pixels of a screen, to two decimals.

    Examples
    --------
    >>> pixels(0.28)
    1.0
    """
    return round(millimetres / PIXEL, 2)
