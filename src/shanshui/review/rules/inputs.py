"""What the plan rests on: made-up rows, parameters, rulings, secret layers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding, Place
from shanshui.plan import Fee, Funding, Price, Ruling, Target, Work
from shanshui.plan.model import Parameter
from shanshui.quantity import converted, unit
from shanshui.review.case import Case, project_place
from shanshui.review.listing import joined
from shanshui.review.rule import rule
from shanshui.review.waivers import WAIVE
from shanshui.review.when import is_after
from shanshui.stage import OVERRIDE
from shanshui.standard import closest
from shanshui.standard.cells import read_number, same_kind
from shanshui.standard.judging.funding_rules import VERSION_PARAMETER
from shanshui.standard.judging.limits import load_limits
from shanshui.standard.judging.rule_words import rule_words
from shanshui.standard.method.choices import load_choices

_FINDING_ID = re.compile(r"[0-9a-f]{12}")
_ABOUT_FACTS = (OVERRIDE, "calibration")
_MADE_UP = "synthetic"


@rule("SYNTHETIC-INPUT")
def made_up_rows(case: Case) -> Iterator[Finding]:
    """Says once which input tables hold made-up rows; made-up layers are reported where they are read."""
    plan = case.plan
    tables: Mapping[str, Sequence[Work | Price | Fee | Funding | Target]] = {
        "works": plan.works,
        "prices": plan.prices,
        "fees": plan.fees,
        "funding": plan.funding,
        "targets": plan.targets,
    }
    counts = {name: sum(row.synthetic for row in rows) for name, rows in tables.items()}
    for name, records in plan.records.items():
        if name not in counts and _MADE_UP in case.standard.inputs[name].columns:
            counts[name] = sum(row.flag(_MADE_UP) for row in records)
    named = [case.standard.inputs[name].name_zh for name, count in counts.items() if count]
    if named:
        words = {"table": joined(named), "count": str(sum(counts.values()))}
        yield Finding("SYNTHETIC-INPUT", Place(file="tables"), words["count"], "0", "tables", words=words)


@rule("SYNTHETIC-UNMARKED")
def made_up_unmarked(case: Case) -> Iterator[Finding]:
    """A row whose source says that it is made up is marked so."""
    words = rule_words("made_up")
    for name, records in case.plan.records.items():
        columns = case.standard.inputs[name].columns
        if _MADE_UP not in columns or "source" not in columns:
            continue
        for row in records:
            source = row.text("source")
            if not row.flag(_MADE_UP) and any(word in source for word in words):
                said = {"table": case.standard.inputs[name].name_zh, "table_en": case.standard.inputs[name].name_en}
                subject = f"{name}[{row.place.row}].{_MADE_UP}"
                yield Finding("SYNTHETIC-UNMARKED", row.at(_MADE_UP), source, "", subject, words=said)


@rule("REVIEW-NUMBER")
def secret_without_number(case: Case) -> Iterator[Finding]:
    """A secret layer is drawn only under a map review number (H.2.2.2)."""
    if case.plan.project.map_review_number.strip():
        return
    for key in sorted(key for key, entry in case.entries.items() if entry.secrecy == "secret"):
        role = case.standard.role(key)
        words = {"name": role.name if role else key}
        place = project_place("map_review_number")
        yield Finding("REVIEW-NUMBER", place, subject=f"layer:{key}", words=words)


@rule("PARAMETER-LIMIT")
def parameter_unit(case: Case) -> Iterator[Finding]:
    """A parameter in place of one of our limits or choices is a number in a unit of the same kind, or an option."""
    wanted: dict[str, tuple[str, tuple[str, ...]]] = {key: (limit.unit, ()) for key, limit in load_limits().items()}
    wanted |= {key: (choice.unit, choice.options) for key, choice in load_choices().items()}
    for key, own in case.plan.project.parameters.items():
        unit_of, options = wanted.get(key, ("", ()))
        fine = str(own.value) in options if options else not unit_of or _fits(own, unit_of)
        if not fine:
            got = f"{own.value} {own.unit}"
            yield Finding("PARAMETER-LIMIT", _parameter(key), got, "、".join(options) or unit_of, f"parameter:{key}")


@rule("PARAMETER-UNKNOWN")
def unknown_parameter(case: Case) -> Iterator[Finding]:
    """A parameter is one that the program asks for."""
    known = (*load_limits(), *load_choices(), VERSION_PARAMETER)
    for key in case.plan.project.parameters:
        if key not in known:
            words = {"near": closest(key, known)}
            yield Finding("PARAMETER-UNKNOWN", _parameter(key), key, "", f"parameter:{key}", words=words)


@rule("PARAMETER-SOURCE")
def parameter_without_source(case: Case) -> Iterator[Finding]:
    """A parameter says where it comes from (H.3.2 d)."""
    for key, own in case.plan.project.parameters.items():
        if not own.source.strip() and (key in load_limits() or key in load_choices()):
            yield Finding("PARAMETER-SOURCE", _parameter(key), f"{own.value} {own.unit}", "", f"parameter:{key}")


@rule("RULING-UNKNOWN")
def ruling_without_subject(case: Case) -> Iterator[Finding]:
    """An override or acceptance names a fact of the ledger, a waiver a finding or a rule."""
    for ruling in case.plan.rulings:
        known: tuple[str, ...] = ()
        if ruling.kind == WAIVE:
            code = ruling.subject.partition(":")[0]
            fine = code in case.standard.rules or _FINDING_ID.fullmatch(ruling.subject) is not None
            known = () if fine else tuple(case.standard.rules)
        elif ruling.kind in _ABOUT_FACTS:
            fine = ruling.subject in case.facts
            known = () if fine else tuple(case.facts)
        else:
            fine = True
        if not fine:
            words = {"near": closest(ruling.subject, known)}
            place = replace(ruling.place, column="subject")
            yield Finding("RULING-UNKNOWN", place, ruling.subject, "", f"ruling:{ruling.id}", words=words)


@rule("RULING-FUTURE")
def ruled_after_submission(case: Case) -> Iterator[Finding]:
    """A ruling was made before the plan was handed in."""
    for ruling in case.plan.rulings:
        if is_after(ruling.date, case.submitted):
            place, want = replace(ruling.place, column="date"), f"≤ {case.submitted}"
            yield Finding("RULING-FUTURE", place, ruling.date, want, f"ruling:{ruling.id}")


@rule("RULING-TWICE")
def ruled_twice(case: Case) -> Iterator[Finding]:
    """A thing is ruled once: of two waivers, overrides or acceptances only the first counts."""
    for (kind, subject), rulings in _alike(case).items():
        for ruling in rulings[1:]:
            place = replace(ruling.place, column="subject")
            words = {"other": rulings[0].id, "kind": case.term("ruling_kind", kind)}
            yield Finding("RULING-TWICE", place, subject, "", f"ruling:{ruling.id}", words=words)


@rule("RULING-OVERRIDE")
def override_without_effect(case: Case) -> Iterator[Finding]:
    """What a ruling puts in place of a computed number is a number in a unit of the same kind."""
    for ruling in case.plan.rulings:
        fact = case.facts.get(ruling.subject) if ruling.kind == OVERRIDE else None
        if fact is None or isinstance(fact.value, str):
            continue
        ruled = read_number(ruling.value, "")
        if not isinstance(ruled, Decimal) or converted(ruled, ruling.unit or "1", fact.unit) is None:
            got = f"{ruling.value} {ruling.unit}".strip()
            place, words = replace(ruling.place, column="value"), {"fact": fact.id}
            yield Finding(
                "RULING-OVERRIDE", place, got, unit(fact.unit).symbol, f"ruling:{ruling.id}", (fact.id,), words
            )


@rule("REPLY-FINDING")
def reply_to_nothing(case: Case) -> Iterator[Finding]:
    """A reply names a finding by its twelve digits."""
    for row in case.records("replies"):
        finding = row.text("finding")
        if not _FINDING_ID.fullmatch(finding):
            yield Finding("REPLY-FINDING", row.at("finding"), finding, "", f"replies:{finding}")


def _alike(case: Case) -> Mapping[tuple[str, str], tuple[Ruling, ...]]:
    """Rulings that name a fact, a finding or a rule, by kind and subject."""
    kinds = (WAIVE, *_ABOUT_FACTS)
    found: dict[tuple[str, str], tuple[Ruling, ...]] = {}
    for ruling in case.plan.rulings:
        if ruling.kind in kinds:
            key = (ruling.kind, ruling.subject.strip())
            found[key] = (*found.get(key, ()), ruling)
    return found


def _parameter(key: str) -> Place:
    return project_place(f"parameters.{key}")


def _fits(own: Parameter, wanted: str) -> bool:
    return isinstance(own.value, Decimal) and same_kind(own.unit, wanted)
