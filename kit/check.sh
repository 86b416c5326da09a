#!/usr/bin/env bash
# Checks the feeds that a pull request adds or changes: annotations at their lines, a table below the run.
set -euo pipefail

config=${FOLDER:-.}/planet.toml
changed=()
# Without a base to compare with, as in a run by hand, every feed is looked at.
[[ -z ${GITHUB_BASE_REF:-} ]] || changed=(--changed)
planet --config "${config#./}" check --format github ${changed[@]+"${changed[@]}"}
