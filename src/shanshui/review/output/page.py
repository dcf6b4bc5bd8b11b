"""Findings as one self-contained page: filter, print and keyboard work without a network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from shanshui.finding import Finding
from shanshui.ledger import Fact, Facts
from shanshui.plan import Plan
from shanshui.quantity import printed, unit
from shanshui.review.amounts import shown
from shanshui.review.output.comments import DISCIPLINES, Comment, comments
from shanshui.review.output.console import counts, verdict
from shanshui.standard import Standard

_OUTER = {"m2": ("hm2", 2), "yuan": ("wan_yuan", 2), "1": ("1", 4)}
"""Unit and decimals that a reader expects in place of the inner unit."""


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact as the page shows it.

    Parameters
    ----------
    fact : Fact
        Itself.
    value : str
        In the unit a reader expects; the reason where there is no value.
    exact : str
        The unrounded value in its inner unit, where that says more.
    """

    fact: Fact
    value: str
    exact: str


def findings_page(
    subject: str,
    findings: Iterable[Finding],
    standard: Standard,
    facts: Facts,
    plan: Plan | None = None,
    lang: str = "zh",
) -> str:
    """Draw the page.

    Parameters
    ----------
    subject : str
        What was judged.
    findings : iterable of Finding
        Of all stages.
    standard : Standard
        Words.
    facts : Facts
        Where the values of the quoted facts stand.
    plan : Plan, optional
        Its rulings and replies.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        An HTML document.
    """
    found = tuple(findings)
    said = comments(found, standard, plan, lang)
    groups = {name: [c for c in said if c.discipline == name] for name in DISCIPLINES}
    return _template().render(
        lang="zh-CN" if lang == "zh" else "en",
        subject=subject,
        final=verdict(found),
        counts=counts(found),
        groups={name: group for name, group in groups.items() if group},
        facts=_views(said, facts),
        edition=standard.edition,
        label=lambda key: standard.label(key, lang),
        term=lambda vocabulary, code: standard.term(vocabulary, str(code), lang),
    )


@cache
def _template() -> Template:
    folder = files("shanshui.review.output").joinpath("templates")
    loader = FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8"))
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("findings.html")


def _views(said: Iterable[Comment], facts: Facts) -> Mapping[str, FactView]:
    ids = dict.fromkeys(fact for comment in said for fact in comment.finding.facts)
    return {key: _view(facts[key]) for key in ids if key in facts}


def _view(fact: Fact) -> FactView:
    if fact.value is None or isinstance(fact.value, str):
        return FactView(fact, fact.value or fact.reason or printed(None, None), "")
    outer, places = _OUTER.get(fact.unit, (fact.unit, None))
    exact = f"{printed(fact.value, None)} {unit(fact.unit).symbol}".strip()
    value = shown(fact.value, fact.unit, outer, places)
    return FactView(fact, value, exact if exact != value else "")
