"""What a sheet says while it is filled in: drop-downs, notes, messages, and red for what would be a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from shanshui.standard import InputColumn, Standard
from shanshui.workspace.book.grid import keeps_unit
from shanshui.workspace.book.layout import Layout, Page

_TITLE, _MESSAGE = 32, 255
"""Characters that a spreadsheet allows in the title and text of a message."""

_FIRST_DAY, _LAST_DAY = date(1950, 1, 1), date(2099, 12, 31)
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_CODE_BREAKERS = " .@:/\\,;、，；|"
_SHOWN_CHOICES = 12


@dataclass(frozen=True, slots=True)
class Guards:
    """Guards of one sheet.

    Parameters
    ----------
    sheet : xlsxwriter worksheet
        The sheet.
    page : Page
        What stands on it.
    layout : Layout
        The whole workbook.
    standard : Standard
        Words and vocabularies.
    wrong : xlsxwriter format
        Conditional look.
    """

    sheet: Any
    page: Page
    layout: Layout
    standard: Standard
    wrong: Any

    def put(self) -> None:
        """Put all guards onto the sheet."""
        for n, column in enumerate(self.page.columns):
            if column is None:
                continue
            self.sheet.write_comment(0, n, self._note(column), {"x_scale": 2.0, "y_scale": 1.6, "font_size": 9})
            self._validate(n, column)
            for formula in self._faults(n, column):
                self._redden(n, formula)
        for mark in self.layout.spec.marks:
            if mark.table == self.page.schema.key:
                formula = self.layout.formula(mark.formula, mark.table, 0)
                self._redden(self.page.area.position(mark.column, entered=True), f"IFERROR({formula},FALSE)")

    def _redden(self, column: int, formula: str) -> None:
        last = self.page.area.first + self.page.area.count - 1
        options = {"type": "formula", "criteria": f"={formula}", "format": self.wrong}
        self.sheet.conditional_format(self.page.area.first, column, last, column, options)

    def _say(self, key: str, **words: object) -> str:
        return self.standard.label(f"book.{key}").format(**words)

    def _note(self, column: InputColumn) -> str:
        """What the note on a heading says: what to enter, by which clause, and the words to choose from."""
        parts = [column.heading(), self._hint(column)]
        if column.note:
            parts.append(column.note)
        if column.clause:
            parts.append(self._say("note.clause", clause=column.clause))
        notes = [m.note for m in self.layout.spec.marks if (m.table, m.column) == (self.page.schema.key, column.key)]
        if notes:
            parts.append(self._say("note.red", faults="；".join(notes)))
        return "\n".join(parts)

    def _hint(self, column: InputColumn) -> str:
        parts = [self._say("note.required" if column.required else "note.optional"), self._say(f"type.{column.type}")]
        if column.min is not None or column.max is not None:
            low, high = ("" if bound is None else f"{bound}" for bound in (column.min, column.max))
            parts.append(self._say("note.range", low=low or "—", high=high or "—"))
        if column.reference is not None:
            table, target = column.reference
            schema = self.standard.inputs[table]
            parts.append(self._say("note.reference", table=schema.name_zh, column=schema.columns[target].header_zh))
        words = [term.zh for term in self.standard.vocabularies.get(column.vocabulary, {}).values()]
        if words:
            more = "…" if len(words) > _SHOWN_CHOICES else ""
            parts.append(self._say("note.choices", words="、".join(words[:_SHOWN_CHOICES]) + more))
        return "；".join(parts)

    def _validate(self, n: int, column: InputColumn) -> None:
        options = self._rule(column)
        title = column.header_zh[:_TITLE]
        message = "；".join(part for part in (self._hint(column), column.note) if part)
        options |= {"input_title": title, "input_message": message[:_MESSAGE], "ignore_blank": True}
        if options["validate"] != "any":
            options |= {"error_title": title, "error_message": message[:_MESSAGE]}
        first = self.page.area.first
        self.sheet.data_validation(first, n, first + self.page.area.count - 1, n, options)

    def _rule(self, column: InputColumn) -> dict[str, Any]:
        """What the spreadsheet lets in; a code of another sheet that is not there yet is a warning only."""
        if column.type in ("choice", "yes_no"):
            return {"validate": "list", "source": f"=zh_{column.vocabulary or 'yes_no'}"}
        if column.type == "unit":
            return {"validate": "list", "source": "=zh_units", "error_type": "warning"}
        if column.reference is not None and column.type != "list":
            return {"validate": "list", "source": f"=list_{'_'.join(column.reference)}", "error_type": "warning"}
        if column.type in ("number", "integer"):
            return _bounds("decimal" if column.type == "number" else "integer", self._low(column), self._high(column))
        if column.type == "year":
            return _bounds("integer", _FIRST_YEAR, _LAST_YEAR)
        if column.type == "date":
            return {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
        return {"validate": "any"}

    def _low(self, column: InputColumn) -> float | None:
        return None if column.min is None or self._other_unit(column) else float(column.min)

    def _high(self, column: InputColumn) -> float | None:
        return None if column.max is None or self._other_unit(column) else float(column.max)

    def _other_unit(self, column: InputColumn) -> bool:
        """Whether the heading states another unit than the one in which the bounds are."""
        heading = self.page.schema.column_named(self.page.grid.header[self.page.area.position(column.key, True)])
        return heading is not None and keeps_unit(heading)

    def _faults(self, n: int, column: InputColumn) -> Iterator[str]:
        """Formulas that are true of a cell that would be a finding."""
        first = self.page.area.first + 1
        cell = f"${xl_col_to_name(n)}{first}"
        filled = f'LEN(TRIM({cell}))>0,TRIM({cell})<>"—"'
        if column.required:
            row = f"$A{first}:${xl_col_to_name(len(self.page.columns) - 1)}{first}"
            yield f"AND(LEN(TRIM({cell}))=0,COUNTA({row})>0)"
        if column.type in ("number", "integer"):
            yield f"AND({filled},ISERROR(VALUE({cell})))"
            yield from self._outside(cell, column)
        elif column.type == "year":
            year = f"VALUE(LEFT(TRIM({cell}),4))"
            yield f"AND({filled},IF(ISERROR({year}),TRUE,OR({year}<{_FIRST_YEAR},{year}>{_LAST_YEAR})))"
        elif column.type == "code":
            breaks = ",".join(f'ISNUMBER(FIND("{sign}",TRIM({cell})))' for sign in _CODE_BREAKERS)
            yield f"OR({breaks})"
        elif column.type in ("choice", "yes_no", "unit"):
            known = "unit_names" if column.type == "unit" else f"all_{column.vocabulary or 'yes_no'}"
            yield f"AND({filled},ISERROR(MATCH(TRIM({cell}),{known},0)))"
        if column.reference is not None and column.type != "list":
            name = "_".join(column.reference)
            yield f"AND({filled},SUMPRODUCT(({name}={cell})*1)=0)"
        if column.unique:
            yield self._doubled(cell)

    def _outside(self, cell: str, column: InputColumn) -> Iterator[str]:
        bounds = (("<", column.min), (">", column.max))
        outside = [f"{cell}{sign}{_digits(bound)}" for sign, bound in bounds if bound is not None]
        if outside and not self._other_unit(column):
            yield f"AND(ISNUMBER({cell}),OR({','.join(outside)}))"

    def _doubled(self, cell: str) -> str:
        """Whether another row has the same key: the unique columns together."""
        first, last = self.page.area.first + 1, self.page.area.first + self.page.area.count
        keys = [self.page.area.position(c.key, True) for c in self.page.schema.columns.values() if c.unique]
        names = [xl_col_to_name(position) for position in keys]
        same = "*".join(f"(${name}${first}:${name}${last}=${name}{first})" for name in names)
        there = ",".join(
            f"LEN(${xl_col_to_name(self.page.area.position(c.key, True))}{first})>0"
            for c in self.page.schema.columns.values()
            if c.unique and c.required
        )
        return f"AND(LEN({cell})>0,{there},SUMPRODUCT({same})>1)"


def _bounds(kind: str, low: float | None, high: float | None) -> dict[str, Any]:
    if low is not None and high is not None:
        return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
    if low is not None:
        return {"validate": kind, "criteria": ">=", "value": low}
    if high is not None:
        return {"validate": kind, "criteria": "<=", "value": high}
    return {"validate": kind, "criteria": "between", "minimum": -999_999_999_999, "maximum": 999_999_999_999}


def _digits(bound: Decimal) -> str:
    return f"{bound:f}"
