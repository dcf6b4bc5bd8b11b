"""What a plan is: the typed values that the planner enters, and nothing computed."""

from shanshui.plan.build import plan_from
from shanshui.plan.limits import limit, sliver, touch
from shanshui.plan.model import (
    FUNDING_SOURCES,
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
from shanshui.plan.money import BenefitPrice, ControlItem, FeeRate, PriceIndex, PrivateFinance, Revenue
from shanshui.plan.options import Alternative, AlternativeWork, Budget, Capacity, Effect, Judgement
from shanshui.plan.prices import UnitPrice, applicable_price, cost_of, unit_price, unit_prices
from shanshui.plan.project import read_project

__all__ = [
    "FUNDING_SOURCES",
    "Alternative",
    "AlternativeWork",
    "BenefitPrice",
    "Budget",
    "Capacity",
    "ControlItem",
    "Effect",
    "Fee",
    "FeeRate",
    "Funding",
    "Judgement",
    "Measure",
    "Plan",
    "Price",
    "PriceIndex",
    "PrivateFinance",
    "Project",
    "Revenue",
    "Ruling",
    "Subproject",
    "Target",
    "Unit",
    "UnitPrice",
    "Work",
    "applicable_price",
    "cost_of",
    "limit",
    "plan_from",
    "read_project",
    "sliver",
    "touch",
    "unit_price",
    "unit_prices",
]
