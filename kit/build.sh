#!/usr/bin/env bash
# Builds the site into the `output` of its folder. What planet remembers lies in `.planet`, where the workflow kept it; where
# that is lost, it comes back from the published site.
set -euo pipefail

# The log shows none of the values.
while IFS= read -r line; do
    if [[ $line =~ ^([A-Za-z_][A-Za-z0-9_]*)=(.+)$ ]]; then
        echo "::add-mask::${BASH_REMATCH[2]}"
        export "${BASH_REMATCH[1]}=${BASH_REMATCH[2]}"
    fi
done <<<"${ENVIRONMENT:-}"
unset ENVIRONMENT

folder=${FOLDER:-.}
arguments=(--output "$folder/output")
[[ -z ${BASE_URL:-} ]] || arguments+=(--base-url "$BASE_URL")
# Annotations name the file as it stands in the repository.
config=$folder/planet.toml
planet --config "${config#./}" build --restore-from auto --format github "${arguments[@]}"

# Whoever proposes a change can read GitHub's cache, so what is remembered of private feeds must not get there.
feeds=$(planet --config "$config" list --format json)
private=$([[ $feeds == *'"private": true'* ]] && echo true || echo false)
echo "private=$private" >>"${GITHUB_OUTPUT:-/dev/null}"

# Hubs are told of a site in which something is new.
topics=$(planet --config "$config" ping --changed --dry-run "${arguments[@]}")
echo "websub=$([[ -n $topics ]] && echo true || echo false)" >>"${GITHUB_OUTPUT:-/dev/null}"
