"""Layout: how sub-projects, units and scope lie to each other and to the control lines (5.3.2, 5.4.1–5.4.4)."""

from shanshui.layout.stage import run

__all__ = ["run"]
