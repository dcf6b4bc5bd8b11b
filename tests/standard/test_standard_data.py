"""The data are whole: what they cite, name or count exists."""

import importlib
import re
import string
from collections.abc import Iterator

import pytest

from shanshui.errors import UsageError
from shanshui.quantity import unit
from shanshui.standard import PER_COLUMN, PER_ROW, Standard, editions, load

STANDARD = load()
LAYER_VOCABULARY = re.compile(r"layer:(\w+)\.(\w+)")


def cited(standard: Standard) -> Iterator[tuple[str, str]]:
    """Every clause that the data cite, with where."""
    for name in ("maps", "draft_errors", "cross_checks", "outline"):
        for row in getattr(standard, name):
            yield name, row.clause
    for name in ("indicators", "performance", "layers", "rules", "tables", "inputs", "inventory"):
        for key, row in getattr(standard, name).items():
            yield f"{name} {key}", row.clause
    for chapter in standard.outline:
        for section in chapter.all_sections():
            yield f"outline {section.key}", section.clause
    for terms in standard.vocabularies.values():
        for term in terms.values():
            yield f"vocabulary {term.vocabulary}/{term.code}", term.clause
    for table in standard.inputs.values():
        for column in table.columns.values():
            yield f"input {table.key}.{column.key}", column.clause
    for key in standard.project.keys:
        yield f"project {key.key}", key.clause
    for name, style in standard.typography.styles.items():
        yield f"style {name}", style.clause


def test_every_clause_cited_exists() -> None:
    unknown = [(where, clause) for where, clause in cited(STANDARD) if clause and not STANDARD.clause_exists(clause)]
    assert unknown == []


def test_only_rules_and_our_own_choices_cite_no_clause() -> None:
    bare = {where.split()[0] for where, clause in cited(STANDARD) if not clause}
    assert bare <= {"rules", "style", "project"}


def test_loading_happens_once() -> None:
    first = load()
    assert load() is first
    assert len(first.digest) == 64


def test_an_unknown_edition_is_refused_with_those_known() -> None:
    with pytest.raises(UsageError, match="tdt1068_2022_draft"):
        load("tdt9999")
    assert editions() == ("tdt1068_2022_draft",)


def test_tables_are_complete() -> None:
    assert sorted(STANDARD.code_tables) == [
        "A.1", "B.1", "B.2", "B.3", "C", "D", "E.1", "E.2", "F.1", "F.2", "G.1", "G.2", "G.3", "G.4",
    ]  # fmt: skip
    assert [t for t, spec in STANDARD.code_tables.items() if not spec.annexed] == ["A.1", "B.1", "B.2"]


@pytest.mark.parametrize("table", STANDARD.tables.values(), ids=lambda t: t.id)
def test_columns_have_units_decimals_and_vocabularies(table) -> None:
    checks = {check.id for check in STANDARD.cross_checks}
    notes = {note.id for note in table.notes}
    assert len({c.key for c in table.columns}) == len(table.columns)
    for column in (*table.columns, *table.head):
        if column.kind == "number":
            assert column.unit, column.key
            assert column.unit == PER_ROW or column.decimals is not None, column.key
            assert column.unit in (PER_ROW, PER_COLUMN) or unit(column.unit).code == column.unit
        else:
            assert (column.unit, column.decimals) == ("", None), column.key
        assert set(column.equals) <= checks, column.key
    for column in table.columns:
        assert (column.kind == "choice") == bool(column.vocabulary), column.key
        assert not column.vocabulary or column.vocabulary in STANDARD.vocabularies
        assert not column.note or column.note in notes, column.key
        placeholders = {name for part in column.header for _, name, _, _ in string.Formatter().parse(part) if name}
        allowed = {"year": {"year", "ordinal"}, "indicator": {"indicator"}}.get(column.repeat, set())
        assert placeholders <= allowed, column.key
    assert table.title_for("某工程", 2021, "某单元")
    assert {row.parent for row in table.rows} - {""} <= {row.key for row in table.rows}


def test_every_table_note_is_a_clause() -> None:
    for table in STANDARD.code_tables.values():
        for note in table.notes:
            assert f"表{table.id} 注{note.id}" in STANDARD.clauses


def test_every_equality_has_a_rule() -> None:
    assert len(STANDARD.cross_checks) == 34
    assert len(STANDARD.draft_errors) == 42
    for check in STANDARD.cross_checks:
        assert check.code in STANDARD.rules
        assert set(check.tables) <= set(STANDARD.tables)


def test_outline_names_tables_and_maps_that_exist() -> None:
    assert [chapter.number for chapter in STANDARD.outline] == ["", *map(str, range(1, 11))]
    maps = {m.key for m in STANDARD.maps}
    keys = []
    for chapter in STANDARD.outline:
        for part in (chapter, *chapter.all_sections()):
            keys.append(part.key)
            assert set(part.tables) <= set(STANDARD.tables), part.key
            assert set(part.figures) <= maps, part.key
            assert part.number.startswith(chapter.number), part.key
    assert len(set(keys)) == len(keys)


def test_typography_has_the_styles_of_the_code() -> None:
    styles = STANDARD.typography.styles
    wanted = {"chapter": 16, "section": 15, "article": 14, "body": 12, "caption": 10.5, "table_text": 10.5}
    assert {name: styles[name].size for name in wanted} == wanted
    assert {"cover_title", "cover_line", "title_page_title", "title_page_line"} <= set(styles)
    assert STANDARD.typography.table_number.format(chapter=1, n=2) == "表1-2"
    assert STANDARD.typography.continued.format(number="表1-2") == "续表1-2"


def test_indicators_of_b2() -> None:
    assert len(STANDARD.indicators) == 23
    for code, indicator in STANDARD.indicators.items():
        assert code.startswith(indicator.level1)
        assert unit(indicator.unit).code == indicator.unit
        assert (indicator.kind == "text") == (indicator.decimals is None), code


def test_every_compute_is_a_function() -> None:
    for indicator in STANDARD.indicators.values():
        if indicator.compute:
            module, _, function = indicator.compute.partition(".")
            assert callable(getattr(importlib.import_module(f"shanshui.indicators.{module}"), function))


def test_performance_indicators() -> None:
    in_d = [p for p in STANDARD.performance.values() if p.order_d]
    assert [p.order_d for p in in_d] == list(range(1, 31))
    in_e1 = sorted(p.order_e1 for p in STANDARD.performance.values() if p.order_e1)
    assert in_e1 == list(range(1, 14))
    names: dict[str, str] = {}
    for key, p in STANDARD.performance.items():
        assert p.level1 in STANDARD.vocabularies["performance_level1"]
        assert p.level2 in STANDARD.vocabularies["performance_level2"]
        assert not p.choices or p.choices in STANDARD.vocabularies
        assert unit(p.unit).code == p.unit
        assert unit(p.unit_d).code == p.unit_d
        assert key in STANDARD.vocabularies["performance"]
        for name in p.names():
            assert names.setdefault(name, key) == key, f"{name} names two indicators"


def test_layers_name_what_exists() -> None:
    maps = {m.key for m in STANDARD.maps}
    for key, role in STANDARD.layers.items():
        assert set(role.indicators) <= set(STANDARD.indicators), key
        assert set(role.maps) <= maps, key
        assert set(role.rules) <= set(STANDARD.rules), key
        assert not role.unit or unit(role.unit).code == role.unit
        assert (role.kind == "raster") == (role.geometry == ""), key
        assert role.consequence, key
        assert role.consequence_en, key
        if role.join:
            table, _, column = role.join.partition(".")
            assert column in STANDARD.inputs[table].columns
        sources = {source for source, _ in STANDARD.crosswalks} | set(STANDARD.classes)
        assert set(role.classes) <= sources, key
    for spec in STANDARD.maps:
        assert set((*spec.layers, *spec.substitute, *spec.overlays)) <= set(STANDARD.layers), spec.key
    for item in STANDARD.inventory.values():
        assert set(item.layers) <= set(STANDARD.layers), item.code
        assert set(item.tables) <= set(STANDARD.inputs), item.code
        assert item.category in STANDARD.vocabularies["inventory_category"]
    assert [k for k, r in STANDARD.layers.items() if r.needed == "build"] == ["scope", "dem", "landcover"]


def test_a_yearly_role_is_found() -> None:
    role = STANDARD.role("landcover_2015")
    assert role is not None
    assert role.key == "landcover_<year>"
    assert STANDARD.role("landcover_now") is None


def test_input_tables_are_sound() -> None:
    for table in STANDARD.inputs.values():
        seen: dict[str, str] = {}
        for column in table.columns.values():
            where = f"{table.key}.{column.key}"
            assert not column.unit or unit(column.unit).code == column.unit, where
            assert not column.unit_from or table.columns[column.unit_from].type == "unit", where
            assert column.header_zh, where
            assert column.header_en, where
            for name in column.names():
                plain = name.replace(" ", "").casefold()
                assert seen.setdefault(plain, column.key) == column.key, f"{where}: {name} names two columns"
            if column.reference:
                other, target = column.reference
                assert target in STANDARD.inputs[other].columns, where
            elif column.vocabulary.startswith("layer:"):
                match = LAYER_VOCABULARY.fullmatch(column.vocabulary)
                assert match is not None, where
                assert match.group(1) in STANDARD.layers, where
            elif column.vocabulary:
                assert column.vocabulary in STANDARD.vocabularies, where
            else:
                assert column.type != "choice", where


def test_vocabularies_have_no_word_for_two_terms() -> None:
    for name, terms in STANDARD.vocabularies.items():
        seen: dict[str, str] = {}
        for term in terms.values():
            assert term.zh, (name, term.code)
            assert term.en, (name, term.code)
            for word in (term.code, term.zh, *term.aliases):
                assert seen.setdefault(word.casefold(), term.code) == term.code, (name, word)
