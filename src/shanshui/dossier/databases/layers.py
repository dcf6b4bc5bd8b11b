"""All layers and tables of the spatial database, filled."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.dossier.databases.features import (
    DataLayer,
    Feature,
    Filling,
    Shapes,
    Words,
    area_layers,
    areas_by_code,
    names_by_code,
)
from shanshui.dossier.databases.points import point_layers
from shanshui.dossier.databases.schema import DatabaseSchema
from shanshui.ledger import Facts
from shanshui.plan import Plan
from shanshui.standard import Standard
from shanshui.workspace.network import CORRIDORS, SOURCES


def spatial_layers(
    plan: Plan, facts: Facts, standard: Standard, shapes: Shapes, schema: DatabaseSchema
) -> tuple[DataLayer, ...]:
    """Fill every layer of the spatial database that has features, in the order of the schema.

    Parameters
    ----------
    plan, facts, standard : Plan, Facts, Standard
        As everywhere.
    shapes : Shapes
        Geometries.
    schema : DatabaseSchema
        Layers and fields.
    """
    filling = Filling(plan, facts, standard, shapes, schema)
    filled = dict(
        (*area_layers(filling), *_assessed(filling), *_network(filling), *point_layers(filling), *_tables(filling))
    )
    return tuple(DataLayer(key, layer, filled[key]) for key, layer in schema.layers.items() if filled[key])


def _assessed(filling: Filling) -> Iterator[tuple[str, tuple[Feature, ...]]]:
    """Assessment units with what table B.3 says of them."""
    shapes = areas_by_code(filling.shapes.assessment_units)
    names, found = names_by_code(filling.shapes.assessment_units), []
    for code, shape in sorted(shapes.items()):
        subject = f"assessment_unit:{code}"
        problem = next(iter(filling.facts.codes(f"{subject}.problems")), "")
        words = {"code": code, "name": names.get(code), **_diagnosis(filling, subject, problem)}
        found.append(filling.feature("assessment_units", subject, shape, words, {"problem": problem}))
    yield "assessment_units", tuple(found)


def _diagnosis(filling: Filling, subject: str, problem: str) -> dict[str, str]:
    facts, standard = filling.facts, filling.standard
    mode = facts.text(f"{subject}.recommended_mode")
    places = (standard.word("location_class", place) for place in facts.codes(f"{subject}.location"))
    return {
        "location": "、".join(places),
        "goals": facts.text(f"{subject}.reference.goals"),
        "problem": problem,
        "problem_name": standard.word("ecosystem_problem", problem),
        "mode": mode,
        "mode_name": standard.word("mode", mode),
    }


def _network(filling: Filling) -> Iterator[tuple[str, tuple[Feature, ...]]]:
    """Sources of the ecological network, and corridors with the two that each joins."""
    for layer, kind in ((SOURCES, "network_source"), (CORRIDORS, "network_corridor")):
        frame = filling.shapes.network.get(layer)
        rows = (
            [] if frame is None else zip(frame.drop(columns="geometry").to_dict("records"), frame.geometry, strict=True)
        )
        found = (filling.feature(layer, f"{kind}:{words['code']}", shape, words) for words, shape in rows)
        yield layer, tuple(found)


def _tables(filling: Filling) -> Iterator[tuple[str, tuple[Feature, ...]]]:
    """What a feature has several of: years of a sub-project, problems of an assessment unit."""
    years = []
    for s in filling.plan.subprojects:
        for year in range(s.start, s.end + 1):
            words: Words = {"code": f"{s.code}/{year}", "subproject": s.code, "year": year}
            slots = {"year": str(year)}
            years.append(filling.feature("subproject_years", f"subproject:{s.code}", None, words, slots))
    yield "subproject_years", tuple(years)
    yield "assessment_problems", tuple(_problems(filling))


def _problems(filling: Filling) -> Iterator[Feature]:
    for code in sorted(areas_by_code(filling.shapes.assessment_units)):
        subject = f"assessment_unit:{code}"
        for problem in filling.facts.codes(f"{subject}.problems"):
            words = {
                "code": f"{code}/{problem}",
                "assessment_unit": code,
                "problem": problem,
                "problem_name": filling.standard.word("ecosystem_problem", problem),
            }
            yield filling.feature("assessment_problems", subject, None, words, {"problem": problem})
