"""Indicators that cannot be told: a fact without value that says why, and a finding."""

from __future__ import annotations

from shanshui.assess.ground import Ground, Missing
from shanshui.finding import Finding, Place
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.stage import StageResult
from shanshui.workspace.catalog import CATALOG


def unknown(ground: Ground, indicator: str, *gaps: Missing) -> StageResult:
    """Say of an indicator of table B.2 that it cannot be computed for the scope, and why.

    Where somebody entered a present value of it, that stands in the table and nothing is missing.

    Parameters
    ----------
    ground : Ground
        The county.
    indicator : str
        Its three figures.
    gaps : Missing
        What is missing for it, as :meth:`Ground.missing` gives it.
    """
    reasons = {lang: reason(ground, gaps, lang) for lang in ("zh", "en")}
    fact = _empty(ground, indicator, reasons["zh"])
    if any(seen.value is not None for seen in ground.facts.starting(f"scope.observed.{indicator}.current")):
        return StageResult((fact,))
    spec = ground.standard.indicators[indicator]
    words = {"name": spec.name, "name_en": spec.name_en, "why": reasons["zh"], "why_en": reasons["en"]}
    place = Place(file=CATALOG, layer=next((role for gap in gaps for role in gap.roles), ""))
    finding = Finding("INDICATOR-ABSENT", place, subject=f"scope.indicator.{indicator}", words=words)
    return StageResult((fact,), findings=(finding,))


def nothing_to_tell(ground: Ground, indicator: str, why: str) -> StageResult:
    """Say of an indicator that the scope has nothing that it could be told of; that is no fault of the data.

    Parameters
    ----------
    ground : Ground
        The county.
    indicator : str
        Its three figures.
    why : str
        Key of a label (``assess.missing.<why>``).
    """
    return StageResult((_empty(ground, indicator, reason(ground, (Missing(why=why),), "zh")),))


def _empty(ground: Ground, indicator: str, why: str) -> Fact:
    spec = ground.standard.indicators[indicator]
    return Fact(
        fact_id("scope", f"indicator.{indicator}", ground.base_year),
        None,
        "1" if spec.unit == "%" else spec.unit,
        Basis.MEASURED,
        method="assess.unknown.unknown",
        clause=spec.clause,
        inputs=("project",),
        reason=why,
    )


def reason(ground: Ground, gaps: tuple[Missing, ...], lang: str = "zh") -> str:
    """What is missing, in words.

    Parameters
    ----------
    ground : Ground
        The county.
    gaps : tuple of Missing
        As :meth:`Ground.missing` gives them.
    lang : str
        Language of the words.
    """
    roles = dict.fromkeys(role for gap in gaps for role in gap.roles)
    names = [_role_name(ground, role, lang) for role in roles]
    told = [ground.standard.label("assess.missing.layers", lang).format(names="、".join(names))] if names else []
    told += [ground.standard.label(f"assess.missing.{gap.why}", lang) for gap in dict.fromkeys(gaps) if gap.why]
    return "；".join(told)


def _role_name(ground: Ground, role: str, lang: str) -> str:
    known = ground.standard.role(role)
    if known is None:
        return role
    return known.name if lang == "zh" else known.name_en
