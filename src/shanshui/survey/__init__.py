"""Survey: what the county brought, whether it can be used, how large everything is (5.2, A, B.1)."""

from shanshui.survey.stage import run

__all__ = ["run"]
