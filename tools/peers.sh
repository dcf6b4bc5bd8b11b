#!/bin/sh
# Installs the program that `make bench-peers` is held against, natcap.invest, in an environment of its own: it wants an
# older NumPy and a GDAL that is compiled here. Takes about six minutes once; a second call does nothing.
# The folder is SHANSHUI_PEERS, else ~/.cache/shanshui-peers. The last line printed is the environment's python.
set -eu
cd "$(dirname "$0")/.."
home=${SHANSHUI_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/shanshui-peers}
pins=requirements/peers.txt
stamp=$home/.installed-$(sha256sum "$pins" | cut -c1-16)

say() { printf '%s\n' "$*" >&2; }

if [ ! -f "$stamp" ]; then
    if ! command -v gdal-config >/dev/null 2>&1 || ! command -v g++ >/dev/null 2>&1; then
        root=""
        [ "$(id -u)" = 0 ] || root="sudo -n"
        say "installing libgdal-dev and g++"
        { $root apt-get update -qq && $root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends libgdal-dev g++; } >/dev/null 2>&1 || {
            say "libgdal-dev and g++ are needed and cannot be installed: apt-get install libgdal-dev g++"; exit 1; }
    fi
    pinned=$(sed -n 's/^gdal==\([0-9.]*\).*/\1/p' "$pins")
    if [ "$(gdal-config --version)" != "$pinned" ]; then
        say "this machine has GDAL $(gdal-config --version); $pins pins the binding of $pinned: change it there and in peers.in"
        exit 1
    fi
    python=${PYTHON:-python3}
    "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || {
        say "the pins are for Python 3.11; name one with PYTHON=/path/to/python3.11"; exit 1; }
    rm -rf "$home"
    mkdir -p "$home"
    "$python" -m venv "$home/env"
    PATH=$home/env/bin:$PATH  # the peer calls pybabel while it is built
    pip() { "$home/env/bin/python" -m pip --disable-pip-version-check --quiet "$@"; }
    tools=$home/tools.txt
    # what compiles comes first: the bindings of GDAL need NumPy at hand, the peer needs Cython before 3.1
    awk '/^[a-z]/ { keep = /^(numpy|setuptools|setuptools-scm|wheel|babel|cython|packaging|vcs-versioning|typing-extensions)==/ } keep' \
        "$pins" > "$tools"
    say "installing natcap.invest into $home (compiles for about six minutes)"
    pip install --require-hashes --no-deps -r "$tools"
    pip install --require-hashes --no-deps --no-build-isolation --no-binary gdal -r "$pins"
    "$home/env/bin/python" -c 'import natcap.invest, osgeo.gdal_array' || { say "natcap.invest cannot be imported"; exit 1; }
    touch "$stamp"
fi
printf '%s\n' "$home/env/bin/python"
