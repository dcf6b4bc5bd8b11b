"""What fulfils a clause: in words, and whether it is there in the plan and the dossier at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from shanshui.ledger import Facts, Table
from shanshui.plan import Plan
from shanshui.standard import Standard


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
    """

    standard: Standard
    facts: Facts = field(default_factory=Facts)
    plan: Plan | None = None
    tables: Mapping[str, Table] = field(default_factory=lambda: MappingProxyType({}))
    files: tuple[str, ...] = ()

    def there(self, fulfilled_by: str) -> bool:
        """Whether what fulfils a clause exists: table filled, map drawn, rule run, chapter written."""
        kind, _, name = fulfilled_by.partition(" ")
        looks: Mapping[str, Callable[[str], bool]] = {
            "table": self._table,
            "map": self._map,
            "layer": lambda role: bool(self.facts.starting(f"layer:{role}.")),
            "fact": lambda key: key in self.facts or bool(self.facts.starting(f"{key}.")),
            "indicator": lambda code: any(f".indicator.{code}" in key for key in self.facts),
            "chapter": lambda _: self._made(".docx"),
            "dossier": lambda _: bool(self.files),
            "typography": lambda _: self._made(".docx"),
            "database": lambda _: self._made(".gpkg") or any(".gdb/" in file for file in self.files),
            "maps": lambda _: self._made(".tif"),
            "annexed": lambda _: self._made(".xlsx"),
            "indicators": lambda _: any(".indicator." in key for key in self.facts),
        }
        return looks[kind](name) if kind in looks else fulfilled_by in self.standard.rules

    def words(self, fulfilled_by: str, lang: str) -> str:
        """What fulfils a clause, for a reader."""
        kind, _, name = fulfilled_by.partition(" ")
        pattern = f"review.by.{kind}"
        if pattern not in self.standard.labels:
            return fulfilled_by
        return self.standard.label(pattern, lang).format(name=self._name(kind, name, lang)).strip()

    def _made(self, suffix: str) -> bool:
        return any(file.endswith(suffix) for file in self.files)

    def _table(self, name: str) -> bool:
        if name in self.standard.tables:
            return name in self.tables
        return self.plan is not None and bool(self.plan.records.get(name))

    def _map(self, key: str) -> bool:
        titles = [spec.title.partition("}")[2] or spec.title for spec in self.standard.maps if spec.key == key]
        return any(title in file for title in titles for file in self.files if file.endswith(".tif"))

    def _name(self, kind: str, name: str, lang: str) -> str:
        standard, zh = self.standard, lang == "zh"
        if kind == "chapter":
            return self._chapter(name, zh)
        if kind == "table" and name in standard.tables:
            spec = standard.tables[name]
            return f"{name} {spec.title.rpartition('}')[2] if zh else spec.title_en}"
        if kind == "table" and name in standard.inputs:
            return standard.inputs[name].name_zh if zh else standard.inputs[name].name_en
        if kind == "map":
            titles = {spec.key: (spec.title.rpartition("}")[2] if zh else spec.title_en) for spec in standard.maps}
            return titles.get(name, name)
        if kind == "layer" and (role := standard.role(name)) is not None:
            return role.name if zh else role.name_en
        if kind == "indicator" and name in standard.indicators:
            return f"{name} {standard.indicators[name].name if zh else standard.indicators[name].name_en}"
        return name

    def _chapter(self, path: str, zh: bool) -> str:
        """Number and title of a chapter, or of the section that a dotted path leads to."""
        first, _, rest = path.partition(".")
        for chapter in self.standard.outline:
            if chapter.key == first:
                last = rest.rpartition(".")[2]
                section = next((s for s in chapter.all_sections() if s.key in (last, path, rest)), None)
                number, title, title_en = (
                    (section.number, section.title, section.title_en)
                    if section is not None
                    else (chapter.number, chapter.title, chapter.title_en)
                )
                return f"{number} {title if zh else title_en}".strip()
        return path
