#!/usr/bin/env bash
# Waits until the deployed site is live, then tells the hubs that planet.toml names.
set -euo pipefail

folder=${FOLDER:-.}
arguments=(--output "$folder/output")
[[ -z ${BASE_URL:-} ]] || arguments+=(--base-url "$BASE_URL")
if [[ -n ${ARTIFACT:-} ]]; then
    mkdir -p "$folder/output"
    tar -x -C "$folder/output" <"$ARTIFACT"
fi
planet --config "$folder/planet.toml" ping --wait "${arguments[@]}"
