"""The review as a stage (5.6): rules before the dossier is drawn, the recount after, and what the panel gets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from shanshui.finding import Finding
from shanshui.ledger import Facts, Table, of_end
from shanshui.plan import Plan
from shanshui.remarks.comments import place_text
from shanshui.remarks.exchange import findings_json
from shanshui.review.case import Case
from shanshui.review.output.atlas import draw_atlas
from shanshui.review.output.clauses import write_clauses
from shanshui.review.output.evidence import evidence_of
from shanshui.review.output.extracts import Extracts, read_extracts
from shanshui.review.output.matrix import write_matrix
from shanshui.review.output.page import Surroundings, findings_page
from shanshui.review.output.sarif import findings_sarif
from shanshui.review.recount import ReadBack, prints, recount_files
from shanshui.review.recount.certificates import Recheck, certificate_findings, recheck
from shanshui.review.rules import run_rules
from shanshui.stage import StageResult
from shanshui.standard import Standard
from shanshui.workspace import Layers, Workspace


def run(plan: Plan, workspace: Workspace, standard: Standard) -> StageResult:
    """Clause 5.6: every plan rule on what the stages found out.

    Parameters
    ----------
    plan : Plan
        What the planner entered.
    workspace : Workspace
        Its facts and tables are judged; no layer is read, only the catalog's word on secrecy.
    standard : Standard
        Rules and vocabularies.
    """
    return StageResult(findings=run_rules(case_of(plan, workspace, standard)))


def case_of(plan: Plan, workspace: Workspace, standard: Standard) -> Case:
    """What the rules see of a county: plan, facts, tables, and what the catalog says of its layers.

    Parameters
    ----------
    plan : Plan
        What the planner entered.
    workspace : Workspace
        What the stages found out.
    standard : Standard
        The code as data.
    """
    used = frozenset(fact.subject.removeprefix("layer:") for fact in workspace.facts.starting("layer:"))
    entries = {role: entry for role in workspace.layers.roles if (entry := workspace.layers.entry(role)) is not None}
    return Case(plan, workspace.facts, workspace.tables, standard, used, MappingProxyType(entries), workspace.chapters)


def recount(
    dossier: Path,
    facts: Facts,
    standard: Standard,
    tables: Mapping[str, Table] = MappingProxyType({}),
    plan: Plan | None = None,
    layers: Layers | None = None,
    read: ReadBack | None = None,
    check: Recheck = recheck,
) -> tuple[Finding, ...]:
    """Read the finished files back, compare each printed number with the ledger, and check certificates again.

    Parameters
    ----------
    dossier : Path
        Folder of the dossier.
    facts : Facts
        The whole ledger.
    standard : Standard
        Vocabularies, for facts whose value is a code.
    tables : mapping, optional
        Computed tables; with them, closed rounding is held to what they recorded.
    plan, layers : Plan, Layers, optional
        What certificates speak of; without them they are not checked.
    read : ReadBack, optional
        What the files print, where they have been read back already.
    check : callable, optional
        Checks the certificates.
    """
    terms: dict[str, frozenset[str]] = {}
    for vocabulary in standard.vocabularies.values():
        for code, term in vocabulary.items():
            terms[code] = terms.get(code, frozenset()) | {term.zh, term.en}
    found = recount_files(read or prints(dossier, facts), facts, tables, terms)
    if plan is None or layers is None:
        return found
    return (*found, *certificate_findings(dossier, facts, plan, layers, standard, check))


def printed_at(read: ReadBack, standard: Standard) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Where a dossier prints each fact, and how; ``shanshui explain`` shows it.

    Parameters
    ----------
    read : ReadBack
        What its files print.
    standard : Standard
        Words for places.

    Returns
    -------
    mapping of fact id to (place, text) pairs
        Pairs in reading order; the shape that the ledger stores.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for one in read[0]:
        found.setdefault(of_end(one.fact)[0], []).append((place_text(one.place, standard), one.text))
    return MappingProxyType({fact: tuple(places) for fact, places in found.items()})


def sarif(
    subject: str, findings: Iterable[Finding], standard: Standard, plan: Plan | None, root: Path, lang: str = "zh"
) -> str:
    """Findings for an editor, each beside the line it speaks of (SARIF 2.1.0).

    Parameters
    ----------
    subject : str
        What was judged.
    findings : iterable of Finding
        Of all stages.
    standard : Standard
        Words.
    plan : Plan or None
        Its rulings and replies.
    root : Path
        The project folder, whose files are looked up for lines.
    lang : {"zh", "en"}
        Language.
    """
    found = tuple(findings)
    extracts = read_extracts(root, (finding.place for finding in found), standard)
    return findings_sarif(subject, found, standard, plan, extracts, lang)


def write(
    folder: Path,
    subject: str,
    findings: Iterable[Finding],
    standard: Standard,
    facts: Facts,
    plan: Plan | None = None,
    lang: str = "zh",
    tables: Mapping[str, Table] = MappingProxyType({}),
    root: Path | None = None,
    layers: Layers | None = None,
) -> None:
    """Write what the panel gets: ``findings.html``, ``.xlsx``, ``.json``, ``.sarif`` and ``clauses.xlsx``.

    Parameters
    ----------
    folder : Path
        ``审查/`` of the dossier; made where it is not there.
    subject : str
        What was judged.
    findings : iterable of Finding
        Of all stages.
    standard : Standard
        Words.
    facts : Facts
        Values behind the findings.
    plan : Plan, optional
        Its rulings, replies and attestations.
    lang : {"zh", "en"}
        Language.
    tables : mapping, optional
        Computed tables; ``clauses.xlsx`` says of one that is not among them that it is not there.
    root : Path, optional
        The project folder; rows of its tables that findings name are shown on the page.
    layers : Layers, optional
        What the map on the page is drawn from; without them, or without a plan, it has none.
    """
    found = tuple(findings)
    folder.mkdir(parents=True, exist_ok=True)
    extracts = read_extracts(root, (f.place for f in found), standard) if root is not None else Extracts()
    atlas = draw_atlas(plan, layers, found) if plan is not None and layers is not None else None
    texts = {
        "findings.html": findings_page(subject, found, standard, facts, plan, lang, Surroundings(atlas, extracts)),
        "findings.json": findings_json(subject, found, standard, plan, lang),
        "findings.sarif": findings_sarif(subject, found, standard, plan, extracts, lang),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    write_matrix(folder / "findings.xlsx", subject, found, standard, plan, lang)
    evidence = evidence_of(folder.parent, standard, facts, plan, tables)
    write_clauses(folder / "clauses.xlsx", subject, found, evidence, lang)
