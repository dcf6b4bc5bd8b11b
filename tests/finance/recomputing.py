"""Having an office program compute the formulas of workbooks, and holding what it finds against what is printed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl

from shanshui.dossier.office import session
from shanshui.dossier.workbook import write_workbook
from shanshui.ledger import Facts, Table
from shanshui.quantity import exact, round_half_up
from shanshui.standard import Standard, spec_id


def recomputed_differently(tables: Sequence[Table], standard: Standard, folder: Path) -> tuple[int, list[str]]:
    """Write tables as workbooks, have them recomputed and compare every formula with the number printed.

    Parameters
    ----------
    tables : sequence of Table
        Of one or several projects.
    standard : Standard
        Layout.
    folder : Path
        Where to put the workbooks.

    Returns
    -------
    int, list of str
        How many formulas there are; those that give another number, at the decimals printed.
    """
    count, differing = 0, []
    kinds = {standard.tables[spec_id(table.id)].supplementary for table in tables}
    with session() as office:
        for supplementary in sorted(kinds):
            path = folder / ("测算表.xlsx" if supplementary else "附表.xlsx")
            target = path.with_suffix(".computed.xlsx")
            write_workbook(tables, Facts(), standard, path, supplementary=supplementary)
            office.run("recalculate", path, target)
            written, stored = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
            computed = openpyxl.load_workbook(target, data_only=True)
            for sheet in written.worksheets:
                for cell in (c for row in sheet.iter_rows() for c in row if str(c.value).startswith("=")):
                    places = _places(cell.number_format)
                    wanted = _printed(stored[sheet.title][cell.coordinate].value, places)
                    found = _printed(computed[sheet.title][cell.coordinate].value, places)
                    count += 1
                    if found != wanted:
                        where = f"{path.name} {sheet.title}!{cell.coordinate}"
                        differing.append(f"{where}: computed {found}, printed {wanted}")
    return count, differing


def _printed(value: object, places: int) -> Decimal | str:
    return round_half_up(exact(value), places) if isinstance(value, int | float) else str(value)


def _places(number_format: str) -> int:
    """Decimals of ``0.00" hm²"``."""
    digits = "".join(number_format.split('"')[::2])
    return len(digits.partition(".")[2])
