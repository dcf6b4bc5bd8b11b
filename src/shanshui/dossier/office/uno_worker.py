"""Runs under the interpreter that knows UNO: opens documents in a running office and stores them.

Started by :mod:`shanshui.dossier.office.running` as a script; imports nothing of this project. It reads
one request per line on standard input as JSON, ``{"verb", "source", "target"}``, and answers each with
one line of JSON, ``{"ok": true}`` or ``{"ok": false, "error": "..."}``.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

WAIT = 60.0


def _value(uno: Any, name: str, value: Any) -> Any:
    item = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    item.Name, item.Value = name, value
    return item


def _desktop(uno: Any, pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + WAIT
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def _open(uno: Any, desktop: Any, source: str) -> Any:
    return desktop.loadComponentFromURL(Path(source).absolute().as_uri(), "_blank", 0, (_value(uno, "Hidden", True),))


def _pdf(uno: Any, document: Any, target: str) -> None:
    document.getTextFields().refresh()
    options = (
        _value(uno, "ExportBookmarks", True),
        _value(uno, "ExportBookmarksToPDFDestination", True),
        _value(uno, "ExportFormFields", False),
        _value(uno, "UseTaggedPDF", False),
        _value(uno, "Quality", 88),
        _value(uno, "ReduceImageResolution", False),
        _value(uno, "InitialView", 1),
        _value(uno, "IsSkipEmptyPages", False),
    )
    data = uno.Any("[]com.sun.star.beans.PropertyValue", options)
    properties = (_value(uno, "FilterName", "writer_pdf_Export"), _value(uno, "FilterData", data))
    document.storeToURL(Path(target).absolute().as_uri(), properties)


def _recalculated(uno: Any, document: Any, target: str) -> None:
    document.calculateAll()
    properties = (_value(uno, "FilterName", "Calc MS Excel 2007 XML"),)
    document.storeToURL(Path(target).absolute().as_uri(), properties)


def _saved(uno: Any, document: Any, target: str) -> None:
    document.getTextFields().refresh()
    indexes = document.getDocumentIndexes()
    for position in range(indexes.getCount()):
        indexes.getByIndex(position).update()
    properties = (_value(uno, "FilterName", "MS Word 2007 XML"),)
    document.storeToURL(Path(target).absolute().as_uri(), properties)


VERBS = {"pdf": _pdf, "recalculate": _recalculated, "resave": _saved}


def main() -> None:
    """Serve requests until standard input ends, then close the office."""
    import uno  # type: ignore[import-not-found,unused-ignore]

    desktop = _desktop(uno, sys.argv[1])
    for line in sys.stdin:
        request = json.loads(line)
        try:
            document = _open(uno, desktop, request["source"])
            if document is None:
                raise ValueError("the office could not open the file")
            try:
                VERBS[request["verb"]](uno, document, request["target"])
            finally:
                document.close(True)
            answer: dict[str, Any] = {"ok": True}
        except Exception as error:  # whatever UNO throws goes back as words
            answer = {"ok": False, "error": str(error) or type(error).__name__}
        print(json.dumps(answer), flush=True)
    try:
        desktop.terminate()
    except Exception:
        return


if __name__ == "__main__":
    main()
