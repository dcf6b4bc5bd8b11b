"""Projects, their works, money and places, wherever the document tells of them."""

from shanshui.audit.checks.works import (
    booking,
    design_grades,
    fees,
    funds,
    money,
    project_counts,
    project_facts,
    project_sums,
    projects,
    stakes,
)

TOPICS = (
    money,
    funds,
    fees,
    booking,
    projects,
    project_facts,
    project_counts,
    project_sums,
    stakes,
    design_grades,
)
"""Files of checks, in the order in which they run."""
