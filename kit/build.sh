#!/usr/bin/env bash
# Builds the site into the `output` of its folder. What planet remembers lies in `.planet`, where the workflow kept it; where
# that is lost, it comes back from the published site.
set -euo pipefail

folder=${FOLDER:-.}
arguments=(--output "$folder/output")
[[ -z ${BASE_URL:-} ]] || arguments+=(--base-url "$BASE_URL")
# Annotations name the file as it stands in the repository.
config=$folder/planet.toml
planet --config "${config#./}" build --restore-from auto --format github "${arguments[@]}"

topics=$(planet --config "$config" ping --dry-run "${arguments[@]}")
echo "websub=$([[ -n $topics ]] && echo true || echo false)" >>"${GITHUB_OUTPUT:-/dev/null}"
