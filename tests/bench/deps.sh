#!/bin/bash
# How long deps takes on a lock of 200 packages, beside printing the version.     [RUNS]
set -euo pipefail
runs=${1:-15}
source=${FTENV_SOURCE_DIR:-$(cd "$(dirname "$0")/../.." && pwd)}
ftenv=${FTENV:-$source/build/ftenv}
# shellcheck source=tests/support/bench.sh
. "$source/tests/support/bench.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/demo"
# Every second package is compiled and has sixty wheels, as the index has them.
awk 'BEGIN {
  print "version = 1\nrequires-python = \">=3.11\"\n"
  for (i = 0; i < 200; i++) {
    printf "[[package]]\nname = \"package-%d\"\nversion = \"1.0\"\nsource = { registry = \"https://index.invalid/simple\" }\n", i
    if (i >= 10) printf "dependencies = [\n    { name = \"package-%d\", marker = \"sys_platform != '\''win32'\''\" },\n]\n", int(i / 2)
    printf "wheels = [\n"
    for (w = 0; w < (i % 2 ? 1 : 60); w++)
      printf "    { url = \"https://files.invalid/packages/01/23/0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab/package_%d-1.0-cp3%d-cp3%dt-manylinux2014_x86_64.manylinux_2_17_x86_64.whl\", hash = \"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\", size = 123456, upload-time = \"2026-11-01T11:20:05.123Z\" },\n", i, w % 20, w % 20
    printf "]\n\n"
  }
  printf "[[package]]\nname = \"demo\"\nversion = \"0\"\nsource = { virtual = \".\" }\ndependencies = [\n"
  for (i = 0; i < 200; i++) printf "    { name = \"package-%d\" },\n", i
  print "]"
}' >"$work/demo/uv.lock"
du -h "$work/demo/uv.lock" | cut -f1

quiet() { "$@" >"$work/out" 2>&1 </dev/null; }
deps() { quiet "$ftenv" deps "$work/demo" --json || [ $? -eq 1 ]; }
deps
[ "$(grep -c '"verdict"' "$work/out")" -eq 200 ]
for ((i = 0; i < runs; i++)); do
  timed nothing quiet true
  timed version quiet "$ftenv" --version
  timed deps deps
done
milliseconds() { awk -v a="$(seconds_of "$1")" -v b="$(seconds_of nothing)" 'BEGIN { print (a - b) * 1000 }'; }
echo "median of $runs"
echo "ftenv --version: $(milliseconds version) ms"
aim "ftenv deps, 200 packages" "$(milliseconds deps)" 200 ms
