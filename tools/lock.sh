#!/bin/sh
# Pins every dependency with its hashes; run it after a change of pyproject.toml. Needs uv.
set -eu
cd "$(dirname "$0")/.."
pin() { uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header "$@"; }
pin pyproject.toml requirements/build.in -o requirements/run.txt
pin pyproject.toml requirements/build.in --extra dev --extra cluster -c requirements/run.txt -o requirements/dev.txt
