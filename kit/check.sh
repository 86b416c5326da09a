#!/usr/bin/env bash
# Checks the feeds that a pull request adds or changes: annotations at their lines, a table below the run.
set -euo pipefail

folder=${FOLDER:-.}
config=$folder/planet.toml
# What the planet remembers tells whether a feed is followed already, or has become another one. It is published with the site;
# where it is not, less can be told.
if [[ -n ${GITHUB_REPOSITORY:-} && ! -e $folder/.planet ]]; then
    owner=$(tr '[:upper:]' '[:lower:]' <<<"${GITHUB_REPOSITORY%%/*}")
    name=${GITHUB_REPOSITORY#*/}
    site=https://$owner.github.io/$name
    [[ $name != "$owner.github.io" ]] || site=https://$name
    state=$(mktemp)
    if curl --fail --silent --location --max-time 60 --output "$state" "${PLANET_SITE:-$site}/state/planet.jsonl.gz"; then
        planet --config "$config" --quiet state import "$state" || echo "what the planet remembers cannot be read"
    fi
    rm -f "$state"
fi
changed=()
# Without a base to compare with, as in a run by hand, every feed is looked at.
[[ -z ${GITHUB_BASE_REF:-} ]] || changed=(--changed)
planet --config "${config#./}" check --format github ${changed[@]+"${changed[@]}"}
