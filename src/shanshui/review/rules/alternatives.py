"""Alternatives of the whole plan (H.1.6.2) and the judgements they are weighed by (5.4.4.2 a)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from shanshui.finding import Finding
from shanshui.plan import Alternative, AlternativeWork, limit
from shanshui.plan.choices import choice
from shanshui.quantity import printed, round_half_up
from shanshui.review.amounts import shown
from shanshui.review.case import Case, grouped, project_place
from shanshui.review.listing import joined
from shanshui.review.rule import rule
from shanshui.standard.method.criteria import CRITERIA

_JUDGED, _ENTERED = "judged", "entered"
_TABLE = "alternatives"
_RECIPROCAL = Decimal("0.02")


@rule("ALT-FEW")
def too_few(case: Case) -> Iterator[Finding]:
    """The plan as a whole is weighed against enough others; that it is weighed at all is a rule on its contents."""
    least, count = limit(case.plan.project, "alternatives_least"), len(case.plan.alternatives)
    if 0 < count < least:
        yield Finding("ALT-FEW", case.table_place(_TABLE), str(count), f"≥ {printed(least, None)}", _TABLE)


@rule("ALT-CHOSEN")
def not_one_chosen(case: Case) -> Iterator[Finding]:
    """Exactly one alternative is chosen: its works are the works of the plan."""
    chosen = [one.name for one in case.plan.alternatives if one.chosen]
    if case.plan.alternatives and len(chosen) != 1:
        yield Finding("ALT-CHOSEN", case.table_place(_TABLE, "chosen"), joined(chosen), "", f"{_TABLE}.chosen")


@rule("ALT-IDLE")
def without_works(case: Case) -> Iterator[Finding]:
    """An alternative that was not chosen has works of its own."""
    own = _own_works(case)
    for one in case.plan.alternatives:
        if not one.chosen and one.code not in own:
            yield _finding("ALT-IDLE", one, "code")


@rule("ALT-TWICE")
def entered_twice(case: Case) -> Iterator[Finding]:
    """The chosen alternative's works are not entered a second time, where nobody would read them."""
    own = _own_works(case)
    for one in _chosen(case):
        if one.code in own:
            place = own[one.code][0].place
            yield Finding("ALT-TWICE", place, "", "", f"alternative:{one.code}", words={"name": one.name})


@rule("ALT-SAME")
def alike(case: Case) -> Iterator[Finding]:
    """No two alternatives do the same."""
    done = {one.code: _done(case, one) for one in case.plan.alternatives}
    for first, second in combinations(case.plan.alternatives, 2):
        if done[first.code] and done[first.code] == done[second.code] and not (first.chosen and second.chosen):
            words = {"name": second.name, "other": first.name}
            yield Finding("ALT-SAME", second.place, "", "", f"alternative:{second.code}", words=words)


@rule("ALT-DOMINATED")
def dominated(case: Case) -> Iterator[Finding]:
    """No other alternative is at least as good as the chosen one by every measure and better by one."""
    names = {one.code: one.name for one in case.plan.alternatives}
    for one in _only_chosen(case):
        fact = _dominated(one)
        above = [names.get(code, code) for code in case.facts.codes(fact)]
        if above:
            yield _finding("ALT-DOMINATED", one, "chosen", joined(above), facts=(fact,))


@rule("ALT-SECOND")
def not_the_first(case: Case) -> Iterator[Finding]:
    """Where the chosen alternative does not come first, the plan says why it is chosen."""
    names = {one.code: one.name for one in case.plan.alternatives}
    notes = {row.text("code"): row.text("note") for row in case.records(_TABLE)}
    for one in _only_chosen(case):
        fact = f"alternative:{one.code}.rank"
        rank, first = case.number(fact), "scope.alternatives.first"
        if rank is not None and rank > 1 and not notes.get(one.code) and not case.facts.codes(_dominated(one)):
            best = joined(names.get(code, code) for code in case.facts.codes(first))
            yield _finding("ALT-SECOND", one, "chosen", printed(rank, 0), best, (fact, first))


@rule("ALT-UNSTABLE")
def unstable(case: Case) -> Iterator[Finding]:
    """The chosen alternative stays first under most weights near those chosen."""
    least = limit(case.plan.project, "alternative_first_share")
    for one in _only_chosen(case):
        fact = f"alternative:{one.code}.first_share"
        share = case.number(fact)
        if share is not None and share < least and case.number(f"alternative:{one.code}.rank") == 1:
            want = f"≥ {shown(least, '1', '%', 0)}"
            yield _finding("ALT-UNSTABLE", one, "chosen", shown(share, "1", "%", 1), want, (fact,))


@rule("JUDGE-NONE")
def nobody_judged(case: Case) -> Iterator[Finding]:
    """Somebody has weighed the criteria."""
    wanted = choice(case.plan.project, "criterion_weighting").word
    if len(case.plan.alternatives) > 1 and wanted == _JUDGED and not case.plan.judgements:
        yield Finding("JUDGE-NONE", case.table_place("judgements"), "", "", "judgements")


@rule("JUDGE-INCOMPLETE")
def incomplete(case: Case) -> Iterator[Finding]:
    """A judge compares every two criteria in use: what is missing is not guessed, and the judge does not count."""
    used = _used(case)
    for name, rows in grouped(case.plan.judgements, lambda row: row.by).items():
        given = {frozenset((row.criterion, row.over)) for row in rows}
        missing = [pair for pair in combinations(used, 2) if frozenset(pair) not in given]
        if missing:
            pairs = joined(f"{_word(case, one)}—{_word(case, other)}" for one, other in missing)
            words = {"name": name or "—"}
            yield Finding("JUDGE-INCOMPLETE", rows[0].place, "", pairs, f"judge:{name}", words=words)


@rule("JUDGE-CONTRARY")
def contrary(case: Case) -> Iterator[Finding]:
    """A pair is judged once, or the second time as the reciprocal; and nothing is compared with itself."""
    for name, rows in grouped(case.plan.judgements, lambda row: row.by).items():
        first: dict[tuple[str, str], Decimal] = {}
        for row in rows:
            pair, back = (row.criterion, row.over), (row.over, row.criterion)
            known = Decimal(1) if row.criterion == row.over else 1 / first[back] if back in first else None
            if known is not None and abs(row.value / known - 1) > _RECIPROCAL:
                words = {"name": name or "—", "pair": f"{_word(case, row.criterion)}—{_word(case, row.over)}"}
                got, want = printed(row.value, None), printed(round_half_up(known, 2), None)
                subject = f"judge:{name}:{row.criterion}:{row.over}"
                yield Finding("JUDGE-CONTRARY", row.place, got, want, subject, words=words)
            if row.value > 0:
                first.setdefault(pair, row.value)


@rule("JUDGE-RATIO")
def inconsistent(case: Case) -> Iterator[Finding]:
    """The judgements of each judge, and of all together, do not contradict themselves."""
    most = limit(case.plan.project, "consistency_ratio")
    rows = grouped(case.plan.judgements, lambda row: row.by)
    for fact in case.facts.starting("scope.judgement."):
        if fact.attribute.endswith(".consistency") and isinstance(fact.value, Decimal) and fact.value > most:
            name = case.facts.text(fact.id.removesuffix("consistency") + "name")
            place = rows[name][0].place if name in rows else case.table_place("judgements")
            got, want = printed(fact.value, 3), f"≤ {printed(most, None)}"
            yield Finding("JUDGE-RATIO", place, got, want, f"judge:{name}", (fact.id,), {"name": name or "—"})


@rule("JUDGE-WEIGHTS")
def weights_do_not_sum(case: Case) -> Iterator[Finding]:
    """Weights that the project enters add up to 1 and are not negative."""
    project = case.plan.project
    if choice(project, "criterion_weighting").word == _ENTERED:
        weights = [choice(project, f"criterion_weight_{key}").number for key in CRITERIA]
        total = Decimal(str(round(sum(weights), 6)))
        if total != 1 or min(weights) < 0:
            got = "、".join(f"{weight:g}" for weight in weights)
            yield Finding("JUDGE-WEIGHTS", project_place("parameters"), got, "1", "parameters.criterion_weight")


def _used(case: Case) -> tuple[str, ...]:
    """Criteria that took part; all where nothing has been computed."""
    known = tuple(key for key in CRITERIA if case.number(f"scope.criterion.{key}.weight") is not None)
    return known or CRITERIA


def _word(case: Case, criterion: str) -> str:
    return case.term("criterion", criterion)


def _chosen(case: Case) -> tuple[Alternative, ...]:
    return tuple(one for one in case.plan.alternatives if one.chosen)


def _only_chosen(case: Case) -> tuple[Alternative, ...]:
    """The chosen alternative; none where several are, which another rule tells."""
    chosen = _chosen(case)
    return chosen if len(chosen) == 1 else ()


def _dominated(one: Alternative) -> str:
    return f"alternative:{one.code}.dominated_by"


def _own_works(case: Case) -> Mapping[str, tuple[AlternativeWork, ...]]:
    return grouped(case.plan.alternative_works, lambda row: row.alternative)


def _done(case: Case, one: Alternative) -> frozenset[tuple[str, ...]]:
    """What an alternative does, free of the order of rows."""
    rows = case.plan.works if one.chosen else _own_works(case).get(one.code, ())
    return frozenset((r.subproject, r.measure, r.mode, printed(r.quantity, None), r.unit) for r in rows)


def _finding(
    code: str, one: Alternative, column: str, got: str = "", want: str = "", facts: tuple[str, ...] = ()
) -> Finding:
    place = replace(one.place, column=column)
    return Finding(code, place, got, want, f"alternative:{one.code}", facts, {"name": one.name})
