"""Targets against the projects of their term: what they make together, and what is left over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.audit.check import check, fault
from shanshui.audit.facts import in_table, year_of
from shanshui.audit.interval import Interval, interval, is_exact, total
from shanshui.audit.reading import Reading
from shanshui.claims.model import Claim, Project, Span
from shanshui.claims.works import works_key
from shanshui.finding import Finding
from shanshui.quantity import convert

_MEASURED = frozenset({"m2", "m", "m3"})
_DIGITS = 4
_WORD = 2
"""Letters of the thing that a work is done to."""
_ENOUGH = 3
"""Targets that are the sums of their projects, from which a plan is known to have added them up."""
_PARTS = 2
"""Projects that must hold the work before a sum of them says anything."""


_AIMS = ("target", "increase")

_Work = tuple[str, str]
"""Kind of work and dimension of its amounts."""


@dataclass(frozen=True, slots=True)
class _Index:
    """Amounts of a document by the work they are of: those of projects, and all others."""

    planned: Mapping[_Work, Sequence[tuple[Project, Claim]]]
    loose: Mapping[_Work, Sequence[Claim]]


@dataclass(frozen=True, slots=True)
class _Target:
    """A target wherever it is stated, with what the projects of its term make."""

    claims: tuple[Claim, ...]
    year: int
    works: tuple[tuple[Project, Claim], ...]
    made: tuple[Interval, ...]
    named: bool
    others: tuple[tuple[Project, Claim], ...] = ()

    @property
    def first(self) -> Claim:
        return self.claims[0]

    @property
    def lacking(self) -> tuple[Project, Claim] | None:
        """The one amount of a project of another term that would make it right."""
        own = interval(self.first.quantity)
        fitting = [
            (project, claim) for project, claim in self.others if (self.made[0] + interval(claim.quantity)).meets(own)
        ]
        return fitting[0] if len(fitting) == 1 else None

    @property
    def met(self) -> bool:
        """Whether one way of adding up makes the target."""
        own = interval(self.first.quantity)
        return any(made.meets(own) for made in self.made)


@check("AUDIT-PHASE-SUM", "AUDIT-PHASE-SHORT", "AUDIT-PHASE-OVER")
def targets_and_projects(reading: Reading) -> Iterator[Finding]:
    """Targets that are not what the projects of their term make together.

    Notes
    -----
    A list of projects is rarely said to be all of them, so that a target which differs is suspected only. It is known
    to be wrong where other targets of the plan are the sums of their projects. Sums are made with and without
    synonyms, and a target that one of them makes is right.
    """
    targets = tuple(_targets(reading))
    met = sum(target.met for target in targets)
    for target in targets:
        if target.met:
            continue
        summed = met >= _ENOUGH and len(targets) - met <= met // _ENOUGH
        if not target.named and not summed:
            continue
        certain = summed and target.named and len(target.works) >= _PARTS
        over = target.made[0].middle > target.first.quantity.value
        code = "AUDIT-PHASE-SUM" if certain else "AUDIT-PHASE-OVER" if over else "AUDIT-PHASE-SHORT"
        spans: list[Span] = [claim.quantity.span for claim in target.claims]
        spans += [claim.quantity.span for _, claim in target.works]
        made = _sum_in_words(target)
        words = {"name": works_key(target.first, reading.document.text), "year": str(target.year), "sum": made}
        if target.lacking is not None:
            project, claim = target.lacking
            period, period_en = (project.period.text,) * 2 if project.period else ("没有期限", "no period")
            spans += [claim.quantity.span, *((project.period.span,) if project.period is not None else ())]
            words["sum"] = f"{made}，加上“{project.name.text}”（{period}）的 {claim.quantity.text} 正好相等"
            own = f'{claim.quantity.text} of "{project.name.text}" ({period_en})'
            words["sum_en"] = f"{made}; with {own} they would agree"
        yield fault(code, reading, spans, target.first.quantity.text, words=words)


@check("AUDIT-PHASE-SAME")
def nothing_added_later(reading: Reading) -> Iterator[Finding]:
    """Amounts of running text that are the same at the end of the near term and at the end of the plan."""
    near, years = reading.frame.near, reading.frame.years
    if near is None or years is None or near[1] == years[1]:
        return
    stated = _stated(reading, _index(reading))
    for (work, year), claims in stated.items():
        later = stated.get((work, years[1]), []) if year == near[1] else []
        one = next((claim for claim in claims if not in_table(claim, reading)), None)
        other = next((claim for claim in later if not in_table(claim, reading)), None)
        if one is None or other is None or one.quantity.value != other.quantity.value:
            continue
        words = {"name": work[0], "year": str(near[1]), "later": str(years[1])}
        spans = (other.quantity.span, one.quantity.span)
        yield fault("AUDIT-PHASE-SAME", reading, spans, other.quantity.text, one.quantity.text, words)


def _index(reading: Reading) -> _Index:
    text = reading.document.text
    planned: dict[_Work, list[tuple[Project, Claim]]] = {}
    inside: set[Span] = set()
    for project in reading.projects:
        for claim in project.claims:
            inside.add(claim.quantity.span)
            if claim.quantity.dimension in _MEASURED:
                planned.setdefault((works_key(claim, text), claim.quantity.dimension), []).append((project, claim))
    loose: dict[_Work, list[Claim]] = {}
    for claim in reading.claims:
        if claim.quantity.dimension in _MEASURED and claim.quantity.span not in inside:
            key = works_key(claim, text)
            if key:
                loose.setdefault((key, claim.quantity.dimension), []).append(claim)
    return _Index(planned, loose)


def _targets(reading: Reading) -> Iterator[_Target]:
    index = _index(reading)
    stated = _stated(reading, index)
    told = {claim.quantity.span for claims in stated.values() for claim in claims}
    for (work, year), claims in stated.items():
        others = [claim for claim in index.loose[work] if claim.quantity.span not in told]
        own = work if work in index.planned else _alias(work, index)
        works = tuple(
            (project, claim)
            for project, claim in index.planned.get(own, ())
            if project.period is not None and project.period.first and project.period.last <= year
        )
        one_value = len({claim.quantity.value for claim in claims}) == 1
        if works and one_value and _each_once(works) and not _elsewhere(reading, others):
            left = tuple(pair for pair in index.planned[own] if pair not in works)
            yield _Target(tuple(claims), year, works, _sums(reading, works, own[0], year), own == work, left)


def _alias(work: _Work, index: _Index) -> _Work:
    """The only work of projects that begins with the same word, as 矿山植被恢复 where the target is 矿山修复."""
    alike = [other for other in index.planned if other[1] == work[1] and other[0][:_WORD] == work[0][:_WORD]]
    taken = any(other in index.loose for other in alike)
    return alike[0] if len(alike) == 1 and not taken else work


def _stated(reading: Reading, index: _Index) -> dict[tuple[_Work, int], list[Claim]]:
    """Amounts that shall be reached at the end of a term: work and year, with every statement."""
    near, years = reading.frame.near, reading.frame.years
    ends = {term[1] for term in (near, years) if term is not None}
    found: dict[tuple[_Work, int], list[Claim]] = {}
    for work, claims in index.loose.items():
        for claim in claims:
            year = year_of(claim, reading.frame)
            if year is None or year not in ends or not is_exact(claim.quantity) or not claim.quantity.value:
                continue
            dated = claim.role == "amount" and (claim.phase or claim.last == year)
            if claim.role in _AIMS or dated:
                found.setdefault((work, year), []).append(claim)
    return found


def _each_once(works: Sequence[tuple[Project, Claim]]) -> bool:
    """Whether each project names the work once: where it does so twice, nothing tells whether to add or to choose."""
    holders = [project.name.span for project, _ in works]
    return len(set(holders)) == len(holders)


def _elsewhere(reading: Reading, loose: Sequence[Claim]) -> bool:
    """Whether the document plans the same work at places that are no project, so that projects are not all of it."""
    base_year = reading.frame.base_year
    for claim in loose:
        year = year_of(claim, reading.frame)
        past = year is not None and base_year is not None and year <= base_year
        if claim.role not in (*_AIMS, "base") and claim.phase != "base" and not past and not in_table(claim, reading):
            return True
    return False


def _sums(reading: Reading, works: Sequence[tuple[Project, Claim]], key: str, year: int) -> tuple[Interval, ...]:
    """What the works make: all of them, those of the very name, those that begin after the near term."""
    text, near = reading.document.text, reading.frame.near
    ways = [
        works,
        [(p, c) for p, c in works if works_key(c, text, synonyms=False) == key],
        [(p, c) for p, c in works if near and year > near[1] and p.period is not None and p.period.first > near[1]],
    ]
    return tuple(total(interval(claim.quantity) for _, claim in way) for way in ways if way)


def _sum_in_words(target: _Target) -> str:
    parts = [claim.quantity for _, claim in target.works]
    added = sum((part.value for part in parts), Decimal(0))
    unit = target.first.quantity.unit or parts[0].unit
    own = convert(added, parts[0].dimension, unit) if unit else added
    shown = f"{round(own, _DIGITS).normalize():f}{target.first.quantity.word}"
    return shown if len(parts) == 1 else f"{' + '.join(part.text for part in parts)} = {shown}"
