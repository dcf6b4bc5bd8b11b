"""Whether the clauses of an edition hang together: each is met by something, and what meets it is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from shanshui.standard.clauses import RULE, Fulfilment, cited, clause_exists
from shanshui.standard.load import Standard

BUNDLES = frozenset({"dossier", "maps", "annexed", "database", "typography", "indicators", "attestation"})
"""Fulfilments that name no one thing."""


def rules_citing(standard: Standard) -> Mapping[str, tuple[str, ...]]:
    """Codes of the rules that cite a clause, by its number.

    Parameters
    ----------
    standard : Standard
        Its rules name the clauses they enforce; the clauses need not name them again.
    """
    found: dict[str, list[str]] = {}
    for rule in standard.rules.values():
        for number in cited(rule.clause, standard.clauses):
            found.setdefault(number, []).append(rule.code)
    return MappingProxyType({number: tuple(codes) for number, codes in found.items()})


def fulfilments(standard: Standard) -> Mapping[str, tuple[Fulfilment, ...]]:
    """All that meets each clause, by its number: what its record names, then the rules that cite it.

    Parameters
    ----------
    standard : Standard
        Clauses and rules.
    """
    citing = rules_citing(standard)
    return MappingProxyType(
        {
            number: tuple(dict.fromkeys((*clause.fulfilments, *(Fulfilment(RULE, c) for c in citing.get(number, ())))))
            for number, clause in standard.clauses.items()
        }
    )


def is_there(fulfilment: Fulfilment, standard: Standard) -> bool:
    """Whether what a clause names exists in an edition.

    Parameters
    ----------
    fulfilment : Fulfilment
        As a clause names it.
    standard : Standard
        Chapters, tables, maps, layers, indicators, rules.
    """
    if fulfilment.kind in BUNDLES:
        return not fulfilment.name
    if fulfilment.kind == "fact":
        return bool(fulfilment.name)
    known = {
        "chapter": {chapter.key for chapter in standard.outline}
        | {section.key for chapter in standard.outline for section in chapter.all_sections()},
        "table": {*standard.tables, *standard.inputs},
        "map": {record.key for record in standard.maps},
        "layer": set(standard.layers),
        "indicator": set(standard.indicators),
        RULE: set(standard.rules),
    }
    return fulfilment.name in known.get(fulfilment.kind, ())


def loose_ends(standard: Standard) -> Iterator[str]:
    """What does not hang together, one sentence each; none for an edition that is complete.

    Parameters
    ----------
    standard : Standard
        The edition.

    Yields
    ------
    str
        A clause that asks for something and that nothing meets or nobody does, a prohibition that is checked and
        has no rule, a fulfilment that is not there, a rule that cites a clause which is not one of the code's.
    """
    parties, all_met = standard.vocabularies["party"], fulfilments(standard)
    for clause in standard.clauses.values():
        met = all_met[clause.number]
        if clause.binds and not (met and clause.act != "none"):
            yield f"clause {clause.number}: nothing meets it"
        if clause.binds and not clause.by:
            yield f"clause {clause.number}: nobody does it"
        if clause.kind == "prohibition" and clause.act == "check" and RULE not in {one.kind for one in met}:
            yield f"clause {clause.number}: a prohibition that no rule checks"
        if clause.act == "attest" and Fulfilment("attestation") not in met:
            yield f"clause {clause.number}: is to be attested, and no attestation meets it"
        yield from (f"clause {clause.number}: no party {party!r}" for party in clause.by if party not in parties)
        for one in met:
            if not is_there(one, standard):
                yield f"clause {clause.number}: there is no {one.kind} {one.name}".rstrip()
    for rule in standard.rules.values():
        if rule.clause and not clause_exists(rule.clause, standard.clauses):
            yield f"rule {rule.code}: there is no clause {rule.clause}"
