#!/bin/bash
# From a source archive to a verified interpreter: ftenv against pyenv's python-build, with the same archive,
# in turns; and what the two interpreters are worth at run time.
#
#   tests/bench/cpython.sh [RUNS] [ARCHIVE] [PYTHON_BUILD]
#
# ARCHIVE is Python-X.Y.Z.tar.xz; without it ftenv fetches the version that can be had here. PYTHON_BUILD is
# pyenv's program; without it the one on PATH or of ~/.pyenv is taken. ftenv's time is with its verification,
# which python-build does not have.
set -euo pipefail
runs=${1:-3}
archive=${2:-}
source=${FTENV_SOURCE_DIR:-$(cd "$(dirname "$0")/../.." && pwd)}
ftenv=${FTENV:-$source/build/ftenv}
# shellcheck source=tests/support/bench.sh
. "$source/tests/support/bench.sh"

python_build=${3:-$(command -v python-build || echo "$HOME/.pyenv/plugins/python-build/bin/python-build")}
[ -x "$python_build" ] || skip "python-build is not here: give its path as the third argument"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
as_user() { env -i PATH=/usr/local/bin:/usr/bin:/bin HOME="$work/$1" "${@:2}"; }
fresh() { rm -rf "${work:?}/$1" && mkdir "$work/$1"; }
fail() {
  tail -n 30 "$work/$1.log" >&2
  echo "FAILED: the side $1; the end of its log is above" >&2
  exit 1
}

# Not measured: an archive, and which version it is.
fresh first
if [ -z "$archive" ]; then
  as_user first "$ftenv" python install 3.14,3.13 >"$work/first.out" 2>"$work/first.log" || fail first
  archive=$(find "$work/first/.cache/ftenv/downloads" -type f -size +10M ! -name '*.part' | head -n 1)
fi
version=$(tar -xOf "$archive" --wildcards --occurrence=1 '*/Include/patchlevel.h' |
  awk '$2 == "PY_VERSION" { gsub(/"/, "", $3); print $3 }')
"$python_build" --definitions | grep -qx "${version}t" || skip "this python-build does not know ${version}t; a newer pyenv may"
mkdir "$work/cache"
cp "$archive" "$work/cache/Python-$version.tar.xz"

python_build_side() {
  as_user build env PYTHON_BUILD_CACHE_PATH="$work/cache" "$python_build" "${version}t" "$work/build/python"
}
ftenv_side() { as_user ftenv "$ftenv" python install "$version" --archive "$archive"; }

for ((i = 1; i <= runs; i++)); do
  fresh build
  timed build python_build_side >"$work/build.log" 2>&1 </dev/null || fail build
  fresh ftenv
  timed ftenv ftenv_side >"$work/ftenv.out" 2>"$work/ftenv.log" </dev/null || fail ftenv
  echo "run $i: python-build $(tail -n 1 "$work/times/build") s, ftenv $(tail -n 1 "$work/times/ftenv") s"
done

# At run time, in turns: the same work for both interpreters, each started anew.
build_python=$work/build/python/bin/python3
ftenv_python=$(tail -n 1 "$work/ftenv.out")
cat >"$work/loop.py" <<'PYTHON'
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
fib(27)
words = {}
for i in range(400_000):
    key = "%d" % (i % 1000)
    words[key] = words.get(key, 0) + len(key)
sorted((value, key) for key, value in words.items())
PYTHON
cat >"$work/imports.py" <<'PYTHON'
import argparse, asyncio, concurrent.futures, csv, ctypes, datetime, decimal, email.message, hashlib, http.client
import inspect, json, logging.config, multiprocessing, sqlite3, ssl, subprocess, tarfile, typing, unittest, xml.dom
PYTHON
: >"$work/empty.py"
for ((i = 0; i < 15; i++)); do
  for task in loop imports empty; do
    timed "build-$task" as_user build "$build_python" "$work/$task.py"
    timed "ftenv-$task" as_user ftenv "$ftenv_python" "$work/$task.py"
  done
done

echo "CPython $version, $(nproc) cores, median of $runs"
echo "python-build  $(seconds_of build) s"
echo "ftenv         $(seconds_of ftenv) s"
aim "ftenv / python-build" "$(ratio "$(seconds_of ftenv)" "$(seconds_of build)")" 0.60 ""
aim "run time, a CPU-bound loop" "$(ratio "$(seconds_of ftenv-loop)" "$(seconds_of build-loop)")" 1.03 ""
aim "run time, thirty imports" "$(ratio "$(seconds_of ftenv-imports)" "$(seconds_of build-imports)")" 1.03 ""
aim "run time, start and end" "$(ratio "$(seconds_of ftenv-empty)" "$(seconds_of build-empty)")" 1.03 ""
