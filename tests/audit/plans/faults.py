"""Faults planted in a plan that is consistent: one of some kind at a time, with the places that show it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from audit.plans import names
from audit.plans.plan import Plan
from audit.plans.writing import Mark, Slot, degrees


@dataclass(frozen=True, slots=True)
class Edit:
    """Words to be put in the place of others; empty places are insertions."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Planted:
    """A plan with one fault.

    Parameters
    ----------
    kind : str
        Which of :data:`KINDS`.
    text : str
        The plan with the fault.
    spans : tuple of (int, int)
        Passages of the text that show it: what was changed, and what it now contradicts.
    """

    kind: str
    text: str
    spans: tuple[tuple[int, int], ...]


Fault = Callable[[Plan, Random], tuple[list[Edit], list[tuple[int, int]]] | None]
_LEAST = Decimal("0.02")
_UNITS = {
    "公顷": "亩",
    "hm²": "亩",
    "km²": "公顷",
    "km2": "公顷",
    "平方公里": "公顷",
    "平方千米": "公顷",
    "万元": "亿元",
    "公里": "米",
}
_UNITS |= {"亿元": "万元", "km": "m", "千米": "米"}


def plant(plan: Plan, kind: str, random: Random) -> Planted | None:
    """Plant a fault.

    Parameters
    ----------
    plan : Plan
        A consistent plan.
    kind : str
        Which fault.
    random : Random
        Where and how.

    Returns
    -------
    Planted or None
        None where the plan has no place for such a fault.
    """
    done = _FAULTS[kind](plan, random)
    if done is None:
        return None
    edits, related = done
    edits = sorted(edits, key=lambda edit: edit.start)
    pieces, spans, at, shift = [], [], 0, 0
    moves: list[tuple[int, int]] = []
    for edit in edits:
        pieces += [plan.text[at : edit.start], edit.words]
        spans.append((edit.start + shift, edit.start + shift + max(1, len(edit.words))))
        shift += len(edit.words) - (edit.end - edit.start)
        moves.append((edit.end, shift))
        at = edit.end
    text = "".join((*pieces, plan.text[at:]))
    spans += [(_moved(start, moves), _moved(end, moves)) for start, end in related]
    return Planted(kind, text, tuple(sorted(set(spans))))


def _moved(at: int, moves: list[tuple[int, int]]) -> int:
    return at + next((shift for end, shift in reversed(moves) if at >= end), 0)


def _other_number(random: Random, number: str) -> str:
    """The number with one digit changed, never by less than one per cent or two units of the last digit."""
    value = Decimal(number.replace(",", ""))
    while True:
        places = [n for n, c in enumerate(number) if c.isdigit()]
        at = random.choice(places[: max(1, len(places) - 1)])
        changed = number[:at] + random.choice([d for d in "0123456789" if d != number[at]]) + number[at + 1 :]
        if changed[0] != "0" and abs(Decimal(changed.replace(",", "")) - value) > max(abs(value) * _LEAST, 1):
            return changed


def _changed(plan: Plan, random: Random, slot: Slot) -> Edit:
    return Edit(slot.start, slot.middle, _other_number(random, plan.text[slot.start : slot.middle]))


def _places(slots: Sequence[Slot]) -> list[tuple[int, int]]:
    return [(slot.start, slot.end) for slot in slots]


def _repeated(plan: Plan) -> list[Slot]:
    """Numbers that stand in several places, in the same unit."""
    counted: dict[str, int] = {}
    for slot in plan.slots:
        counted[slot.key] = counted.get(slot.key, 0) + 1
    return [slot for slot in plan.slots if counted[slot.key] > 1]


def _with(plan: Plan, *keys: str) -> list[Slot]:
    return [slot for slot in plan.slots if slot.key.startswith(keys) and not slot.key.endswith((".share", ".count"))]


def _one(plan: Plan, random: Random, slots: Sequence[Slot]) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    if not slots:
        return None
    slot = random.choice(slots)
    return [_changed(plan, random, slot)], _places([s for s in plan.slots if s.key == slot.key and s is not slot])


def _bare(plan: Plan) -> set[int]:
    """Places of numbers in cells."""
    return {slot.start for slot in plan.slots if slot.middle == slot.end}


def _digit(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    bare = _bare(plan)
    areas = ("area", "erosion", "mines", "money", "category", "work")
    slots = [
        s for s in _repeated(plan) if s.key.startswith(areas) and s.start not in bare and not s.key.endswith(".count")
    ]
    return _one(plan, random, slots)


def _table(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    bare = _bare(plan)
    return _one(
        plan,
        random,
        [s for s in _repeated(plan) if s.start in bare and s.key.startswith(("work", "category", "money"))],
    )


def _sum(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    slots = [s for s in _with(plan, "reserve.", "reserves", "erosion.")]
    slot = random.choice(slots)
    group = [s for s in _with(plan, slot.key.split(".")[0].rstrip("s")) if s is not slot]
    return [_changed(plan, random, slot)], _places(group)


def _share(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    slot = random.choice([s for s in plan.slots if s.key.endswith(".share")])
    part = [s for s in plan.slots if s.key == slot.key.removesuffix(".share")]
    return [_changed(plan, random, slot)], _places(part)


def _unit(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    slots = [s for s in _repeated(plan) if plan.text[s.middle : s.end] in _UNITS and s.unit != "mu"]
    if not slots:
        return None
    slot = random.choice(slots)
    others = [s for s in plan.slots if s.key == slot.key and s is not slot]
    return [
        Edit(slot.start, slot.end, plan.text[slot.start : slot.middle] + _UNITS[plan.text[slot.middle : slot.end]])
    ], _places(others)


def _name(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    mark = random.choice([m for m in plan.marks if m.kind == "town"][len(plan.world.towns) :])
    stem, level = mark.key[:-1], mark.key[-1]
    used = {town[:-1] for town in plan.world.towns}
    fresh = [s for s in names.stems(Random(random.random()), 30) if s not in used]
    changed = (
        random.choice((stem[0] + random.choice([f[1] for f in fresh if f[1] != stem[1]]), random.choice(fresh))) + level
    )
    return [Edit(mark.start, mark.end, changed)], []


def _period(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    mark = random.choice([m for m in plan.marks if m.kind == "period"])
    (_, middle), (_, end) = plan.world.near, plan.world.far
    first, last = random.choice(((middle, end), (middle + 1, end + 5), (middle - 2, middle + 2)))
    return [Edit(mark.start, mark.end, f"{first}—{last}年")], []


def _count(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    keys = ("reserves.count", "zones", "categories", "towns")
    slot = random.choice([s for s in plan.slots if s.key in keys and s.middle < s.end])
    value = int(plan.world.value(slot.key)) + random.choice((-1, 1, 2))
    others = [s for s in plan.slots if s.key == slot.key and s is not slot]
    return [Edit(slot.start, slot.middle, str(value))], _places(others)


def _indicator(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    work = random.choice(sorted({s.key for s in plan.slots if s.key.startswith("work.") and s.key.endswith(".near")}))
    key = work.split(".")[1]
    slots = [s for s in plan.slots if s.key.startswith("project.") and s.key.endswith(f".{key}") and s.unit != "mu"]
    pairs = [s for s in slots if not any(o.key == s.key and o.unit == "mu" for o in plan.slots)]
    if not pairs:
        return None
    slot = random.choice(pairs)
    related = [s for s in plan.slots if s.key.startswith(f"work.{key}.") or (s in slots and s is not slot)]
    return [_changed(plan, random, slot)], _places(related)


def _phases(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    slots = [s for s in plan.slots if s.key in ("money.near", "money.far")]
    done = _one(plan, random, slots)
    return done and (
        done[0],
        _places(
            [s for s in plan.slots if s.key in ("money", "money.near", "money.far") and s.start != done[0][0].start]
        ),
    )


def _over(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    key = random.choice(("cover.far", "conserved.far", "wetland.far", "conserved.near"))
    slots = [s for s in plan.slots if s.key == key]
    return [Edit(s.start, s.middle, "1" + plan.text[s.start : s.middle]) for s in slots], []


def _baseline(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    key = random.choice(("cover", "conserved", "wetland"))
    base = int(plan.world.value(f"{key}.base"))
    edits = [Edit(s.start, s.middle, str(base - 6)) for s in plan.slots if s.key == f"{key}.near"]
    return edits, _places([s for s in plan.slots if s.key in (f"{key}.base", f"{key}.far")])


def _extent(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    marks = [m for m in plan.marks if m.kind == "extent"]
    if not marks:
        return None
    mark = random.choice(marks)
    east = int(plan.text[mark.start : mark.end].split("°")[0]) > 60
    low, high = (plan.world.value(f"{mark.key}.{side}") for side in (("west", "east") if east else ("south", "north")))
    shift = random.choice((-1, 1)) * 3600 * random.choice((1, 2))
    return [Edit(mark.start, mark.end, f"{degrees(low + shift, '′″')}～{degrees(high + shift, '′″')}")], []


def _height(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    slot = random.choice([s for s in plan.slots if s.key.startswith("zone.") and s.key.endswith((".high", ".low"))])
    value = plan.world.value("height.high") + 200 if slot.key.endswith("high") else plan.world.value("height.low") - 80
    return [Edit(slot.start, slot.middle, str(value))], _places([s for s in plan.slots if s.key.startswith("height.")])


def _dual(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    slots = [s for s in plan.slots if s.unit == "mu"]
    if not slots:
        return None
    slot = random.choice(slots)
    return [_changed(plan, random, slot)], _places([s for s in plan.slots if s.key == slot.key and s is not slot])


def _level(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    end = plan.text.index("表4-1")
    begin = plan.text.rindex("目标\n", 0, plan.text.rindex("目标\n", 0, end))
    at = plan.text.find("全县", begin, end)
    return None if at < 0 else ([Edit(at, at + 2, random.choice(("全州", "全省", "全市")))], [])


def _leftover(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    (mark,) = [m for m in plan.marks if m.kind == "county"]
    other = next(name for name in iter(lambda: names.county(random), "") if name != plan.world.county)
    return [Edit(mark.start, mark.end, other)], []


def _double(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    """The same project once more, under another category and in the other phase."""
    marks = [m for m in plan.marks if m.kind == "project"]
    mark = random.choice(marks)
    own = next(c for c in plan.world.categories if any(p.name == mark.key for p in c.projects))
    other = random.choice([c for c in plan.world.categories if c is not own])
    last = next(m for m in marks if m.key == other.projects[-1].name)
    at = plan.text.index("\n", plan.text.index("\n", last.end) + 1) + 1
    project = next(p for p in own.projects if p.name == mark.key)
    first, end = plan.world.far if project.phase == "near" else plan.world.near
    words = f"{len(other.projects) + 1}{plan.text[mark.start - 1]}{mark.key}（{first}—{end}年）\n"
    return [Edit(at, at, words)], [(mark.start, mark.end)]


def _binding(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    key = random.choice(("cover", "conserved", "wetland"))
    bare = _bare(plan)
    slots = [s for s in plan.slots if s.key in (f"{key}.near", f"{key}.far") and s.start in bare]
    row = _row(plan, slots[0])
    return [Edit(s.start, s.end, "-") for s in slots], [row]


def _row(plan: Plan, slot: Slot) -> tuple[int, int]:
    marks = [m for m in plan.marks if m.kind == "cell" and m.start < slot.start]
    return marks[-2].start, slot.end


def _unit_cell(plan: Plan, random: Random) -> tuple[list[Edit], list[tuple[int, int]]] | None:
    cells = [m for m in plan.marks if m.kind == "cell" and m.key.endswith("/2") and "表4-1" in m.key]
    mark: Mark = random.choice(cells[1:])
    return [Edit(mark.start, mark.end, random.choice(("河流", "森林", "流域")))], []


_FAULTS: dict[str, Fault] = {
    "digit": _digit,
    "table": _table,
    "sum": _sum,
    "share": _share,
    "unit": _unit,
    "name": _name,
    "period": _period,
    "count": _count,
    "indicator": _indicator,
    "phases": _phases,
    "over-100": _over,
    "baseline": _baseline,
    "coordinates": _extent,
    "height": _height,
    "dual": _dual,
    "level": _level,
    "leftover": _leftover,
    "double": _double,
    "binding": _binding,
    "unit-cell": _unit_cell,
}
KINDS = tuple(_FAULTS)
"""All kinds of faults."""
