"""Proposal of a scope: natural units that hold the problems, and what affects them, in one closed polygon (5.3.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from shanshui.finding import Finding, Place
from shanshui.geo.areas import ellipsoidal, measured
from shanshui.geo.overlay import Cover, polygonal, united
from shanshui.layout.proposals.proposal import Effort, Proposal, Said
from shanshui.layout.units.catchments import Catchments, catchments
from shanshui.layout.units.scope_rule import KINDS, Demands, Nature, Reason, chosen
from shanshui.ledger import Basis, Fact
from shanshui.plan import Plan, touch
from shanshui.plan.choices import choice
from shanshui.plan.model import Project
from shanshui.quantity import convert, exact, printed, round_half_up
from shanshui.standard import Standard
from shanshui.standard.method.diagnosis import load_problem_types
from shanshui.workspace import Workspace
from shanshui.workspace.catalog import CATALOG
from shanshui.workspace.catchments import FACT
from shanshui.workspace.derived_units import read_units
from shanshui.workspace.layers import Layers, Statement, assessment_units, measured_on, subprojects, townships

PART, CLAUSE = "scope", "5.3.2.3"
WORST = "worst"
_TROUBLE = "ecosystem_problem"
_PLACES = 6

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Demanded:
    """The project's choice of what counts.

    Parameters
    ----------
    severity, urgency : int
        Grade of a problem from which its ground counts, and from which its urgency in the assessment unit does.
    demands : Demands
        Shares.
    beyond : str
        What is taken beyond the county: ``none``, ``affected`` (what affects its problems) or ``all``.
    """

    severity: int
    urgency: int
    demands: Demands
    beyond: str


def propose(plan: Plan, workspace: Workspace, standard: Standard, effort: Effort) -> Proposal:
    """A scope that follows from the problems, held against the one entered.

    Parameters
    ----------
    plan : Plan
        Its sub-projects, and the project's choices (``scope_<name>``).
    workspace : Workspace
        Catchments and diagnosis as the assessment left them.
    standard : Standard
        Words.
    effort : Effort
        Not needed: nothing is searched.
    """
    layers = workspace.layers
    found, scope, epsg = catchments(plan, workspace, standard, surroundings=True), layers.scope, layers.crs
    if found is None or scope is None or epsg is None:
        return _nothing("SCOPE-NO-CATCHMENTS")
    wanted = demanded(plan.project)
    county = _county(layers, scope)
    inside = shapely.intersects(county, shapely.point_on_surface(np.asarray(found.geometries, dtype=object)))
    works = _works(plan, layers, found)
    reasons, left = chosen(
        _nature(found, inside, wanted.beyond),
        _problems(found, workspace, wanted),
        frozenset(key for key, one in load_problem_types().items() if one.rare),
        works,
        wanted.demands,
    )
    if not reasons:
        return _nothing("SCOPE-NOTHING")
    whole = closed([found.geometries[n] for n in sorted(reasons)])
    told = _told(workspace, plan)
    compared = _compared(whole, scope, found, reasons, wanted, epsg)
    facts = (*_facts(compared, found, reasons, told),)
    said = (
        *_said(found, reasons, wanted, standard, plan.project),
        *_said_left(found, left),
        *_said_compared(compared, found, inside, sorted(reasons)),
        *_said_places(whole, layers, epsg),
    )
    frame = gpd.GeoDataFrame({"name": [plan.project.natural_unit]}, geometry=[whole], crs=epsg)
    return Proposal(PART, layers={PART: frame}, facts=facts, said=said)


def _nothing(code: str) -> Proposal:
    """What is answered where nothing can be proposed."""
    return Proposal(
        PART,
        findings=(Finding(code, Place(file=CATALOG), subject="proposal.scope"),),
        said=(Said(f"scope.said.{code.partition('-')[2].lower().replace('-', '_')}"),),
    )


def demanded(project: Project) -> Demanded:
    """What a project demands."""
    number = {
        key: choice(project, f"scope_{key}").number
        for key in ("severity", "urgency", "problem_share", "upstream_share", "downstream_share", "bridge")
    }
    return Demanded(
        round(number["severity"]),
        round(number["urgency"]),
        Demands(number["problem_share"], number["upstream_share"], number["downstream_share"], number["bridge"]),
        choice(project, "scope_beyond").word,
    )


def closed(parts: Iterable[BaseGeometry]) -> BaseGeometry:
    """The one polygon without holes that parts of a coverage make; of several the largest."""
    whole = polygonal(shapely.coverage_union_all(list(parts)))
    largest = max(shapely.get_parts(whole), key=lambda part: float(part.area))
    return shapely.Polygon(largest.exterior)


def _county(layers: Layers, scope: BaseGeometry) -> BaseGeometry:
    """Ground of which the own problems count: the county, else the scope."""
    frame = layers.vector("county")
    return scope if frame is None else shapely.union_all([scope, *frame.geometry.to_numpy()])


def _nature(found: Catchments, inside: NDArray[np.bool_], beyond: str) -> Nature:
    """Catchments as the rule sees them; without those beyond the county where these are not wanted at all."""
    known = np.isfinite(found.sediment).all()
    loads = found.sediment * found.areas / 1e6 if known else found.areas
    pairs, downstream = found.pairs, found.downstream
    if beyond == "none":
        pairs = pairs[inside[pairs].all(axis=1)]
        downstream = np.where(inside & (downstream >= 0) & inside[downstream], downstream, -1)
    rim = found.outside > 0
    if beyond == "none":
        rim = rim | np.isin(np.arange(len(found)), found.pairs[~inside[found.pairs].all(axis=1)])
    return Nature(found.areas, loads, downstream, pairs, rim, inside | (beyond == "all"))


def _works(plan: Plan, layers: Layers, found: Catchments) -> Floats:
    """Share of each catchment under sub-projects; what they merely touch is 0."""
    shares = np.zeros(len(found))
    drawn = [shape.geometry for shape in subprojects(plan, layers).values() if shape.has_area]
    if drawn:
        ground = united(drawn)
        hits, pieces = Cover(found.geometries).pieces(ground)
        sizes = shapely.area(pieces)
        least = float(touch(plan.project, exact(float(ground.area))))
        shares[hits] = np.where(
            sizes > least, sizes / shapely.area(np.asarray(found.geometries, dtype=object))[hits], 0.0
        )
    return shares


def _problems(found: Catchments, workspace: Workspace, wanted: Demanded) -> Mapping[str, Floats]:
    """Share of each catchment with each problem, where it is as severe and, as far as that is known, as urgent."""
    units = read_units(workspace.work, workspace.facts) or assessment_units(workspace.layers)
    codes, main = list(units), np.full(len(found), -1, np.intp)
    if codes:
        cover = Cover([shape.geometry for shape in units.values()])
        for number, shape in enumerate(found.geometries):
            hits, pieces = cover.pieces(shape)
            if hits.size:
                main[number] = hits[np.argmax(shapely.area(pieces))]
    shares = {}
    for key in found.problems:
        if key == WORST:
            continue
        urgent = np.array(
            [_urgency(workspace, f"assessment_unit:{code}", key) >= wanted.urgency for code in codes] + [True]
        )
        shares[key] = np.where(urgent[main], np.nan_to_num(found.affected(key, wanted.severity)), 0.0)
    return shares


def _urgency(workspace: Workspace, subject: str, problem: str) -> float:
    """Grade of urgency of a problem in an assessment unit; none (0) where the unit has not the problem."""
    number = workspace.facts.number(f"{subject}.problem.{problem}.urgency")
    return 0.0 if number is None else float(number)


def _told(workspace: Workspace, plan: Plan) -> Statement:
    sources = [f"layer:{workspace.layers.scope_role}", "layer:dem"]
    sources += ["table:subprojects"] if plan.subprojects else []
    facts = ["scope.area", f"{FACT}.content"]
    return measured_on(
        workspace.layers, sources, "layout.units.scope_rule.chosen", CLAUSE, facts, Basis.MODELLED_UNCALIBRATED
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """A proposed scope held against the one entered; areas are ellipsoidal [m²].

    Parameters
    ----------
    areas, problems : mapping of name to Decimal
        All ground, and ground with a problem of the demanded severity, that is ``proposed``, ``entered``, ``shared``,
        ``missing`` (proposed and not entered) and ``superfluous`` (entered and not proposed).
    """

    areas: Mapping[str, Decimal]
    problems: Mapping[str, Decimal]


def _compared(
    whole: BaseGeometry,
    scope: BaseGeometry,
    found: Catchments,
    reasons: Mapping[int, Reason],
    wanted: Demanded,
    epsg: int,
) -> Compared:
    grounds = {
        "proposed": whole,
        "entered": scope,
        "shared": shapely.intersection(whole, scope),
        "missing": shapely.difference(whole, scope),
        "superfluous": shapely.difference(scope, whole),
    }
    sizes = ellipsoidal(list(map(polygonal, grounds.values())), epsg)
    ill = (
        found.areas * np.nan_to_num(found.affected(WORST, wanted.severity))
        if WORST in found.problems
        else found.areas * 0
    )
    taken = np.isin(np.arange(len(found)), list(reasons))
    inside = found.inside
    parts = {
        "proposed": taken,
        "entered": inside,
        "shared": taken & inside,
        "missing": taken & ~inside,
        "superfluous": inside & ~taken,
    }
    return Compared(
        {key: measured(size) for key, size in zip(grounds, sizes, strict=True)},
        {key: measured(ill[which].sum()) for key, which in parts.items()},
    )


def _facts(compared: Compared, found: Catchments, reasons: Mapping[int, Reason], told: Statement) -> Iterator[Fact]:
    for key, area in compared.areas.items():
        if key != "entered":
            yield told.fact("scope", f"proposal.{key}.area", area, "m2")
        yield told.fact("scope", f"proposal.{key}.problem.area", compared.problems[key], "m2")
    yield told.fact("scope", "proposal.catchments", len(reasons), "count")
    for number, reason in sorted(reasons.items()):
        subject = f"catchment:{found.codes[number]}"
        yield told.fact(subject, "area", measured(float(found.areas[number])), "m2")
        yield told.fact(subject, "scope.reason", reason.kind)
        of = reason.of or (found.codes[reason.other] if reason.other >= 0 else "")
        if of:
            yield told.fact(subject, "scope.reason.of", of)
        if reason.share:
            yield told.fact(subject, "scope.reason.share", round_half_up(exact(reason.share), _PLACES))


def _km2(area: Decimal | float) -> str:
    value = area if isinstance(area, Decimal) else exact(float(area))
    return printed(round_half_up(convert(value, "m2", "km2"), 2), 2)


def _percent(share: float) -> str:
    return printed(round_half_up(exact(float(share)) * 100, 1), 1)


def _said(
    found: Catchments, reasons: Mapping[int, Reason], wanted: Demanded, standard: Standard, project: Project
) -> Iterator[Said]:
    """The rule, and by reason which catchments came in, those with the greatest share first."""
    demands = wanted.demands
    yield Said(
        "scope.said.rule",
        {
            "count": str(len(found)),
            "mean": _km2(float(found.areas.mean())),
            "severity": str(wanted.severity),
            "urgency": str(wanted.urgency),
            "share": _percent(demands.share),
            "upstream": _percent(demands.upstream),
            "downstream": _percent(demands.downstream),
        },
    )
    for kind in KINDS:
        of_kind = {n: reason for n, reason in reasons.items() if reason.kind == kind}
        for of in sorted({reason.of for reason in of_kind.values()}):
            own = sorted((n for n, r in of_kind.items() if r.of == of), key=lambda n: (-of_kind[n].share, n))
            words = {
                "count": str(len(own)),
                "area": _km2(float(found.areas[own].sum())),
                "names": "、".join(_named(found, n, of_kind[n]) for n in own),
            }
            if of:
                words |= {"problem": standard.term(_TROUBLE, of), "problem_en": standard.term(_TROUBLE, of, "en")}
            yield Said(f"scope.said.{kind}", words)


def _named(found: Catchments, number: int, reason: Reason) -> str:
    """A catchment with the share that it came in by, and the one that it has to do with."""
    other = f"→{found.codes[reason.other]}" if reason.kind == "upstream" else ""
    other = f"←{found.codes[reason.other]}" if reason.kind == "downstream" else other
    share = f" {_percent(reason.share)} %" if reason.share else ""
    inner = f"{other}{share}".strip()
    return f"{found.codes[number]}（{inner}）" if inner else found.codes[number]


def _said_left(found: Catchments, left: Iterable[tuple[int, ...]]) -> Iterator[Said]:
    for group in left:
        area = _km2(float(found.areas[list(group)].sum()))
        yield Said("scope.said.left", {"names": "、".join(found.codes[n] for n in group), "area": area})


def _said_compared(
    compared: Compared, found: Catchments, inside: NDArray[np.bool_], taken: list[int]
) -> Iterator[Said]:
    words = {key: _km2(area) for key, area in compared.areas.items()}
    words |= {f"{key}_problem": _km2(area) for key, area in compared.problems.items()}
    yield Said("scope.said.whole", words)
    yield Said("scope.said.compared", words)
    beyond = [n for n in taken if not inside[n]]
    if beyond:
        area = _km2(float(found.areas[beyond].sum()))
        yield Said("scope.said.beyond", {"count": str(len(beyond)), "area": area})


def _said_places(whole: BaseGeometry, layers: Layers, epsg: int) -> Iterator[Said]:
    """Townships that the proposed scope touches, with what of each lies in it (5.3.2.3)."""
    towns = list(townships(layers).values())
    if not towns:
        return
    hits, pieces = Cover([town.geometry for town in towns]).pieces(whole)
    parts, wholes = ellipsoidal(pieces, epsg), ellipsoidal([town.geometry for town in towns], epsg)
    names = [
        f"{towns[n].name} {_km2(float(part))} km²（{_percent(part / wholes[n])} %）"
        for n, part in zip(hits, parts, strict=True)
        if part > 0
    ]
    yield Said("scope.said.places", {"count": str(len(names)), "names": "、".join(names)})
