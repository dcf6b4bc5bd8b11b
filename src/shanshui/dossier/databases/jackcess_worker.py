"""Runs in a process of its own: writes an Access file with Jackcess in a Java virtual machine, and reads it back.

Started by :mod:`shanshui.dossier.databases.jackcess` as a script; imports nothing of this project. It reads one request
as JSON on standard input, ``{"jars", "target", "tables": [{"name", "columns": [[name, type]], "rows"}]}``, and answers
with one line of JSON, ``{"ok": true, "rows": {table: rows}}`` or ``{"ok": false, "error": "..."}``.
"""

from __future__ import annotations

import json
import sys
from typing import Any

PACKAGES = ("io.github.spannm.jackcess.", "com.healthmarketscience.jackcess.")
"""Where Jackcess lives, newest first."""
TEXT = 255


class _Java:
    """Classes by name, of whichever Jackcess the jars hold."""

    def __init__(self, jpype: Any) -> None:
        self._jpype = jpype
        self._package = next((name for name in PACKAGES if self._holds(name)), "")
        if not self._package:
            raise RuntimeError("the jar holds no Jackcess")

    def _holds(self, package: str) -> bool:
        try:
            self._jpype.JClass(package + "DatabaseBuilder")
        except TypeError:  # what JPype raises for a class that is not there
            return False
        return True

    def of(self, name: str) -> Any:
        """A class of Jackcess."""
        return self._jpype.JClass(self._package + name)

    def cell(self, value: Any, kind: str) -> Any:
        """A value as Java has it."""
        if value is None:
            return None
        if kind == "LONG":
            return self._jpype.JClass("java.lang.Integer").valueOf(int(value))
        if kind == "DOUBLE":
            return self._jpype.JClass("java.lang.Double").valueOf(float(value))
        return self._jpype.JClass("java.lang.String")(str(value))


def _column(java: _Java, name: str, kind: str) -> Any:
    column = java.of("ColumnBuilder")(name, getattr(java.of("DataType"), kind))
    if kind == "TEXT":  # the older Jackcess says set, the newer with
        sized = getattr(column, "withLengthInUnits", None) or column.setLengthInUnits
        column = sized(TEXT)
    return column


def _table(java: _Java, base: Any, wanted: dict[str, Any]) -> None:
    builder = java.of("TableBuilder")(wanted["name"])
    for name, kind in wanted["columns"]:
        builder.addColumn(_column(java, name, kind))
    table = builder.toTable(base)
    kinds = [kind for _, kind in wanted["columns"]]
    for row in wanted["rows"]:
        table.addRow(*(java.cell(value, kind) for value, kind in zip(row, kinds, strict=True)))


def _written(request: dict[str, Any]) -> dict[str, int]:
    import jpype

    jpype.startJVM("-Djava.awt.headless=true", "-Xmx512m", classpath=request["jars"], convertStrings=False)
    java, file = _Java(jpype), jpype.JClass("java.io.File")(request["target"])
    builder = java.of("DatabaseBuilder")
    base = builder.create(java.of("Database").FileFormat.V2000, file)
    try:
        for wanted in request["tables"]:
            _table(java, base, wanted)
    finally:
        base.close()
    again = builder.open(file)
    try:
        return {wanted["name"]: int(again.getTable(wanted["name"]).getRowCount()) for wanted in request["tables"]}
    finally:
        again.close()


def main() -> None:
    """Serve the one request."""
    request = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    try:
        answer: dict[str, Any] = {"ok": True, "rows": _written(request)}
    except Exception as error:  # whatever happens, in Java too, is told to who asked
        answer = {"ok": False, "error": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
