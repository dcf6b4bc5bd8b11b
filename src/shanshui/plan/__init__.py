"""What a plan is: the typed values that the planner enters, and nothing computed."""

from shanshui.plan.build import plan_from
from shanshui.plan.model import (
    Fee,
    Funding,
    Measure,
    Plan,
    Price,
    Project,
    Ruling,
    Subproject,
    Target,
    Unit,
    Work,
)
from shanshui.plan.project import read_project

__all__ = [
    "Fee",
    "Funding",
    "Measure",
    "Plan",
    "Price",
    "Project",
    "Ruling",
    "Subproject",
    "Target",
    "Unit",
    "Work",
    "plan_from",
    "read_project",
]
