"""The review before the review: plan rules, the recount of finished files, and what the panel gets."""

from shanshui.review.case import Case
from shanshui.review.recount import FOLDER, ReadBack, prints
from shanshui.review.recount.certificates import remembered
from shanshui.review.rules import RULES, run_rules
from shanshui.review.stage import printed_at, recount, run, sarif, write
from shanshui.review.waivers import waived

__all__ = [
    "FOLDER",
    "RULES",
    "Case",
    "ReadBack",
    "printed_at",
    "prints",
    "recount",
    "remembered",
    "run",
    "run_rules",
    "sarif",
    "waived",
    "write",
]
