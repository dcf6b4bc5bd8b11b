"""Indicators that cannot be told: a fact without value that says why, and a finding."""

from __future__ import annotations

from shanshui.assess.ground import Ground, Missing
from shanshui.finding import Finding, Place
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.stage import StageResult
from shanshui.workspace.catalog import CATALOG


def unknown(ground: Ground, indicator: str, *gaps: Missing) -> StageResult:
    """Say of an indicator of table B.2 that it is not known for the scope, and why.

    Parameters
    ----------
    ground : Ground
        The county.
    indicator : str
        Its three figures.
    gaps : Missing
        What is missing for it, as :meth:`Ground.missing` gives it.
    """
    spec = ground.standard.indicators[indicator]
    reasons = {lang: _reason(ground, gaps, lang) for lang in ("zh", "en")}
    fact = Fact(
        fact_id("scope", f"indicator.{indicator}", ground.base_year),
        None,
        "1" if spec.unit == "%" else spec.unit,
        Basis.MEASURED,
        method="assess.unknown",
        clause=spec.clause,
        inputs=("project",),
        reason=reasons["zh"],
    )
    words = {"name": spec.name, "name_en": spec.name_en, "why": reasons["zh"], "why_en": reasons["en"]}
    place = Place(file=CATALOG, layer=next((role for gap in gaps for role in gap.roles), ""))
    finding = Finding("INDICATOR-ABSENT", place, subject=f"scope.indicator.{indicator}", words=words)
    return StageResult((fact,), findings=(finding,))


def _reason(ground: Ground, gaps: tuple[Missing, ...], lang: str) -> str:
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
