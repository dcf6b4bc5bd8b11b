"""Prices, benefits, factors and townships of the reckonings, as templates see them: keys, words, units to print in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from shanshui.ledger import Facts
from shanshui.plan import Plan
from shanshui.quantity import converted, unit
from shanshui.standard import Standard
from shanshui.standard.method.benefits import ASPECTS, BenefitQuantity, load_benefits

View = Mapping[str, object]

FACTORS = ("investment", "care", "revenue", "benefit_price", "effect", "delay", "discount")
"""What the present value is tried for, as facts name it."""
_PRINTED = {"t/a": ("t/a", 0), "m3/a": ("m3/a", 0), "m2": ("hm2", 2)}
"""Unit and decimals of a benefit in print, by the unit it is reckoned in."""
_WHOLE = Decimal(100)
"""Price from which on no decimals are printed."""


def money_names(plan: Plan, facts: Facts, standard: Standard, towns: Mapping[str, str]) -> Mapping[str, object]:
    """Values of the reckonings that every template may use.

    Parameters
    ----------
    plan : Plan
        What was entered.
    facts : Facts
        What the stages found out.
    standard : Standard
        Words.
    towns : mapping
        Names of townships by code.
    """
    return {
        "priced": _priced(plan, facts),
        "benefits": tuple(_benefits(load_benefits().values(), facts, standard)),
        "benefit_aspects": _aspects(facts, standard),
        "factors": _factors(facts, standard),
        "compensating": _compensating(facts, towns),
        "analysis_years": _analysis_years(facts),
        "financed": _financed(plan, facts),
    }


def _priced(plan: Plan, facts: Facts) -> tuple[View, ...]:
    """Measures with a unit price, in the unit that the planner counts them in."""
    found = []
    for measure in plan.measures:
        subject = f"measure:{measure.code}"
        price = facts.get(f"{subject}.price")
        if price is None or not isinstance(price.value, Decimal):
            continue
        shown = _price_unit(measure.unit, price.unit)
        amount = converted(price.value, price.unit, shown) or price.value
        found.append(
            MappingProxyType(
                {
                    "code": measure.code,
                    "name": measure.name,
                    "subject": subject,
                    "unit": shown,
                    "symbol": unit(shown).symbol,
                    "places": 0 if amount >= _WHOLE else 2,
                    "kind": facts.text(f"{subject}.price.kind"),
                    "region": facts.text(f"{subject}.price.region"),
                    "sample": "yes" if price.synthetic else "",
                }
            )
        )
    return tuple(found)


def _price_unit(counted: str, inner: str) -> str:
    """Money per unit that a measure is counted in; the fact's own unit where there is no such unit."""
    for code in (f"yuan/{counted}", f"wan_yuan/{counted}"):
        try:
            known = unit(code).code
        except KeyError:
            continue
        if converted(Decimal(1), inner, known) is not None:
            return known
    return inner


def _benefits(quantities: Iterable[BenefitQuantity], facts: Facts, standard: Standard) -> Iterable[View]:
    """Ecological benefits that the scope has, with what they and their prices are printed in."""
    for one in quantities:
        fact = facts.get(f"scope.benefit.{one.quantity}")
        if fact is None or not isinstance(fact.value, Decimal):
            continue
        shown, places = _PRINTED.get(fact.unit, (fact.unit, 2))
        yield MappingProxyType(
            {
                "key": one.quantity,
                "name": standard.term("benefit_quantity", one.quantity),
                "aspect": one.aspect,
                "unit": shown,
                "places": places,
                "per": {"hm2": "yuan/hm2", "m3/a": "yuan/(m3/a)"}.get(shown, f"yuan/({shown})"),
                "price_unit": one.price_unit,
                "counted": "yes" if facts.text(f"benefit:{one.quantity}.counted") == "yes" else "",
                "valued": "yes" if facts.number(f"scope.value.{one.quantity}") is not None else "",
            }
        )


def _aspects(facts: Facts, standard: Standard) -> tuple[View, ...]:
    """Aspects of clause 5.4.5.3 b in its order, each with its benefits."""
    known = tuple(_benefits(load_benefits().values(), facts, standard))
    return tuple(
        MappingProxyType(
            {
                "key": aspect,
                "name": standard.term("benefit_aspect", aspect),
                "benefits": tuple(one for one in known if one["aspect"] == aspect),
            }
        )
        for aspect in ASPECTS
    )


def _factors(facts: Facts, standard: Standard) -> tuple[View, ...]:
    """Factors that move the present value, the strongest first."""
    swings: list[tuple[Decimal, View]] = []
    for key in FACTORS:
        low, high = (facts.number(f"scope.sensitivity.{key}.{end}") for end in ("low", "high"))
        if low is None or high is None or low == high:
            continue
        name = standard.label(f"figure.sensitivity.{key}")
        swings.append((abs(high - low), MappingProxyType({"key": key, "name": name, "subject": "scope"})))
    return tuple(view for _, view in sorted(swings, key=lambda pair: -pair[0]))


def _compensating(facts: Facts, towns: Mapping[str, str]) -> tuple[View, ...]:
    """Townships that pay or receive in the proposal, in the order of the code."""
    codes = sorted({*towns, *(fact.subject.removeprefix("township:") for fact in facts.starting("township:"))})
    return tuple(
        MappingProxyType({"code": code, "name": towns.get(code, code), "subject": f"township:{code}"})
        for code in codes
        if facts.number(f"township:{code}.compensation.net") is not None
    )


def _analysis_years(facts: Facts) -> tuple[str, ...]:
    first, last = (facts.number(f"scope.analysis.{end}_year") for end in ("first", "last"))
    return () if first is None or last is None else tuple(str(year) for year in range(int(first), int(last) + 1))


def _financed(plan: Plan, facts: Facts) -> tuple[View, ...]:
    """Rows of private finance with the subject that facts bear."""
    names = {sub.code: sub.name for sub in plan.subprojects}
    return tuple(
        MappingProxyType(
            {
                "subject": f"private:{row.code}",
                "investor": row.investor,
                "subproject": names.get(row.subproject, row.subproject),
                "method": row.method,
                "mechanism": row.mechanism,
                "guarantee": row.guarantee,
                "covered": "yes" if (covered := facts.number(f"private:{row.code}.coverage")) is not None else "",
                "thin": "yes" if covered is not None and covered < 1 else "",
            }
        )
        for row in plan.private_finance
    )
