#!/bin/bash
# Download, verification and unpacking of one archive in python-build-standalone's shape from a loopback
# mirror: what ftenv does against `uv python install`, in turns; and ftenv's way of unpacking while the bytes
# come against unpacking them afterwards.
#
#   tests/bench/download.sh [--prefix DIR] [--uv UV] [RUNS]
#
# DIR is an installed free-threaded CPython (without it: the one that `ftenv python which` names); the archive
# is made of it, filled up to PACKED_MB with what does not pack. UV is the program to compare with, 0.6.13 or
# newer (without it: from PyPI, into an environment that is thrown away). Both start with nothing each time.
# uv does a little more at the end: it puts names in _sysconfigdata right. ftenv keeps the archive, uv does not.
#
# On a file system in memory, unless TMPDIR says otherwise: ext4 takes minutes to give the inodes of the run
# before back, and searches through them for each new file, which hides everything else.
set -euo pipefail
source=${FTENV_SOURCE_DIR:-$(cd "$(dirname "$0")/../.." && pwd)}
ftenv=${FTENV:-$source/build/ftenv}
fetch_archive=$(dirname "$ftenv")/tests/ftenv_fetch_archive
# shellcheck source=tests/support/bench.sh
. "$source/tests/support/bench.sh"

PACKED_MB=35
prefix=
uv=
runs=9
while [ $# -gt 0 ]; do
  case $1 in
    --prefix) prefix=$2 && shift 2 ;;
    --uv) uv=$2 && shift 2 ;;
    *) runs=$1 && shift ;;
  esac
done

memory=/dev/shm
[ "$(df --output=avail -k "$memory" 2>/dev/null | tail -n 1)" -gt 1500000 ] 2>/dev/null || memory=/tmp
work=$(mktemp -d -p "${TMPDIR:-$memory}")
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
fail() {
  tail -n 30 "$work/$1.log" >&2
  echo "FAILED: the side $1; the end of its log is above" >&2
  exit 1
}

[ -x "$fetch_archive" ] || skip "$fetch_archive is not built"
command -v python3 >/dev/null || skip "there is no python3 for the mirror"
if [ -z "$prefix" ]; then
  python=$("$ftenv" python which 2>/dev/null | tail -n 1) || skip "no interpreter: name one with --prefix DIR"
  prefix=$(dirname "$(dirname "$python")")
fi
executable=$(find "$prefix/bin" -maxdepth 1 -name 'python3.*t' -type f | head -n 1)
[ -n "$executable" ] || skip "$prefix has no free-threaded interpreter in bin/"
version=$("$executable" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])')

if [ -z "$uv" ]; then
  python3 -m venv "$work/venv" >"$work/venv.log" 2>&1 || skip "there is no venv for uv"
  "$work/venv/bin/pip" install --quiet uv >"$work/venv.log" 2>&1 || skip "uv can't be had here"
  uv=$work/venv/bin/uv
fi

# The archive: the interpreter, and noise until it is large enough.
mkdir -p "$work/tree" "$work/mirror"
cp -a "$prefix" "$work/tree/python"
packed=$(tar -C "$work/tree" -cz python | wc -c)
mkdir -p "$work/tree/python/share/noise"
for ((i = 0; packed < PACKED_MB * 1000000; i++, packed += 500000)); do
  head -c 500000 /dev/urandom >"$work/tree/python/share/noise/$i"
done
archive=$work/mirror/cpython.tar.gz
tar -C "$work/tree" -czf "$archive" python
sha256=$(sha256sum <"$archive" | cut -d' ' -f1)
entries=$(tar -tzf "$archive" | wc -l)
rm -rf "$work/tree"

python3 -u -m http.server --bind 127.0.0.1 --directory "$work/mirror" 0 >"$work/server.log" 2>&1 &
server=$!
for ((i = 0; i < 100; i++)); do
  port=$(sed -nE 's/.* port ([0-9]+).*/\1/p' "$work/server.log" | head -n 1)
  [ -z "$port" ] || break
  sleep 0.1
done
url=http://127.0.0.1:$port/cpython.tar.gz

machine=$(uname -m)
IFS=. read -r major minor patch <<<"$version"
cat >"$work/downloads.json" <<JSON
{"cpython-$version+freethreaded-linux-$machine-gnu": {
  "name": "cpython", "arch": {"family": "$machine", "variant": null}, "os": "linux", "libc": "gnu",
  "major": $major, "minor": $minor, "patch": $patch, "prerelease": "", "variant": "freethreaded",
  "build": "20260101", "url": "$url", "sha256": "$sha256"}}
JSON

fresh() {
  rm -rf "${work:?}/$1" && mkdir "$work/$1"
  sync # what the run before left to write is not this run's
}
measured() { python3 "$source/tests/support/measured.py" "$work" "$@"; }
ftenv_side() { measured "$1" env -i HOME="$work/$1" "$fetch_archive" "$url" "$sha256" "$work/$1" "${@:2}"; }
uv_side() {
  measured uv env -i HOME="$work/uv" PATH=/usr/bin:/bin UV_PYTHON_DOWNLOADS_JSON_URL="$work/downloads.json" \
    UV_PYTHON_INSTALL_DIR="$work/uv/pythons" UV_CACHE_DIR="$work/uv/cache" \
    "$uv" python install --no-config --no-bin --no-progress "${version}t"
}

for ((i = 0; i <= runs; i++)); do
  fresh stream
  ftenv_side stream >"$work/stream.log" 2>&1 </dev/null || fail stream
  fresh uv
  uv_side >"$work/uv.log" 2>&1 </dev/null || fail uv
  fresh separate
  ftenv_side separate --separate >"$work/separate.log" 2>&1 </dev/null || fail separate
  if [ "$i" -eq 0 ]; then
    # Not counted: whatever was cold. But all three must have done it.
    for side in stream/out separate/out "uv/pythons/cpython-$version+freethreaded-linux-$machine-gnu"; do
      cmp "$executable" "$work/$side/bin/${executable##*/}"
    done
    rm -r "$work/times" "$work/memory"
  fi
done

memory_of() { median "$work/memory/$1"; }
echo "$(awk -v b="$(wc -c <"$archive")" 'BEGIN { printf "%.1f MB", b / 1e6 }') packed, $entries entries, $(nproc) cores, median of $runs, $("$uv" --version)"
for side in stream separate uv; do
  awk -v side="$side" -v s="$(seconds_of "$side")" -v m="$(memory_of "$side")" 'BEGIN {
    name["stream"] = "ftenv, while it comes"; name["separate"] = "ftenv, one after the other"; name["uv"] = "uv python install"
    printf "%-28s %7.3f s %8.1f MB\n", name[side], s, m }'
done
aim "ftenv / uv, time" "$(ratio "$(seconds_of stream)" "$(seconds_of uv)")" 1.0 ""
aim "ftenv / uv, memory" "$(ratio "$(memory_of stream)" "$(memory_of uv)")" 1.0 ""
aim "while it comes / one after the other, time" "$(ratio "$(seconds_of stream)" "$(seconds_of separate)")" 1.0 ""
