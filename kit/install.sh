#!/usr/bin/env bash
# Puts `planet` into the PATH of the runner: the binary of a release, if there is one for this machine and it is what its
# checksum says; else what the source builds that this action came with.
set -euo pipefail

case ${COMMAND:-none} in
build | check | ping | none) ;;
*)
    echo "::error::the action knows no command \`$COMMAND\`: write build, check, ping or none"
    exit 2
    ;;
esac

source=$(cd "$(dirname "$0")/.." && pwd)
bin=${RUNNER_TEMP:?}/planet-bin
releases=${PLANET_RELEASES:-https://github.com/planetfeed/planet/releases/download}
# The action and the binary are of one release, as both come from one tag.
version=${PLANET_VERSION:-v$(sed -n 's/^version = "\(.*\)"$/\1/p' "$source/Cargo.toml" | head -n 1)}

ending=
[[ ${RUNNER_OS:?} != Windows ]] || ending=.exe
case $RUNNER_OS-${RUNNER_ARCH:?} in
Linux-X64) target=x86_64-unknown-linux-musl ;;
Linux-ARM64) target=aarch64-unknown-linux-musl ;;
macOS-X64) target=x86_64-apple-darwin ;;
macOS-ARM64) target=aarch64-apple-darwin ;;
Windows-X64) target=x86_64-pc-windows-msvc ;;
*) target= ;;
esac

fetch() {
    curl --fail --silent --show-error --location --retry 3 --max-time 120 --output "$bin/$1" "$releases/$version/$1"
}
check() {
    if command -v sha256sum >/dev/null; then sha256sum --check --quiet "$1"; else shasum -a 256 --check "$1"; fi
}

mkdir -p "$bin"
archive=planet-$target.tar.gz
if [[ -n $target ]] && fetch "$archive" && fetch "$archive.sha256"; then
    # One that is not what its checksum says is no reason to go on with another.
    (cd "$bin" && check "$archive.sha256") || { echo "::error::$archive of $version is not what its checksum says"; exit 1; }
    mkdir -p "$bin/release/bin"
    # By standard input: in `D:\…` tar would look for a host named D.
    (cd "$bin/release/bin" && tar -xz) <"$bin/$archive"
elif [[ -n ${PLANET_VERSION:-} ]]; then
    echo "::error::there is no planet $version for $RUNNER_OS $RUNNER_ARCH"
    exit 1
else
    echo "there is no planet $version for $RUNNER_OS $RUNNER_ARCH: building it, which takes some minutes"
    cargo install --quiet --locked --path "$source" --root "$bin/release"
fi
mv "$bin/release/bin/planet$ending" "$bin"
rm -rf "$bin/release" "$bin/"*.tar.gz*
echo "$bin" >>"${GITHUB_PATH:?}"
"$bin/planet" --version
