"""Which fonts are at hand, and a fontconfig file that lets free ones stand in for those the code names."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from shanshui.finding import Finding
from shanshui.standard import Typography

SYSTEM = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
)
STAND_INS: Mapping[str, tuple[str, ...]] = {
    "仿宋": ("FandolFang", "FandolFang R", "Noto Serif CJK SC"),
    "黑体": ("Noto Sans CJK SC", "FandolHei"),
    "宋体": ("Noto Serif CJK SC", "FandolSong"),
    "楷体": ("FandolKai", "Noto Serif CJK SC"),
    "Times New Roman": ("Liberation Serif", "Tinos", "Nimbus Roman"),
}
"""Free families for each that the code or a county's own files name, best first."""

ALIASES: Mapping[str, tuple[str, ...]] = {
    "仿宋": ("仿宋_GB2312", "FangSong", "FangSong_GB2312", "STFangsong"),
    "黑体": ("SimHei", "STHeiti"),
    "宋体": ("SimSun", "NSimSun", "新宋体", "STSong"),
    "楷体": ("楷体_GB2312", "KaiTi", "KaiTi_GB2312", "STKaiti"),
}


@dataclass(frozen=True, slots=True)
class FontSet:
    """Fonts as found.

    Parameters
    ----------
    config : Path
        fontconfig file for programs that lay text out.
    missing : tuple of str
        Families for which neither the font itself nor a free one of its kind is there.
    """

    config: Path
    missing: tuple[str, ...]

    def findings(self) -> tuple[Finding, ...]:
        """One finding for each family that is missing."""
        return tuple(
            Finding("DOSSIER-FONT", got=name, want=instead(name, self.config), subject=f"font:{name}")
            for name in self.missing
        )


def own_folder() -> Path:
    """Where the set-up puts the fonts that the distribution lacks."""
    return Path(os.environ.get("SHANSHUI_FONTS", "") or Path(sys.prefix) / "share" / "shanshui" / "fonts")


def prepare(typography: Typography, folder: Path) -> FontSet:
    """Write the fontconfig file, and see which families can be served.

    Parameters
    ----------
    typography : Typography
        Its fonts are wanted.
    folder : Path
        Where file and font cache are kept; it may be used again by later builds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "fonts.conf"
    text = _config(folder / "cache")
    if not config.is_file() or config.read_text(encoding="utf-8") != text:
        config.write_text(text, encoding="utf-8")
    families = installed(str(config), hashlib.sha256(text.encode()).hexdigest())
    wanted = sorted({style.font for style in typography.styles.values()} | {typography.latin})
    return FontSet(config, tuple(name for name in wanted if not _served(name, families)))


def _served(name: str, families: frozenset[str]) -> bool:
    return not families or any(f in families for f in (name, *ALIASES.get(name, ()), *STAND_INS.get(name, ())))


@cache
def installed(config: str, digest: str) -> frozenset[str]:
    """Names of all families that fontconfig sees; empty where fontconfig is not there."""
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    answer = subprocess.run(
        [program, ":", "family"],
        env={**os.environ, "FONTCONFIG_FILE": config},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return frozenset(name.strip().replace("\\", "") for line in answer.stdout.splitlines() for name in line.split(","))


def instead(name: str, config: Path) -> str:
    """The family that stands in for one that is missing; empty where fontconfig is not there."""
    program = shutil.which("fc-match")
    if program is None:
        return ""
    environment = {**os.environ, "FONTCONFIG_FILE": str(config)}
    command = [program, "-f", "%{family[0]}", name]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False
    ).stdout.strip()


def _config(cache_folder: Path) -> str:
    folders = [own_folder(), *SYSTEM, Path.home() / ".fonts", Path.home() / ".local/share/fonts"]
    lines = ['<?xml version="1.0"?>', '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">', "<fontconfig>"]
    lines += [f"  <dir>{escape(str(f))}</dir>" for f in folders if f.is_dir()]
    lines.append(f"  <cachedir>{escape(str(cache_folder))}</cachedir>")
    for name, stand_ins in STAND_INS.items():
        for alias in (name, *ALIASES.get(name, ())):
            lines += _alias(alias, (*_own_names(name), *stand_ins))
    return "\n".join([*lines, "</fontconfig>", ""])


def _own_names(name: str) -> tuple[str, ...]:
    return (name, *ALIASES.get(name, ()))


def _alias(family: str, preferred: Sequence[str]) -> list[str]:
    names = "".join(f"<family>{escape(name)}</family>" for name in preferred)
    return [f'  <alias binding="same"><family>{escape(family)}</family><prefer>{names}</prefer></alias>']
