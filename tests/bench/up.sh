#!/bin/bash
# `ftenv up` of the sample against the same work by hand, one command after the other: python-build, venv,
# pip, maturin. Both from nothing but the system's packages, with the same source archive, in turns.
#
#   tests/bench/up.sh [RUNS] [PYTHON_BUILD]
#
# PYTHON_BUILD is pyenv's program; without it the one on PATH or of ~/.pyenv is taken. A Rust toolchain has
# to be there: neither side installs one.
set -euo pipefail
runs=${1:-3}
source=${FTENV_SOURCE_DIR:-$(cd "$(dirname "$0")/../.." && pwd)}
ftenv=${FTENV:-$source/build/ftenv}
# shellcheck source=tests/support/bench.sh
. "$source/tests/support/bench.sh"

python_build=${2:-$(command -v python-build || echo "$HOME/.pyenv/plugins/python-build/bin/python-build")}
[ -x "$python_build" ] || skip "python-build is not here: give its path as the second argument"
cargo=$(command -v cargo) || skip "cargo is not here, and it is not what is measured"
rustup_home=${RUSTUP_HOME:-$HOME/.rustup}
path=$(dirname "$cargo"):/usr/local/bin:/usr/bin:/bin

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# as_user SIDE COMMAND…: with that side's home, and of the outer environment what the network needs.
as_user() {
  local side=$1 name network=()
  shift
  for name in SSL_CERT_FILE PIP_CERT PIP_INDEX_URL http_proxy https_proxy no_proxy; do
    [ -z "${!name:-}" ] || network+=("$name=${!name}")
  done
  env -i PATH="$path" HOME="$work/$side/home" RUSTUP_HOME="$rustup_home" "${network[@]}" "$@"
}
fresh() {
  rm -rf "${work:?}/$1"
  mkdir -p "$work/$1/home"
  cp -r "$source/docs/quickstart/hello" "$work/$1/hello"
  rm -rf "$work/$1/hello/.venv" "$work/$1/hello/target"
}
fail() {
  tail -n 30 "$work/$1.log" >&2
  echo "FAILED: the side $1; the end of its log is above" >&2
  exit 1
}

# Not measured: which version can be had here, and its archive.
fresh first
as_user first "$ftenv" up --json "$work/first/hello" >"$work/first.json" 2>"$work/first.log" || fail first
archive=$(find "$work/first/home/.cache/ftenv/downloads" -type f -size +10M ! -name '*.part' | head -n 1)
version=$(as_user first "$work/first/hello/.venv/bin/python" -c 'import platform; print(platform.python_version())')
definition=$(definition_for "$python_build" "$version" "$archive") || skip "this python-build knows no ${version%.*}t"
mkdir "$work/cache"
cp "$archive" "$work/cache/Python-$version.tar.xz"

# Joined by &&, because `set -e` does not reach into a function whose status is asked for.
by_hand() {
  local home=$work/hand/home project=$work/hand/hello
  as_user hand env PYTHON_BUILD_CACHE_PATH="$work/cache" "$python_build" "$definition" "$home/python" &&
    as_user hand "$home/python/bin/python3" -m venv "$project/.venv" &&
    as_user hand "$project/.venv/bin/python" -m pip install 'maturin>=1.13.3,<2' &&
    (cd "$project" &&
      as_user hand env VIRTUAL_ENV="$project/.venv" .venv/bin/maturin develop --no-default-features -F free-threaded) &&
    as_user hand "$project/.venv/bin/python" -c 'import sys, hello; sys.exit(sys._is_gil_enabled())'
}

# The high-water mark of ftenv itself, read while it runs.
with_ftenv() {
  local peak=0 now pid child
  as_user ftenv "$ftenv" up --archive "$archive" --python "$version" "$work/ftenv/hello" &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    # $pid is the shell that the function runs in; ftenv is its child.
    for child in $(cat "/proc/$pid/task/$pid/children" 2>/dev/null) "$pid"; do
      now=$(awk '/^Name:/ { name = $2 } /^VmHWM:/ { if (name == wanted) print $2 }' wanted="$(basename "$ftenv" | cut -c1-15)" "/proc/$child/status" 2>/dev/null || true)
      [ -z "$now" ] || peak=$now
    done
    sleep 0.2
  done
  wait "$pid" || return 1
  [ "$peak" -gt 0 ] || { echo "the memory of ftenv was never seen" && return 1; }
  echo "$peak" >>"$work/peaks"
}

for ((i = 1; i <= runs; i++)); do
  fresh hand
  timed hand by_hand >"$work/hand.log" 2>&1 </dev/null || fail hand
  fresh ftenv
  timed ftenv with_ftenv >"$work/ftenv.log" 2>&1 </dev/null || fail ftenv
  echo "run $i: by hand $(tail -n 1 "$work/times/hand") s, ftenv $(tail -n 1 "$work/times/ftenv") s"
done

echo "CPython $version, $(nproc) cores, median of $runs"
echo "by hand  $(seconds_of hand) s"
echo "ftenv    $(seconds_of ftenv) s"
aim "ftenv up / by hand" "$(ratio "$(seconds_of ftenv)" "$(seconds_of hand)")" 0.65 ""
aim "ftenv's own memory, at its peak" "$(awk '$1 > m { m = $1 } END { print m / 1024 }' "$work/peaks")" 50 MB
