"""Terms, dates, lengths of time and the order of steps."""

from shanshui.audit.checks.times import (
    bases,
    dates,
    durations,
    phases,
    project_periods,
    schedules,
)

TOPICS = (
    dates,
    durations,
    schedules,
    bases,
    project_periods,
    phases,
)
"""Files of checks, in the order in which they run."""
