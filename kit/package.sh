#!/usr/bin/env bash
# Packs a `planet` that was built for this machine as a release has it, with its checksum, into `dist`.
#
#   package.sh TARGET [BINARY]
set -euo pipefail

cd "$(dirname "$0")/.."
target=$1
ending=
[[ $target != *windows* ]] || ending=.exe
binary=${2:-target/$target/release/planet$ending}
archive=planet-$target.tar.gz
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$binary" "$folder/planet$ending"
# What a shell and `man` know of it.
mkdir "$folder/completions"
"$binary" man >"$folder/planet.1"
"$binary" completions bash >"$folder/completions/planet.bash"
"$binary" completions zsh >"$folder/completions/_planet"
"$binary" completions fish >"$folder/completions/planet.fish"
cp README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT "$folder"
mkdir -p dist
tar -czf "dist/$archive" -C "$folder" .
cd dist
if command -v sha256sum >/dev/null; then sha256sum "$archive"; else shasum -a 256 "$archive"; fi >"$archive.sha256"
