"""Indicators and what is to be reached."""

from shanshui.audit.checks.targets import (
    achieved,
    courses,
    indicator_units,
    indicators,
)

TOPICS = (
    achieved,
    indicators,
    indicator_units,
    courses,
)
"""Files of checks, in the order in which they run."""
