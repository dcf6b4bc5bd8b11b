"""Contents that one benefit follows from another by: nutrients of the soil, oxygen of the carbon (5.4.5.3 b)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from shanshui.plan import Plan
from shanshui.plan.choices import choice
from shanshui.standard.method.benefits import BenefitQuantity

SAMPLED = MappingProxyType(
    {
        "soil_nitrogen": ("全氮", "TN"),
        "soil_phosphorus": ("全磷", "TP"),
        "soil_potassium": ("速效钾", "有效钾"),
        "soil_organic_matter": ("有机质", "有机质含量", "SOM"),
    }
)
"""Parameters of the table of samples that tell a content of the soil."""

_SHARES = MappingProxyType(
    {"g/kg": Decimal("0.001"), "mg/kg": Decimal("0.000001"), "%": Decimal("0.01"), "mg/g": Decimal("0.001")}
)


@dataclass(frozen=True, slots=True)
class Content:
    """A coefficient with its interval.

    Parameters
    ----------
    key : str
        Choice of method that it is.
    value, low, high : Decimal
        Share of mass [1].
    source : str
        Where it comes from.
    inputs : tuple of str
        Tables, where samples tell it.
    synthetic : bool
        Whether a sample was made up.
    """

    key: str
    value: Decimal
    low: Decimal
    high: Decimal
    source: str
    inputs: tuple[str, ...] = ()
    synthetic: bool = False


def content_of(plan: Plan, key: str) -> Content | None:
    """A coefficient: the mean of the samples, else the project's own or the shipped choice.

    Parameters
    ----------
    plan : Plan
        Table of samples, parameters of the project.
    key : str
        Of ``choices.csv``.

    Returns
    -------
    Content or None
        None where neither tells it. The interval of samples goes from the least to the greatest; what is below a
        detection limit is left out.
    """
    return _sampled(plan, key) or _chosen(plan, key)


def contents_of(plan: Plan, quantity: BenefitQuantity) -> tuple[Content, ...]:
    """Contents that a benefit which follows from another is multiplied by; those that nobody knows are left out."""
    found = (content_of(plan, key) for key in quantity.coefficients)
    return tuple(one for one in found if one is not None)


def _sampled(plan: Plan, key: str) -> Content | None:
    names = SAMPLED.get(key, ())
    rows = [
        row
        for row in plan.records.get("samples", ())
        if row.text("medium") == "soil" and row.text("parameter") in names
    ]
    found: list[Decimal] = []
    for row in rows:
        number, scale = row.number("value"), _SHARES.get(row.text("unit").strip())
        if number is not None and scale is not None:
            found.append(number * scale)
    if not found:
        return None
    mean = sum(found, Decimal(0)) / len(found)
    made_up = any(row.flag("synthetic") for row in rows)
    return Content(key, mean, min(found), max(found), f"{names[0]}（{len(found)}）", ("table:samples",), made_up)


def _chosen(plan: Plan, key: str) -> Content | None:
    chosen = choice(plan.project, key)
    if not isinstance(chosen.value, Decimal):
        return None
    low, high = (chosen.value if end is None else end for end in (chosen.low, chosen.high))
    source = chosen.source if chosen.own else f"{chosen.source}（{chosen.certainty}）"
    parameter = plan.project.parameters.get(key)
    return Content(key, chosen.value, low, high, source, synthetic=parameter is not None and parameter.synthetic)
