"""Assessment: the present state of ecosystems, relief and land use, and table B.3 (5.3.1, B.2, B.3)."""

from shanshui.assess.stage import run

__all__ = ["run"]
