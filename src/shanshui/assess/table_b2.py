"""Table B.2: every indicator with its reference, present, monitored and target value, each with its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from shanshui.ledger import Basis, Cell, Fact, Facts, Quote, Row, Table, fact_id
from shanshui.plan import Plan, Target
from shanshui.plan.observed import observation_id
from shanshui.quantity import converted, printed, round_half_up, unit
from shanshui.standard import Indicator, Record, Standard
from shanshui.workspace.layers import Layers

TABLE = "B.2"
SCOPE = "scope"
_CLAUSE = "表B.2 注4"
_METHOD = "assess.table_b2.table_b2"
_OBSERVATIONS = "observations"
_SURE = frozenset({Basis.MEASURED, Basis.RULED})
"""What an entered value rests on where it goes before the computed one."""

_HORIZONS = {"end": 0, "5": 1, "10": 2}
_MONITORED = ("monitored_value", "monitored_source")
_CODE = re.compile(r"\d{3}")
_SEGMENT = re.compile(r"[A-Za-z0-9_]+")
_COMPOSITION = "013"
"""Indicator whose classes stand in the table only where there is any of them."""

_GRADES = "quality_grade"
"""Vocabulary of the indicators that are grades."""

_MORE = 2
"""Decimals of an added indicator that has more."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the table: an indicator of a subject, or one class of it.

    Parameters
    ----------
    subject : str
        ``scope``, ``unit:QSJ``.
    code : str
        Of the indicator, or the words that somebody entered for one of their own.
    part : str
        Class of land that the line is about, as facts name it; empty for the whole.
    spec : Indicator or None
        None for one that the code does not have.
    """

    subject: str
    code: str
    part: str = ""
    spec: Indicator | None = None


@dataclass
class _Book:
    """What the table is made of."""

    plan: Plan
    facts: Facts
    layers: Layers
    standard: Standard
    year: int
    notes: list[Fact] = field(default_factory=list)
    rows: dict[tuple[str, str], list[Record]] = field(default_factory=dict)
    targets: dict[tuple[str, str], list[Target]] = field(default_factory=dict)

    def say(self, key: str, **words: str) -> str:
        return self.standard.label(f"b2.{key}").format(**words)


def table_b2(plan: Plan, facts: Facts, layers: Layers, standard: Standard, year: int) -> tuple[Table, tuple[Fact, ...]]:
    """Fill table B.2.

    Parameters
    ----------
    plan : Plan
        Observations and targets.
    facts : Facts
        Computed indicators, observed values and references.
    layers : Layers
        Their names, for the sources.
    standard : Standard
        The indicators, in the code's order, and the table's columns.
    year : int
        Of the present state.

    Returns
    -------
    table : Table
        The scope with every indicator, then each other subject with those that were observed or have a target.
        As present value stands the one entered where it was measured, else the computed one, else the one entered.
    facts : tuple of Fact
        Texts ``<subject>.b2.<indicator>.note``, which name the value that is not printed, and the interval.
    """
    book = _Book(plan, facts, layers, standard, plan.project.base_year)
    for row in plan.records.get(_OBSERVATIONS, ()):
        if observation_id(row) in facts:
            book.rows.setdefault((row.text("subject"), row.text("indicator")), []).append(row)
    for target in plan.targets:
        if _CODE.fullmatch(target.indicator) and target.target is not None:
            book.targets.setdefault((target.subject, target.indicator), []).append(target)
    spec = standard.tables[TABLE]
    years = sorted({r.text("date")[:4] for rows in book.rows.values() for r in rows if r.text("kind") == "monitored"})
    columns = _columns(spec.keys(), [y for y in years if y])
    rows = [Row.filled(columns, _cells(book, line, year)) for line in _lines(book, year)]
    return Table(TABLE, spec.title_for(plan.project.name), columns, tuple(rows)), tuple(book.notes)


def _columns(keys: Iterable[str], years: Sequence[str]) -> tuple[str, ...]:
    """Keys of the columns; those of monitored values stand once for each year in which something was monitored."""
    found: list[str] = []
    for key in keys:
        if key == _MONITORED[0]:
            found += [f"{part}@{year}" for year in years for part in _MONITORED]
        elif key not in _MONITORED:
            found.append(key)
    return tuple(found)


def _lines(book: _Book, year: int) -> Iterator[_Line]:
    """Every indicator of the scope, then what was entered of other subjects, by the order of the plan."""
    entered = dict.fromkeys((*book.rows, *book.targets))
    known = book.standard.indicators
    others = dict.fromkeys(subject for subject, _ in entered if subject != SCOPE)
    order = [f"unit:{unit_.code}" for unit_ in book.plan.units]
    order += [f"subproject:{sub.code}" for sub in book.plan.subprojects]
    ranked = sorted(others, key=lambda s: order.index(s) if s in order else len(order))
    for subject in (SCOPE, *ranked):
        for code, spec in known.items():
            if subject == SCOPE or (subject, code) in entered:
                parts = _parts(book, subject, code, year)
                for part in parts or ("",):
                    yield _Line(subject, code, part, spec)
        for own, code in entered:
            if own == subject and code not in known:
                yield _Line(subject, code)


def _parts(book: _Book, subject: str, code: str, year: int) -> tuple[str, ...]:
    """Classes that an indicator is told for; none where it has one value for all."""
    if _computed(book, _Line(subject, code), year) is not None or (subject, code) in book.rows:
        return ()
    classes = [c.name_en for c in book.standard.classes["hj1166"].level(1)]
    lines = [(part, _Line(subject, code, part)) for part in classes]
    found = [(part, fact.value) for part, line in lines if (fact := _computed(book, line, year)) is not None]
    return tuple(part for part, value in found if value is not None and (value or code != _COMPOSITION))


def _computed(book: _Book, line: _Line, year: int) -> Fact | None:
    """The computed fact of a line: of the base year, else of the year of the present state."""
    if not _SEGMENT.fullmatch(line.code):
        return None
    stem = f"indicator.{line.code}" + (f".{line.part}" if line.part else "")
    for attribute in (stem, f"{stem}.share") if line.part else (stem,):
        for when in dict.fromkeys((book.year, year)):
            found = book.facts.get(fact_id(line.subject, attribute, when))
            if found is not None:
                return found
    return None


def _cells(book: _Book, line: _Line, year: int) -> dict[str, Cell]:
    spec = line.spec
    rows = book.rows.get((line.subject, line.code), []) if not line.part else []
    of_kind: dict[str, list[Record]] = {}
    for row in rows:
        of_kind.setdefault(row.text("kind") or "current", []).append(row)
    cells: dict[str, Cell] = {
        "ordinal": line.code if _CODE.fullmatch(line.code) else "",
        "level1": spec.level1_name if spec else "",
        "level2": _name(book, line),
        "definition": spec.definition if spec else next((r.text("note") for r in rows if r.text("note")), ""),
        "unit": unit(_printed_unit(line, rows)).symbol,
    }
    cells |= _reference(book, line, of_kind.get("reference", []))
    cells |= _current(book, line, of_kind.get("current", []), year)
    for row in of_kind.get("monitored", []):
        when = row.text("date")[:4]
        cells[f"monitored_value@{when}"] = _quote(book, observation_id(row), line, rows)
        cells[f"monitored_source@{when}"] = _source(row)
    return cells | _target(book, line, of_kind.get("target", []))


def _name(book: _Book, line: _Line) -> str:
    name = line.spec.name if line.spec else line.code
    if not line.part:
        return name
    words = {c.name_en: c.name for c in book.standard.classes["hj1166"].level(1)}
    return book.say("part", name=name, part=words[line.part])


def _printed_unit(line: _Line, rows: Sequence[Record]) -> str:
    if line.spec is not None:
        return line.spec.unit
    return next((row.text("unit") for row in rows if row.text("unit")), "1")


def _quote(book: _Book, key: str, line: _Line, rows: Sequence[Record]) -> Cell:
    """A fact in the unit and with the decimals of its indicator; nothing where there is no such fact."""
    found = book.facts.get(key)
    if found is None:
        return ""
    if line.spec is not None and line.spec.kind == "grade" and isinstance(found.value, str):
        return book.standard.word(_GRADES, found.value)
    if not isinstance(found.value, Decimal):
        return Quote(key, found.value)
    code = _printed_unit(line, rows)
    value = converted(found.value, found.unit, code)
    if value is None:  # of another kind of unit, which a rule tells
        return Quote(key, found.value, found.unit)
    places = line.spec.decimals if line.spec is not None else None
    if line.spec is None and value != round_half_up(value, _MORE):
        places = _MORE
    return Quote(key, value if places is None else round_half_up(value, places), code, places)


def _source(row: Record) -> str:
    """Where an entered value comes from: source, body and person, place, date."""
    parts = (row.text("source"), row.text("organisation"), row.text("surveyor"), row.text("point"), row.text("date"))
    return "，".join(part for part in parts if part)


def _reference(book: _Book, line: _Line, rows: Sequence[Record]) -> dict[str, Cell]:
    """The reference entered, else the one that the reference ecosystem gives."""
    if rows:
        row = rows[0]
        return {"reference_value": _quote(book, observation_id(row), line, rows), "reference_source": _source(row)}
    if line.part or not _SEGMENT.fullmatch(line.code):
        return {}
    key = fact_id(SCOPE, f"reference.indicator.{line.code}")
    found = book.facts.get(key)
    if found is None or found.value is None:
        return {}
    return {"reference_value": _quote(book, key, line, ()), "reference_source": _origin(book, found)}


def _current(book: _Book, line: _Line, rows: Sequence[Record], year: int) -> dict[str, Cell]:
    """The present value, where it comes from, and in the note the one that gives way to it."""
    computed = _computed(book, line, year)
    has_value = computed is not None and computed.value is not None
    entered = next((row for row in rows if (f := book.facts.get(observation_id(row))) and f.basis in _SURE), None)
    first = entered or next(iter(rows), None)
    printed_row = first if entered is not None or not has_value else None
    told: list[str] = []
    if line.subject != SCOPE:
        told.append(book.say("subject", name=_subject_name(book, line.subject)))
    inputs: list[str] = []
    if printed_row is None and computed is not None:
        shown: Fact | None = computed
        cells = {"current_value": _quote(book, computed.id, line, rows), "current_source": _origin(book, computed)}
        if first is not None and has_value:
            told.append(
                book.say("entered", value=_amount(book, observation_id(first), line, rows), source=_source(first))
            )
            inputs.append(observation_id(first))
        if not has_value:
            cells["current_source"] = ""
            told.append(computed.reason)
    elif printed_row is not None:
        key = observation_id(printed_row)
        shown = book.facts.get(key)
        cells = {"current_value": _quote(book, key, line, rows), "current_source": _source(printed_row)}
        if computed is not None and has_value:
            basis = _basis(book, computed)
            told.append(book.say("computed", value=_amount(book, computed.id, line, rows), basis=basis))
            inputs.append(computed.id)
    else:
        return {"note": "；".join(told)}
    if shown is not None and shown.low is not None and shown.high is not None:
        low, high = (_words(line, end, shown.unit) for end in (shown.low, shown.high))
        told.append(book.say("interval", low=low, high=high))
        inputs.append(shown.id)
    text = "；".join(part for part in told if part)
    return {**cells, "note": _noted(book, line, text, inputs, rows) if inputs else text}


def _noted(book: _Book, line: _Line, text: str, inputs: Sequence[str], rows: Sequence[Record]) -> Quote:
    """A note that tells numbers is a fact of its own, so that they can be traced."""
    name = line.code if _SEGMENT.fullmatch(line.code) else f"row{rows[0].place.row}"
    attribute = ".".join(part for part in ("b2", name, line.part, "note") if part)
    note = Fact(
        fact_id(line.subject, attribute), text, "1", Basis.ENTERED, "", _METHOD, _CLAUSE, tuple(dict.fromkeys(inputs))
    )
    book.notes.append(note)
    return Quote(note.id, text)


def _amount(book: _Book, key: str, line: _Line, rows: Sequence[Record]) -> str:
    """A fact in words: value and unit as the table prints them."""
    quote = _quote(book, key, line, rows)
    return f"{quote.text} {unit(quote.unit).symbol}".strip() if isinstance(quote, Quote) else ""


def _words(line: _Line, value: Decimal, code: str) -> str:
    wanted = line.spec.unit if line.spec is not None else code
    number = converted(value, code, wanted)
    places = line.spec.decimals if line.spec is not None else None
    return printed(value if number is None else number, places)


def _origin(book: _Book, fact: Fact) -> str:
    """Where a computed value comes from: the layers and tables below it, and what it rests on."""
    names = dict.fromkeys(_names(book, fact, set()))
    return book.say("source", names="、".join(names) or fact.source, basis=_basis(book, fact))


def _names(book: _Book, fact: Fact, seen: set[str]) -> Iterator[str]:
    for key in fact.inputs:
        kind, _, name = key.partition(":")
        if kind == "layer" and "." not in name:
            yield book.layers.name(name)
        elif kind == "table" and name in book.standard.inputs:
            yield book.standard.inputs[name].name_zh
        elif key not in seen and not _is_area(key):
            seen.add(key)
            below = book.facts.get(key)
            if below is not None:
                yield from _names(book, below, seen)


def _is_area(key: str) -> bool:
    """Whether a fact is the area of a place, whose boundary is no source worth naming."""
    return key.count(".") == 1 and key.endswith(".area")


def _basis(book: _Book, fact: Fact) -> str:
    return book.standard.term("basis", fact.basis)


def _subject_name(book: _Book, subject: str) -> str:
    kind, _, code = subject.partition(":")
    if kind == "unit":
        found = book.plan.unit_of(code)
        return found.name if found is not None else code
    if kind == "subproject":
        sub = book.plan.subproject(code)
        return sub.name if sub is not None else code
    return code or subject


def _target(book: _Book, line: _Line, rows: Sequence[Record]) -> dict[str, Cell]:
    """The target of the nearest horizon, as the stage of targets states it; else the one among the observations."""
    targets = book.targets.get((line.subject, line.code), []) if not line.part else []
    if targets and (line.subject == SCOPE or _is_planned(book, line.subject)):
        target = min(targets, key=lambda t: _HORIZONS.get(t.horizon or "end", len(_HORIZONS)))
        key = fact_id(line.subject, f"target.{line.code}.{target.horizon or 'end'}")
        when = f"{target.year}" if target.year else ""
        source = "，".join(part for part in (target.source, when) if part)
        return {"target_value": _aimed(line, key, target), "target_source": source}
    if rows:
        return {"target_value": _quote(book, observation_id(rows[0]), line, rows), "target_source": _source(rows[0])}
    return {}


def _is_planned(book: _Book, subject: str) -> bool:
    kind, _, code = subject.partition(":")
    return (kind == "unit" and book.plan.unit_of(code) is not None) or (
        kind == "subproject" and book.plan.subproject(code) is not None
    )


def _aimed(line: _Line, key: str, target: Target) -> Quote:
    """A target as printed; its fact is stated by a later stage, from the same row."""
    if not isinstance(target.target, Decimal) or line.spec is None:
        return Quote(key, target.target if isinstance(target.target, str) else None)
    value = converted(target.target, target.unit or "1", line.spec.unit)
    if value is None:
        return Quote(key, target.target, target.unit or "1")
    places = line.spec.decimals
    return Quote(key, value if places is None else round_half_up(value, places), line.spec.unit, places)
