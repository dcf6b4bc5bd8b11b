"""Care of the sub-projects over their care years, in whole 万元 (H.1.8.3, line two of table G.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from shanshui.plan.care import Care


@dataclass(frozen=True, slots=True)
class CareCost:
    """What care costs.

    Parameters
    ----------
    of : mapping of sub-project to Care
        As told, not rounded.
    amounts : mapping of sub-project to Decimal
        Over all care years [yuan], whole 万元, closed to units and scope; without those whose works have no cost.
    counted : bool
        Whether line two of table G.1 holds it: no fee was entered that names care.
    """

    of: Mapping[str, Care]
    amounts: Mapping[str, Decimal]
    counted: bool

    @property
    def total(self) -> Decimal | None:
        """Of the scope [yuan]; None where nobody tells."""
        return sum(self.amounts.values(), Decimal(0)) if self.amounts else None

    def share(self, code: str) -> Decimal:
        """What a sub-project's total holds of it [yuan]."""
        return self.amounts.get(code, Decimal(0)) if self.counted else Decimal(0)
