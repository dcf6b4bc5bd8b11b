"""Zip packages whose bytes depend on their content alone."""

from __future__ import annotations

import io
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)


def settled(package: bytes, first: str = "[Content_Types].xml") -> bytes:
    """Pack a zip again with members in order of name, without times.

    Parameters
    ----------
    package : bytes
        Any zip file.
    first : str
        Member that readers expect at the beginning.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda n: (n != first, n)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return out.getvalue()
