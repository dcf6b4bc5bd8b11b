"""What the plan rests on: made-up rows, parameters, rulings, secret layers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding, Place
from shanshui.plan import Fee, Funding, Price, Target, Work
from shanshui.plan.model import Parameter
from shanshui.quantity import convert, unit
from shanshui.review.case import Case
from shanshui.review.rule import rule
from shanshui.review.waivers import WAIVE
from shanshui.standard import closest
from shanshui.standard.limits import load_limits

_FINDING_ID = re.compile(r"[0-9a-f]{12}")
_ABOUT_FACTS = ("override", "calibration")


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
    named = [case.standard.inputs[name].name_zh for name, count in counts.items() if count]
    if named:
        words = {"table": "、".join(named), "count": str(sum(counts.values()))}
        yield Finding("SYNTHETIC-INPUT", Place(file="tables"), words["count"], "0", "tables", words=words)


@rule("REVIEW-NUMBER")
def secret_without_number(case: Case) -> Iterator[Finding]:
    """A secret layer is drawn only under a map review number (H.2.2.2)."""
    if case.plan.project.map_review_number.strip():
        return
    for key in sorted(key for key, entry in case.entries.items() if entry.secrecy == "secret"):
        role = case.standard.role(key)
        words = {"name": role.name if role else key}
        place = Place(file="project.yaml", column="map_review_number")
        yield Finding("REVIEW-NUMBER", place, subject=f"layer:{key}", words=words)


@rule("PARAMETER-LIMIT")
def parameter_unit(case: Case) -> Iterator[Finding]:
    """A parameter that takes the place of one of our limits is a number in a unit of the same kind."""
    for key, limit in load_limits().items():
        own = case.plan.project.parameters.get(key)
        if own is not None and not _same_kind(own, limit.unit):
            place = Place(file="project.yaml", column=f"parameters.{key}")
            yield Finding("PARAMETER-LIMIT", place, f"{own.value} {own.unit}", limit.unit, f"parameter:{key}")


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


def _same_kind(own: Parameter, wanted: str) -> bool:
    try:
        convert(Decimal(1), unit(own.unit).code, wanted)
    except (KeyError, ValueError):
        return False
    return isinstance(own.value, Decimal)
