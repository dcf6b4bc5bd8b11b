"""Drawings of the report that are no maps."""

from shanshui.dossier.figures.alternatives import comparison_of, draw_comparison
from shanshui.dossier.figures.gallery import Drawing, drawings
from shanshui.dossier.figures.order import draw_order, order_of
from shanshui.dossier.figures.wheel import Wheel, draw_wheel, wheel_of

__all__ = [
    "Drawing",
    "Wheel",
    "comparison_of",
    "draw_comparison",
    "draw_order",
    "draw_wheel",
    "drawings",
    "order_of",
    "wheel_of",
]
