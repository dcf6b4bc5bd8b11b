"""What is counted is as many as is listed, and in order."""

from shanshui.audit.checks.counting import (
    counts,
    sequences,
    towns,
)

TOPICS = (
    counts,
    sequences,
    towns,
)
"""Files of checks, in the order in which they run."""
