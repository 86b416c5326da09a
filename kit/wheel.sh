#!/usr/bin/env bash
# Builds the wheel that gives `planet` to Python people (`pip install planetfeed`, `uvx planetfeed build`), into `dist`.
#
#   wheel.sh [TARGET]    without one, for this machine
set -euo pipefail

cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools"
PATH="$tools/bin:$PATH"
[[ -d $tools/bin ]] || PATH="$tools/Scripts:$PATH"
arguments=(--release --locked --out dist)
extra=
case ${1:-} in
# A wheel for Linux runs on systems that are older than this one, which zig knows to build for.
*-linux-gnu)
    extra='[zig]'
    arguments+=(--target "$1" --zig --compatibility manylinux2014)
    ;;
'') ;;
*) arguments+=(--target "$1") ;;
esac
pip install --quiet --disable-pip-version-check "maturin$extra>=1.9,<2"
maturin build "${arguments[@]}"
