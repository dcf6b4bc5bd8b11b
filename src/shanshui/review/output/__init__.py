"""What the panel gets: findings as JSON, page and comment matrix, and how each clause was met."""

from shanshui.review.output.comments import Comment, comments, place_text
from shanshui.review.output.console import counts, summary, verdict
from shanshui.review.output.exchange import findings_json

__all__ = ["Comment", "comments", "counts", "findings_json", "place_text", "summary", "verdict"]
