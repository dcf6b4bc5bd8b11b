"""Two versions of a plan: which findings were mended, which are new, which stay, and which facts have changed."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shanshui.audit.auditing import Audited
from shanshui.claims.model import Claim
from shanshui.documents import Document
from shanshui.finding import Finding

ALIKE = 0.6
"""Share of letters in common from which two passages count as one that was edited."""

AROUND = 40
"""Letters of the same block before quoted words that are compared with them; twice as many after."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that both versions state, with other values.

    Parameters
    ----------
    of, attribute, scope, when : str
        What it is of, which property, where, and for which years or phase.
    before, after : tuple of Claim
        What the earlier version states and the later one does not, and the other way round.
    """

    of: str
    attribute: str
    scope: str
    when: str
    before: tuple[Claim, ...]
    after: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """How a later version stands to an earlier one.

    Parameters
    ----------
    before : str
        Name of the earlier file.
    mended : tuple of Finding
        Of the earlier version; they are met no more.
    new : tuple of Finding
        Of the later version; they were not met before.
    staying : tuple of (Finding, Finding)
        Each as it was met before and as it is met now.
    facts : tuple of FactChange
        In the order of the later version.
    """

    before: str
    mended: tuple[Finding, ...]
    new: tuple[Finding, ...]
    staying: tuple[tuple[Finding, Finding], ...]
    facts: tuple[FactChange, ...]


def compare(before: Audited, after: Audited) -> Compared:
    """Hold a later version of a document against an earlier one.

    Parameters
    ----------
    before, after : Audited
        The two versions.

    Notes
    -----
    A finding is the same one where its id is; else where code and surroundings of the quoted words are alike, the most
    alike first. So a fault whose number was changed without being mended stays.
    """
    pairs = _same_ids(before.findings, after.findings)
    left = _without(before.findings, (old for old, _ in pairs))
    come = _without(after.findings, (new for _, new in pairs))
    pairs += _alike(left, before.document, come, after.document)
    pairs.sort(key=lambda pair: after.findings.index(pair[1]))
    mended = _without(before.findings, (old for old, _ in pairs))
    new = _without(after.findings, (new for _, new in pairs))
    facts = tuple(_changed(before.reading.claims, after.reading.claims))
    return Compared(before.document.name, tuple(mended), tuple(new), tuple(pairs), facts)


def _same_ids(before: Sequence[Finding], after: Sequence[Finding]) -> list[tuple[Finding, Finding]]:
    known: dict[str, list[Finding]] = defaultdict(list)
    for finding in before:
        known[finding.id].append(finding)
    return [(known[finding.id].pop(0), finding) for finding in after if known[finding.id]]


def _without(findings: Iterable[Finding], taken: Iterable[Finding]) -> list[Finding]:
    gone = {id(finding) for finding in taken}
    return [finding for finding in findings if id(finding) not in gone]


def _alike(
    before: Sequence[Finding], old: Document, after: Sequence[Finding], new: Document
) -> list[tuple[Finding, Finding]]:
    """Pairs of one code whose surroundings are alike, each finding at most once."""
    rated = []
    for one in before:
        matcher = difflib.SequenceMatcher(None, "", _surroundings(one, old), autojunk=False)
        for other in after:
            if other.code != one.code:
                continue
            matcher.set_seq1(_surroundings(other, new))
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                rated.append((matcher.ratio(), one, other))
    rated.sort(key=lambda rating: -rating[0])
    pairs: list[tuple[Finding, Finding]] = []
    gone: set[int] = set()
    for ratio, one, other in rated:
        if ratio >= ALIKE and gone.isdisjoint((id(one), id(other))):
            pairs.append((one, other))
            gone |= {id(one), id(other)}
    return pairs


def _surroundings(finding: Finding, document: Document) -> str:
    """The quoted words with what stands around the first of them."""
    if not finding.quotes:
        return finding.subject
    first = finding.quotes[0].start
    block = document.block_at(first)
    low, high = (block.start, block.end) if block is not None else (first, first + AROUND)
    around = document.text[max(low, first - AROUND) : min(high, first + 2 * AROUND)]
    return around + "\n".join(quote.text[: 2 * AROUND] for quote in finding.quotes[1:])


def _changed(before: Iterable[Claim], after: Iterable[Claim]) -> Iterable[FactChange]:
    old, new = _by_fact(before), _by_fact(after)
    for key, stated in new.items():
        values, earlier = {_value(claim) for claim in stated}, old.get(key, [])
        gone = _other(earlier, values)
        come = _other(stated, {_value(claim) for claim in earlier})
        if gone and come:
            yield FactChange(*key[:4], gone, come)


def _by_fact(claims: Iterable[Claim]) -> Mapping[tuple[str, str, str, str, str, str], list[Claim]]:
    """Claims by what they are a claim of; those that do not say are left out."""
    found: dict[tuple[str, str, str, str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.of.key:
            key = (claim.of.key, claim.attribute, claim.scope, when(claim), claim.quantity.dimension, claim.role)
            found[key].append(claim)
    return found


def when(claim: Claim) -> str:
    """Years that a claim holds for, else its phase as a code, else nothing."""
    if claim.first is None:
        return claim.phase
    return str(claim.first) if claim.last in (None, claim.first) else f"{claim.first}—{claim.last}"


def _value(claim: Claim) -> tuple[object, ...]:
    return claim.quantity.value, claim.quantity.upper, claim.quantity.bound


def _other(claims: Iterable[Claim], values: set[tuple[object, ...]]) -> tuple[Claim, ...]:
    """Claims whose value is none of some, each value once."""
    return tuple({_value(claim): claim for claim in claims if _value(claim) not in values}.values())
