"""Drawings of the report that are no maps."""

from shanshui.dossier.figures.wheel import Wheel, draw_wheel, wheel_of

__all__ = ["Wheel", "draw_wheel", "wheel_of"]
