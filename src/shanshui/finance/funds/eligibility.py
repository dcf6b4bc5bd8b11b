"""Whether central money may pay for a sub-project, why, and how much a project may have (H.1.9.2 b)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal

from shanshui.finance.whole import WAN
from shanshui.ledger import Basis, Fact, Facts, fact_id
from shanshui.plan import Measure, Plan, Subproject, limit
from shanshui.plan.grants import from_yi, grant_bands, in_band, names_of, paid_before
from shanshui.standard import Standard
from shanshui.standard.judging.funding_rules import FundingRule
from shanshui.standard.judging.rule_words import hits, rule_words
from shanshui.standard.judging.zone_modes import load_zone_categories

CLAUSE = "H.1.9.2 b"
OPEN, DOUBTFUL, BARRED = "open", "doubtful", "barred"
"""Codes of the vocabulary ``grant_eligibility``."""
_BARS = frozenset({"liable", "banned"})
"""Reasons that the funding rules leave no room for; the others must be argued."""
_BETWEEN = "；"


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks against central money for a sub-project.

    Parameters
    ----------
    kind : str
        ``liable``, ``banned``, ``showy``, ``local_matter``, ``twice``, ``past`` or ``zone``; its sentence is the label
        ``finance.eligible.<kind>``.
    what : str
        What was found: a name, a word.
    fact : str
        Fact that it rests on; empty where it was entered.
    """

    kind: str
    what: str
    fact: str = ""


def eligibility_facts(plan: Plan, facts: Facts, standard: Standard) -> Iterator[Fact]:
    """Whether central money may pay for each sub-project, in words.

    Parameters
    ----------
    plan : Plan
        Sub-projects, works, measures, earlier works.
    facts : Facts
        Control zones and past projects, as the layout found them.
    standard : Standard
        Words.
    """
    measures: dict[str, dict[str, Measure]] = {}
    known = {measure.code: measure for measure in plan.measures}
    for work in plan.works:
        if work.measure in known:
            measures.setdefault(work.subproject, {})[work.measure] = known[work.measure]
    for sub in plan.subprojects:
        reasons = tuple(reasons_against(plan, facts, standard, sub, tuple(measures.get(sub.code, {}).values())))
        kinds = {reason.kind for reason in reasons}
        state = BARRED if kinds & _BARS else DOUBTFUL if kinds else OPEN
        said = [standard.label(f"finance.eligible.{reason.kind}").format(what=reason.what) for reason in reasons]
        if not said:
            zone = facts.text(f"subproject:{sub.code}.zone")
            said = [standard.label("finance.eligible.nothing" if zone else "finance.eligible.no_zone")]
        works = ("table:works",) if plan.works else ()
        inputs = ("table:subprojects", *works, *(reason.fact for reason in reasons if reason.fact))
        method = "finance.funds.eligibility.reasons_against"
        key = fact_id(f"subproject:{sub.code}", "funding.eligible")
        fact = Fact(key, state, "1", Basis.ENTERED, "", method, CLAUSE, inputs)
        yield fact
        yield replace(fact, id=f"{key}.reason", value=_BETWEEN.join(said))


def reasons_against(
    plan: Plan, facts: Facts, standard: Standard, sub: Subproject, measures: tuple[Measure, ...]
) -> Iterator[Reason]:
    """All that speaks against central money for a sub-project; each kind once.

    Parameters
    ----------
    plan : Plan
        Project and earlier works.
    facts : Facts
        Control zones and past projects.
    standard : Standard
        Words.
    sub : Subproject
        Itself.
    measures : tuple of Measure
        Those of its works.
    """
    if sub.liable_party.strip():
        yield Reason("liable", sub.liable_party.strip())
    names = names_of(sub, measures)
    if named := next((word for word, _ in hits("showy", names)), None):
        yield Reason("banned", named.word)
    elif shown := next(
        (w for w, _ in (*hits("showy_alike", [*names, sub.content]), *hits("showy", [sub.content]))), None
    ):
        yield Reason("showy", shown.word)
    if sub.category in rule_words("local_matter"):
        yield Reason("local_matter", standard.word("subproject_category", sub.category))
    earlier = plan.records.get("earlier_works", ())
    if before := next((record for record in earlier if paid_before(plan.project, sub, record)), None):
        yield Reason("twice", before.text("name"))
    if past := next(_past_with_central_money(plan, facts, standard, sub), None):
        yield past
    zone_fact = f"subproject:{sub.code}.zone"
    zone = facts.text(zone_fact)
    if any(entry.zone == zone and entry.category == sub.category for entry in load_zone_categories()):
        yield Reason("zone", standard.word("control_zone", zone), zone_fact)


def _past_with_central_money(plan: Plan, facts: Facts, standard: Standard, sub: Subproject) -> Iterator[Reason]:
    """Past projects on its ground that the central budget paid for a few years ago."""
    term = standard.vocabularies["funding_source"]["central"]
    for number in facts.codes(f"subproject:{sub.code}.past"):
        funding = facts.text(f"past:{number}.funding")
        year = facts.number(f"past:{number}.year")
        recent = year is None or int(year) + int(limit(plan.project, "past_years")) >= sub.start
        if recent and any(word in funding for word in (term.zh, *term.aliases)):
            yield Reason("past", facts.text(f"past:{number}.name"), f"past:{number}.funding")


def grant_facts(plan: Plan, total: Decimal | None, central: Decimal | None) -> Iterator[Fact]:
    """What the project's programme gives under the version of the rules that holds for it.

    Parameters
    ----------
    plan : Plan
        Its project's type, date of submission and parameters.
    total, central : Decimal or None
        Total investment and central money [yuan].

    Returns
    -------
    iterator of Fact
        None where no version or no programme is known for the project.
    """
    bands = grant_bands(plan.project)
    if not bands:
        return
    first = bands[0]
    band = next((band for band in bands if total is not None and in_band(band, total)), None)
    least = min((from_yi(b.min_total) for b in bands if b.min_total is not None), default=None)
    yield _fact("version", first.version, "1", first)
    yield _fact("programme", first.words[0], "1", first)
    if least is not None:
        yield _fact("least", least, "yuan", first)
    if band is None or total is None:
        return
    bounds = {"award": band.award, "cap": band.cap}
    money = {key: from_yi(amount) for key, amount in bounds.items() if amount is not None}
    for key, amount in money.items():
        yield _fact(key, amount, "yuan", band)
    if band.max_share is not None:
        yield _fact("share", band.max_share, "1", band)
        money["share"] = (total * band.max_share / WAN).to_integral_value(ROUND_FLOOR) * WAN
    if band.years is not None:
        yield _fact("years", Decimal(band.years), "a", band)
    if money:
        most = min(money.values())
        yield _fact("limit", most, "yuan", band, ("scope.cost.total",))
        if central is not None:
            yield _fact("left", most - central, "yuan", band, ("scope.cost.total", "scope.funding.central"))


def _fact(
    what: str, value: Decimal | str, unit: str, band: FundingRule, inputs: tuple[str, ...] = ("project",)
) -> Fact:
    method = "finance.funds.eligibility.grant_facts"
    return Fact(f"scope.funding.grant.{what}", value, unit, Basis.ENTERED, band.source, method, "5.4.5.2", inputs)
