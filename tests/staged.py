"""Run stages on a project folder, without the pipeline's memory and journal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shanshui import assess, finance, layout, survey
from shanshui.finding import Finding
from shanshui.ledger import Fact, Facts, Source, Table
from shanshui.ledger.facts import with_inherited_synthetic
from shanshui.plan import Plan, plan_from, read_project
from shanshui.standard import describe, load
from shanshui.workspace import Layers, Memo, Workspace, read_catalog, read_tables

STAGES = {"survey": survey.run, "assess": assess.run, "layout": layout.run, "finance": finance.run}


@dataclass(frozen=True)
class Run:
    """What the stages found out on one county."""

    plan: Plan
    layers: Layers
    facts: Facts
    findings: tuple[Finding, ...]
    tables: tuple[Table, ...]

    def codes(self, layer: str = "") -> list[str]:
        """Codes of the findings, of one layer where asked; each can be put into words."""
        for finding in self.findings:
            said = describe(finding)
            assert "{" not in said.text + said.remedy
        return [f.code for f in self.findings if layer in ("", f.place.layer)]


def run(root: Path, *names: str) -> Run:
    """Read a folder and run stages in the order given; each fact's lineage must be known."""
    standard = load()
    project, project_findings = read_project(root, standard)
    assert project is not None, project_findings
    read = read_tables(root, standard)
    entries, _ = read_catalog(root, standard)
    plan, layers = plan_from(project, read.records), Layers(root, entries, standard, project)
    sources = {s.id: s for s in read.sources} | {"project": Source("project", "project.yaml", "")}
    sources |= {
        f"layer:{r}": Source(f"layer:{r}", e.file, layers.digest(r), synthetic=e.synthetic) for r, e in entries.items()
    }
    known: dict[str, Fact] = {}
    findings: list[Finding] = []
    tables: list[Table] = []
    for name in names:
        workspace = Workspace(
            root, root / "work", root / "dossier", layers, Memo(root / "memo"), sources, Facts(known.values())
        )
        result = STAGES[name](plan, workspace, standard)
        ids = [fact.id for fact in result.facts]
        assert len(ids) == len(set(ids))
        assert not set(ids) & set(known)
        known |= {f.id: f for f in with_inherited_synthetic(result.facts, {**sources, **known})}
        findings += result.findings
        tables += result.tables
    return Run(plan, layers, Facts(known.values()), tuple(findings), tuple(tables))
