"""Standards of restoration as templates see them: subject by subject, and sub-projects that share one together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from shanshui.ledger import Basis, Fact, Facts
from shanshui.quantity import unit
from shanshui.standard import Standard
from shanshui.standard.method.restoration_standards import ASPECTS, RestorationStandard, load_restoration_standards

View = Mapping[str, object]

_CASE = "case_row"
_SIGNS = {"more": "≥", "less": "≤"}


def standards_of(subjects: Iterable[str], facts: Facts, standard: Standard) -> Mapping[str, tuple[View, ...]]:
    """What each subject has to reach, aspect by aspect; subjects without standards are not in it.

    Parameters
    ----------
    subjects : iterable of str
        ``scope``, ``unit:<code>``, ``subproject:<code>``.
    facts : Facts
        With ``<subject>.standard.<key>``.
    standard : Standard
        Words of aspects and sources.
    """
    found = {subject: tuple(_views(subject, facts, standard)) for subject in subjects}
    return MappingProxyType({subject: views for subject, views in found.items() if views})


def shared(by_subject: Mapping[str, tuple[View, ...]], numbers: Mapping[str, str], facts: Facts) -> tuple[View, ...]:
    """Standards of sub-projects, those that demand the same put together, with the numbers of whom they bind.

    Parameters
    ----------
    by_subject : mapping
        As :func:`standards_of` gives it.
    numbers : mapping of subject to str
        Numbers of the sub-projects in the list.
    facts : Facts
        Values of the standards.
    """
    groups: dict[tuple[object, ...], tuple[View, list[str]]] = {}
    for subject, number in numbers.items():
        for view in by_subject.get(subject, ()):
            value = facts[str(view["fact"])].value
            groups.setdefault((view["key"], value), (view, []))[1].append(number)
    ordered = sorted(groups.values(), key=lambda group: int(str(group[0]["order"])))
    return tuple(MappingProxyType({**view, "numbers": "、".join(whom)}) for view, whom in ordered)


def _views(subject: str, facts: Facts, standard: Standard) -> list[View]:
    head = f"{subject}.standard."
    rows = {row.key: row for row in reversed(load_restoration_standards())}
    views = []
    for fact in facts.starting(head):
        key = fact.id.removeprefix(head)
        if fact.value is not None and (key in rows or key.startswith(_CASE)):
            views.append(_view(key, fact, rows.get(key), standard))
    return sorted(views, key=lambda view: int(str(view["order"])))


def _view(key: str, fact: Fact, row: RestorationStandard | None, standard: Standard) -> View:
    order = ASPECTS.index(row.aspect) if row else len(ASPECTS)
    symbol = unit(row.unit).symbol if row and row.unit != "1" else ""
    return MappingProxyType(
        {
            "key": key,
            "fact": fact.id,
            "order": str(order),
            "aspect": standard.word("standard_aspect", row.aspect) if row else standard.label("report.standard.case"),
            "name": row.name if row else standard.label("report.standard.reached"),
            "sign": _SIGNS.get(row.better, "") if row else "",
            "unit": row.unit if row and row.better else "",
            "places": row.places if row else 0,
            "number": "yes" if row and row.better else "",
            "symbol": symbol or "",
            "cited": _cited(fact, row, standard),
            "document": _cited(fact, row, standard) if row and row.kind not in ("floor", "reference") else "",
        }
    )


def _cited(fact: Fact, row: RestorationStandard | None, standard: Standard) -> str:
    """What a standard rests on, and whether its wording has been seen."""
    if row is None:
        return fact.source or standard.label("report.standard.case")
    if row.kind == "floor":
        return standard.label("report.standard.floor")
    if row.kind == "reference":
        guessed = fact.basis is Basis.MODELLED_UNCALIBRATED
        return standard.label("report.standard.modelled" if guessed else "report.standard.reference")
    name = fact.source.partition("；")[0]
    doubt = {"B": "report.standard.unseen", "C": "report.standard.own"}.get(row.certainty)
    return name + standard.label(doubt) if doubt else name
