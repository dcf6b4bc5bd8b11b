"""The proposal of monitoring (5.4.1.3, 5.4.2.2, 5.4.4.2 c, H.1.8.1): rows, what they show, what they cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from math import isfinite

from shanshui.finding import Finding, Place
from shanshui.geo import crs as reference
from shanshui.indicators.power import t_power
from shanshui.layout.ground import Ground, ground_of
from shanshui.layout.monitoring.monitoring_design import (
    Line,
    MonitoringDesign,
    Reach,
    Setting,
    designed,
    entered_by_subject,
)
from shanshui.layout.monitoring.monitoring_facts import terms_of
from shanshui.layout.monitoring.monitoring_frame import fields_of
from shanshui.layout.proposals.entered_rows import NO, YES, as_entered
from shanshui.layout.proposals.proposal import Chart, Effort, Proposal, Said, Series
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.plan import Plan, Subproject, cost_of, unit_price
from shanshui.quantity import convert, exact, printed, round_half_up
from shanshui.standard import Standard
from shanshui.standard.cells import same_kind
from shanshui.standard.method.monitoring import load_watches
from shanshui.workspace import Workspace
from shanshui.workspace.fields import read_field

PART = "monitoring"
METHOD = "layout.monitoring.monitoring_design.designed"
Row = Mapping[str, str]

_FIELDS = ("slope", "fvc", "erosion")
_MONITORING = "monitoring"
_DEGREES, _PLACES = 6, 4
_LONGEST = 40
"""Points at which a curve of power ends at the earliest."""


def propose(plan: Plan, workspace: Workspace, standard: Standard, effort: Effort) -> Proposal:
    """A design that fills up what was entered, and a sub-project of monitoring where none is there.

    Parameters
    ----------
    plan : Plan
        Units, sub-projects, rows of monitoring as entered, prices.
    workspace : Workspace
        Layers, and the fields of the assessment.
    standard : Standard
        Words.
    effort : Effort
        Its seed decides on the lots.
    """
    grid, ground = workspace.layers.grid, ground_of(plan, workspace.layers, workspace.facts)
    year = plan.project.base_year
    fields = fields_of(_FIELDS, year, workspace.work, workspace.facts, grid) if grid is not None else None
    if grid is None or ground is None or fields is None:
        finding = Finding("MONITOR-FRAME", Place(layer="landcover"), subject="proposal.monitoring")
        return Proposal(PART, findings=(finding,), said=(Said("proposal.monitoring.nothing"),))
    flow = read_field("flow_accumulation", workspace.work, workspace.facts, grid)
    setting = Setting(plan, ground, grid, fields, flow, effort.seed, entered_by_subject(plan))
    own = _own_subproject(plan, standard)
    found = designed(setting)
    if own is not None:
        found = replace(found, lines=(*found.lines, *_watching(own["code"])))
    made_up = any(workspace.sources[key].synthetic for key in ("layer:landcover",) if key in workspace.sources)
    tables = {"monitoring": tuple(_rows(found, plan, ground, standard, made_up))}
    if own is not None:
        kept = (as_entered(record, standard) for record in plan.records.get("subprojects", ()))
        tables["subprojects"] = (*kept, own)
    said = (*_sentences(found, plan, standard), *_costs(found, plan), *_about_own(own))
    return Proposal(PART, tables, facts=tuple(_facts(found, standard)), said=said, charts=_charts(found, plan))


def _rows(found: MonitoringDesign, plan: Plan, ground: Ground, standard: Standard, made_up: bool) -> Iterator[Row]:
    """The table as entered, then what is proposed."""
    entered = plan.records.get("monitoring", ())
    yield from (as_entered(record, standard) for record in entered)
    taken, number = {record.text("code") for record in entered}, 0
    turn = reference.transformer(ground.epsg, reference.CGCS2000)
    spans, bodies = _spans(plan), _bodies(plan)
    for line in found.lines:
        number += 1
        while f"MP-{number:03d}" in taken:
            number += 1
        place = turn.transform(*line.plot.place) if line.plot is not None else None
        spare = turn.transform(*line.plot.spare) if line.plot is not None and line.plot.spare is not None else None
        start, end = spans.get(line.subject, spans["scope"])
        yield {
            "code": f"MP-{number:03d}",
            "name": _name(line, plan, standard),
            "scale": standard.word("monitoring_scale", line.watch.scale),
            "subject": line.subject,
            "longitude": f"{place[0]:.{_DEGREES}f}" if place else "",
            "latitude": f"{place[1]:.{_DEGREES}f}" if place else "",
            "indicator": line.watch.indicator,
            "method": line.watch.method,
            "frequency": line.watch.frequency,
            "start": str(start),
            "end": str(end),
            "responsible": bodies.get(line.subject, plan.project.authority or plan.project.applicant),
            "synthetic": standard.word("yes_no", YES if made_up else NO),
            "note": _note(line, spare, standard),
        }


def _name(line: Line, plan: Plan, standard: Standard) -> str:
    kind, _, code = line.subject.partition(":")
    unit = plan.unit_of(code) if kind == "unit" else None
    owner = unit.natural_unit if unit is not None else code if kind == "subproject" else ""
    indicator = standard.indicators.get(line.watch.indicator)
    performance = standard.performance.get(line.watch.indicator)
    what = indicator.name if indicator else performance.name_d if performance else line.watch.indicator
    classes = {c.code: c.name for c in standard.classes["hj1166"].level(1)}
    words = {
        "owner": owner,
        "number": f"{line.number:02d}",
        "kind": classes.get(str(line.plot.kind), "") if line.plot else "",
        "what": what,
    }
    sort = "control" if line.control else line.watch.sampling
    return standard.label(f"monitoring.name.{sort}").format(**words)


def _note(line: Line, spare: tuple[float, float] | None, standard: Standard) -> str:
    if spare is not None:
        words = {"longitude": f"{spare[0]:.{_DEGREES}f}", "latitude": f"{spare[1]:.{_DEGREES}f}"}
        return standard.label("monitoring.note.spare").format(**words)
    if line.control:
        return standard.label("monitoring.note.control")
    return standard.label("monitoring.note.no_place") if line.plot is None else ""


def _spans(plan: Plan) -> Mapping[str, tuple[int, int]]:
    """From the base year to the end of care, subject by subject."""
    project = plan.project
    start, last = project.base_year, project.build_years[1]
    found = {"scope": (start, last + project.care_years)}
    ends: dict[str, int] = {}
    for sub in plan.subprojects:
        end = min(sub.end, last) + (project.care_years if sub.care_years is None else sub.care_years)
        found[f"subproject:{sub.code}"] = (start, end)
        ends[sub.unit] = max(ends.get(sub.unit, 0), end)
    for unit in plan.units:
        found[f"unit:{unit.code}"] = (start, ends.get(unit.code, last + project.care_years))
    return found


def _bodies(plan: Plan) -> Mapping[str, str]:
    """Who carries out each sub-project; units are left to whoever carries out a sub-project of monitoring."""
    found = {f"subproject:{sub.code}": sub.implementer for sub in plan.subprojects if sub.implementer}
    watcher = next((sub.implementer for sub in plan.subprojects if sub.category == _MONITORING), "")
    return found | ({f"unit:{unit.code}": watcher for unit in plan.units} if watcher else {})


def _own_subproject(plan: Plan, standard: Standard) -> Row | None:
    """A sub-project of its own for monitoring (5.4.2.2), in the first unit; None where there is one."""
    if not plan.units or any(sub.category == _MONITORING for sub in plan.subprojects):
        return None
    project, unit = plan.project, plan.units[0]
    taken = {sub.code for sub in plan.subprojects}
    code = next(name for n in range(1, 1000) if (name := f"{unit.code}-JC{n:02d}") not in taken)
    return {
        "code": code,
        "unit": unit.code,
        "region": project.county_name,
        "project_type": standard.label("monitoring.subproject.type"),
        "category": standard.word("subproject_category", _MONITORING),
        "department": standard.word("department", "natural_resources"),
        "implementer": project.authority or project.applicant,
        "start": str(project.build_years[0]),
        "end": str(project.build_years[1]),
        "care_years": str(project.care_years),
        "content": standard.label("monitoring.subproject.content"),
        "note": standard.label("monitoring.subproject.note"),
    }


def _watching(code: str) -> Iterator[Line]:
    """What is watched of the sub-project that watches."""
    for watch in load_watches():
        if watch.scale == "subproject" and watch.called_for(frozenset(), _MONITORING):
            yield Line(watch, f"subproject:{code}")


def _sentences(found: MonitoringDesign, plan: Plan, standard: Standard) -> Iterator[Said]:
    """How many points at which scale; what each unit's plots show; what the sub-projects' do."""
    points = {scale: 0 for scale in ("scope", "unit", "subproject")}
    for line in found.lines:
        points[line.watch.scale] += line.plot is not None
    above = sum(line.watch.scale == "scope" for line in found.lines)
    counts = {"scope": str(above), "unit": str(points["unit"]), "subproject": str(points["subproject"])}
    yield Said("proposal.monitoring.counts", counts)
    terms = terms_of(plan.project)
    asked = {"power": _percent(terms.power), "alpha": _percent(terms.alpha), "share": _percent(terms.change)}
    for reach in found.reach:
        words = {**asked, "name": _subject_name(reach.subject, plan), **_reach_words(reach)}
        if reach.design == "paired" and isfinite(reach.mean):
            yield Said("proposal.monitoring.unit", words)
            before = "proposal.monitoring.entered" if reach.entered > 1 else "proposal.monitoring.entered_none"
            yield Said(before, words)
        elif reach.design == "paired":
            yield Said("proposal.monitoring.unknown", words)
    sites = [reach for reach in found.reach if reach.design == "baci" and isfinite(reach.power)]
    if sites:
        weak = [_subject_name(reach.subject, plan) for reach in sites if reach.power < terms.power]
        words = {
            **asked,
            "share": _percent(terms.site_change),
            "count": str(len(sites)),
            "good": str(len(sites) - len(weak)),
        }
        yield Said("proposal.monitoring.sites", words)
        if weak:
            yield Said("proposal.monitoring.weak", {**words, "names": "、".join(weak)})


def _reach_words(reach: Reach) -> Mapping[str, str]:
    return {
        "entered": str(reach.entered),
        "needed": str(reach.needed),
        "total": str(reach.total),
        "wanted": _percent(reach.wanted),
        "least": _percent(reach.least),
        "reached": _percent(reach.power),
        "before": _percent(reach.entered_power),
    }


def _percent(share: float) -> str:
    return printed(round_half_up(exact(share) * 100, 1), 1) if isfinite(share) else "—"


def _subject_name(subject: str, plan: Plan) -> str:
    kind, _, code = subject.partition(":")
    owner = plan.unit_of(code) if kind == "unit" else plan.subproject(code)
    return f"{code} {owner.name}" if isinstance(owner, Subproject) else owner.natural_unit if owner else code


def _costs(found: MonitoringDesign, plan: Plan) -> Iterator[Said]:
    """What points cost for which a measure of monitoring has a price; that there is none, where there is none."""
    points, priced = [line for line in found.lines if line.plot is not None], 0
    for measure in (one for one in plan.measures if one.category == _MONITORING):
        price = unit_price(plan, measure.code)
        count = sum(_named_in(line, measure.name) for line in points)
        if not count or price is None or not same_kind(price.unit, "yuan/count"):
            continue
        priced += count
        cost = convert(cost_of(Decimal(count), "count", price.price, price.unit), "yuan", "wan_yuan")
        words = {"count": str(count), "measure": measure.name, "amount": printed(round_half_up(cost, 0), 0)}
        yield Said("proposal.monitoring.cost", {**words, "source": price.source or "—"})
    if len(points) > priced:
        yield Said("proposal.monitoring.no_price", {"points": str(len(points) - priced)})


def _named_in(line: Line, measure: str) -> bool:
    """Whether the name of a measure speaks of what a point watches."""
    names = (line.watch.indicator, *line.watch.names)
    return any(name in measure for name in names if not name.isascii())


def _about_own(own: Row | None) -> tuple[Said, ...]:
    return () if own is None else (Said("proposal.monitoring.own", {"code": own["code"]}),)


def _facts(found: MonitoringDesign, standard: Standard) -> Iterator[Fact]:
    """Plots needed and laid, what they show, and what the entered ones show."""
    for reach in found.reach:
        values = (
            ("plots", Decimal(reach.total), "count"),
            ("needed", Decimal(reach.needed), "count"),
            ("detectable", _known(reach.least), "1"),
            ("power", _known(reach.power), "1"),
            ("entered_power", _known(reach.entered_power), "1"),
        )
        for key, value, unit in values:
            name = fact_id(reach.subject, f"proposed.monitoring.{key}")
            why = "" if value is not None else standard.label("monitoring.reason.spread")
            inputs = ("layer:landcover",)
            yield Fact(name, value, unit, Basis.MODELLED_UNCALIBRATED, "", METHOD, "5.4.4.2 c", inputs, reason=why)


def _known(number: float) -> Decimal | None:
    return round_half_up(exact(number), _PLACES) if isfinite(number) else None


def _charts(found: MonitoringDesign, plan: Plan) -> tuple[Chart, ...]:
    """Power by number of plots in each unit, with the plots entered and proposed."""
    units = [reach for reach in found.reach if reach.design == "paired" and isfinite(reach.mean) and reach.moved > 0]
    if not units:
        return ()
    terms, most = terms_of(plan.project), max(_LONGEST, *(reach.total for reach in units))
    series: list[Series] = []
    for reach in units:
        name, counts = _subject_name(reach.subject, plan), range(2, most + 1)
        powers = tuple(t_power(reach.wanted / reach.moved, n, terms.alpha) for n in counts)
        series.append(Series(name, tuple(float(n) for n in counts), powers))
        marks = sorted({reach.entered, reach.total} - {0, 1})
        heights = tuple(t_power(reach.wanted / reach.moved, n, terms.alpha) for n in marks)
        series.append(Series(name, tuple(float(n) for n in marks), heights, "marks"))
    title, across, up = (f"proposal.monitoring.chart.{part}" for part in ("title", "plots", "power"))
    return (Chart(title, across, up, tuple(series)),)
