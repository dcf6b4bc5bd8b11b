"""What fulfils a clause: whether it is there in the plan and the dossier at hand, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from shanshui.ledger import Facts, Table
from shanshui.plan import Plan
from shanshui.quantity import EMPTY
from shanshui.review.output.printed_pages import pages_of, plain
from shanshui.standard import Chapter, Fulfilment, Section, Standard, spec_id


@dataclass(frozen=True, slots=True)
class Met:
    """One fulfilment of a clause, looked for.

    Parameters
    ----------
    words : str
        What it is and where it stands, for a reader.
    there : bool
        Whether it is there.
    """

    words: str
    there: bool


@dataclass(frozen=True)
class Evidence:
    """What there is to show.

    Parameters
    ----------
    standard : Standard
        Names of chapters, tables, maps, layers, indicators.
    facts : Facts
        The ledger.
    plan : Plan or None
        Input tables.
    tables : mapping
        Computed tables by id.
    files : tuple of str
        Paths of the dossier's files, with forward slashes.
    pages : mapping
        Page of each heading of the printed report, see :func:`pages_of`; empty where none is printed.
    """

    standard: Standard
    facts: Facts = field(default_factory=Facts)
    plan: Plan | None = None
    tables: Mapping[str, Table] = field(default_factory=lambda: MappingProxyType({}))
    files: tuple[str, ...] = ()
    pages: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def look(self, fulfilment: Fulfilment, lang: str) -> Met:
        """Look for what fulfils a clause; a rule and an attestation are not looked for here.

        Parameters
        ----------
        fulfilment : Fulfilment
            As a clause names it.
        lang : {"zh", "en"}
            Language of the words.
        """
        kind, name = fulfilment.kind, fulfilment.name
        looks: Mapping[str, Callable[[str, str], tuple[str, str, bool]]] = {
            "chapter": self._chapter,
            "table": self._table,
            "map": self._map,
            "layer": self._layer,
            "indicator": self._indicator,
            "fact": lambda key, _: (key, "", key in self.facts or bool(self.facts.starting(f"{key}."))),
        }
        shown, where, there = looks[kind](name, lang) if kind in looks else ("", "", self._bundle(kind))
        words = self.standard.label(f"review.by.{kind}", lang).format(name=shown).strip()
        return Met(f"{words} {where}".strip(), there)

    def _bundle(self, kind: str) -> bool:
        """Whether a part of the dossier was made."""
        if kind == "dossier":
            return bool(self.files)
        if kind == "indicators":
            return any(".indicator." in key for key in self.facts)
        endings = {"maps": (".tif",), "annexed": (".xlsx",), "database": (".gpkg", ".gdb"), "typography": (".docx",)}
        return any(file.endswith(endings[kind]) for file in self.files)

    def _chapter(self, key: str, lang: str) -> tuple[str, str, bool]:
        part = self._parts.get(key)
        if part is None:
            return key, "", False
        page = self.pages.get(plain(f"{part.number}{part.title}"))
        made = any(file.endswith(".docx") for file in self.files)
        title = part.title if lang == "zh" else part.title_en
        return f"{part.number} {title}".strip(), self._page(page, lang), made and (page is not None or not self.pages)

    def _page(self, page: int | None, lang: str) -> str:
        return self.standard.label("review.where.page", lang).format(page=page or EMPTY)

    def _table(self, name: str, lang: str) -> tuple[str, str, bool]:
        standard, zh = self.standard, lang == "zh"
        if name in standard.tables:
            spec = standard.tables[name]
            title = f"{name} {spec.title.rpartition('}')[2] if zh else spec.title_en}"
            filled = [table for table in self.tables if spec_id(table) == name]
            held = filled and (spec.annexed or spec.supplementary)
            sheet = standard.label("workbook.sheet").format(id=name) if held else ""
            book = "review.where.supplement" if spec.supplementary else "review.where.sheet"
            where = standard.label(book, lang).format(sheet=sheet) if sheet else ""
            section = next((part for part in self._parts.values() if name in part.tables), None)
            if section is not None:
                page = self.pages.get(plain(f"{section.number}{section.title}"))
                where = " ".join(part for part in (where, section.number, self._page(page, lang)) if part)
            return title, where, bool(filled)
        table = standard.inputs[name]
        records = self.plan.records.get(name, ()) if self.plan is not None else ()
        where = standard.label("review.where.rows", lang).format(count=len(records)) if records else ""
        return table.name_zh if zh else table.name_en, where, bool(records)

    def _map(self, key: str, lang: str) -> tuple[str, str, bool]:
        spec = self.standard.map(key)
        title = spec.title.rpartition("}")[2] if lang == "zh" else spec.title_en
        ending = spec.title.rpartition("}")[2] or spec.title
        file = next((f for f in self.files if f.endswith(".tif") and ending in f), "")
        folder, _, name = file.rpartition("/")
        short = f"{folder}/…{name[name.rfind(ending) :]}" if file else ""
        return short or title, "", bool(file)

    def _layer(self, role: str, lang: str) -> tuple[str, str, bool]:
        known = self.standard.role(role)
        name = role if known is None else known.name if lang == "zh" else known.name_en
        return name, "", bool(self.facts.starting(f"layer:{role}."))

    def _indicator(self, code: str, lang: str) -> tuple[str, str, bool]:
        known = self.standard.indicators.get(code)
        name = f"{code} {known.name if lang == 'zh' else known.name_en}" if known else code
        return name, "", any(f".indicator.{code}" in key for key in self.facts)

    @cached_property
    def _parts(self) -> Mapping[str, Chapter | Section]:
        """Chapters and their sections by key."""
        return {part.key: part for part in _all_parts(self.standard.outline)}


def _all_parts(outline: tuple[Chapter, ...]) -> Iterator[Chapter | Section]:
    for chapter in outline:
        yield chapter
        yield from chapter.all_sections()


def evidence_of(
    dossier: Path, standard: Standard, facts: Facts, plan: Plan | None, tables: Mapping[str, Table]
) -> Evidence:
    """What a dossier's folder and the ledger have to show.

    Parameters
    ----------
    dossier : Path
        The finished files; the PDF among them tells the pages.
    standard, facts, plan, tables
        As in :class:`Evidence`.
    """
    files = tuple(sorted(path.relative_to(dossier).as_posix() for path in dossier.rglob("*")))
    return Evidence(standard, facts, plan, tables, files, pages_of(dossier))
