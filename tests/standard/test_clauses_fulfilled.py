"""Each clause that asks for something says who does it and is met by something that exists."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from types import MappingProxyType

from shanshui.standard import Clause, Fulfilment, Standard, fulfilments, load, loose_ends, rules_citing

STANDARD = load()


def with_clause(clause: Clause) -> Standard:
    return replace(STANDARD, clauses=MappingProxyType({**STANDARD.clauses, clause.number: clause}))


def without_rules() -> Standard:
    """The code without the rules that cite it, so that a clause stands on its own record."""
    rules = {code: replace(rule, clause="") for code, rule in STANDARD.rules.items()}
    return replace(STANDARD, rules=MappingProxyType(rules))


def test_the_code_hangs_together() -> None:
    assert list(loose_ends(STANDARD)) == []


def test_no_duty_rests_on_rules_that_are_not_named_here() -> None:
    """Without any rule's citation, each clause is still met by what its own record names."""
    assert [end for end in loose_ends(without_rules()) if "nothing meets" in end] == []


def test_there_are_as_many_duties_as_the_draft_has() -> None:
    kinds = Counter(clause.kind for clause in STANDARD.clauses.values())
    assert kinds["duty"] >= 67
    assert kinds["prohibition"] + kinds["convention"] >= 16
    assert kinds["note"] >= 25
    assert all(clause.wording for clause in STANDARD.clauses.values() if clause.binds)


def test_a_clause_that_maps_to_nothing_is_told() -> None:
    clause = replace(STANDARD.clauses["5.5"], fulfilled_by=())
    assert "clause 5.5: nothing meets it" in list(loose_ends(with_clause(clause)))
    silent = replace(STANDARD.clauses["表C 注e"], act="none")
    assert "clause 表C 注e: nothing meets it" in list(loose_ends(with_clause(silent)))
    nobody = replace(STANDARD.clauses["5.5"], by=())
    assert list(loose_ends(with_clause(nobody))) == ["clause 5.5: nobody does it"]
    stranger = replace(STANDARD.clauses["5.5"], by=("moon",))
    assert list(loose_ends(with_clause(stranger))) == ["clause 5.5: no party 'moon'"]


def test_a_fulfilment_that_does_not_exist_is_told() -> None:
    wrong = (
        "chapter nowhere",
        "table Z.9",
        "map moon",
        "layer cheese",
        "indicator 999",
        "NO-SUCH-RULE",
        "dossier x",
        "tale",
    )
    told = list(loose_ends(with_clause(replace(STANDARD.clauses["5.5"], fulfilled_by=wrong))))
    assert told == [
        "clause 5.5: there is no chapter nowhere",
        "clause 5.5: there is no table Z.9",
        "clause 5.5: there is no map moon",
        "clause 5.5: there is no layer cheese",
        "clause 5.5: there is no indicator 999",
        "clause 5.5: there is no rule NO-SUCH-RULE",
        "clause 5.5: there is no dossier x",
        "clause 5.5: there is no tale",
    ]


def test_a_prohibition_without_a_rule_and_an_attestation_without_a_signature_are_told() -> None:
    bare = replace(STANDARD.clauses["4.1.3"], kind="prohibition", act="check", fulfilled_by=("attestation",))
    assert "clause 4.1.3: a prohibition that no rule checks" in list(loose_ends(with_clause(bare)))
    unsigned = replace(STANDARD.clauses["4.1.3"], fulfilled_by=("dossier",))
    told = "clause 4.1.3: is to be attested, and no attestation meets it"
    assert told in list(loose_ends(with_clause(unsigned)))


def test_a_rule_that_cites_a_clause_which_is_not_there_is_told() -> None:
    rule = replace(STANDARD.rules["UNIT-GAP"], clause="5.9.9")
    broken = replace(STANDARD, rules=MappingProxyType({**STANDARD.rules, rule.code: rule}))
    assert "rule UNIT-GAP: there is no clause 5.9.9" in list(loose_ends(broken))


def test_a_rule_that_cites_a_clause_fulfils_it() -> None:
    rule = replace(STANDARD.rules["UNIT-GAP"], clause="5.4.4.1 b–d；表C 注e")
    cites = replace(STANDARD, rules=MappingProxyType({rule.code: rule}))
    assert set(rules_citing(cites)) == {"5.4.4.1 b", "5.4.4.1 c", "5.4.4.1 d", "表C 注e"}
    assert Fulfilment("rule", "UNIT-GAP") in fulfilments(cites)["表C 注e"]


def test_what_is_checked_is_checked_by_a_rule() -> None:
    met = fulfilments(STANDARD)
    checked = [clause.number for clause in STANDARD.clauses.values() if clause.act == "check"]
    assert len(checked) > 80
    assert [number for number in checked if "rule" not in {one.kind for one in met[number]}] == []
