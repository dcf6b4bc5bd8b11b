"""Findings as readers get them, in words, on a terminal, as JSON, in lists for the office: for review and audit."""

from shanshui.remarks.comments import DISCIPLINES, SEVERITIES, Comment, comments, place_text
from shanshui.remarks.console import counts, summary, verdict
from shanshui.remarks.exchange import findings_json

__all__ = [
    "DISCIPLINES",
    "SEVERITIES",
    "Comment",
    "comments",
    "counts",
    "findings_json",
    "place_text",
    "summary",
    "verdict",
]
