"""Money and targets: clauses 5.3.3 and 5.4.5, appendices C, D, E and G."""

from shanshui.finance.stage import run

__all__ = ["run"]
