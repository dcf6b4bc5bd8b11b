"""Plans of counties that exist nowhere, consistent by construction, and the faults that are planted in them."""

from audit.plans.faults import KINDS, Planted, plant
from audit.plans.plan import Plan, plan

__all__ = ["KINDS", "Plan", "Planted", "plan", "plant"]
