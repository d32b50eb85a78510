#!/bin/bash
# How long doctor takes on a project that `up` has set up, beside `pip --version` of the same environment;
# and how long explain takes over a log of 50 MB, and over a line of 20 MB.     [RUNS]
# FTENV_HOME may name a store that has an interpreter already; without one it is built first.
set -euo pipefail
runs=${1:-15}
source=${FTENV_SOURCE_DIR:-$(cd "$(dirname "$0")/../.." && pwd)}
ftenv=${FTENV:-$source/build/ftenv}
# shellcheck source=tests/support/bench.sh
. "$source/tests/support/bench.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/home"
cp -r "$source/docs/quickstart/hello" "$work/hello"
rm -rf "$work/hello/.venv" "$work/hello/target"
export FTENV_HOME=${FTENV_HOME:-$work/store}
[ -n "${FTENV_PYTHON:-}" ] || FTENV_PYTHON=3.14,3.13
"$ftenv" up --quiet --python "$FTENV_PYTHON" "$work/hello"

quiet() { "$@" >"$work/out" 2>&1 </dev/null; }
# Exit 0 or 1: what doctor thinks of this machine is not what is measured.
doctor() { quiet "$ftenv" doctor "$work/hello" || [ $? -eq 1 ]; }
doctor
quiet "$work/hello/.venv/bin/python" -m pip --version
for ((i = 0; i < runs; i++)); do
  timed nothing quiet true
  timed doctor doctor
  timed pip quiet "$work/hello/.venv/bin/python" -m pip --version
done
"$ftenv" doctor "$work/hello" --timings || [ $? -eq 1 ]

# A log such as a build writes, with the cause in its last line; and one line without an end.
awk 'BEGIN {
  for (bytes = 0; bytes < 50000000; bytes += length(line) + 1) {
    n++
    if (n % 5 == 0) line = "   Compiling some-crate-" n " v0.28." n % 40
    else if (n % 5 == 1) line = "gcc -fno-strict-overflow -Wsign-compare -DNDEBUG -O3 -Wall -c -o Modules/file" n ".o Modules/file" n ".c"
    else if (n % 5 == 2) line = "\033[32mtest\033[0m tests::number_" n " ... ok"
    else if (n % 5 == 3) line = "checking for gcc option to accept ISO C11... none needed (" n ")"
    else line = "warning: unused variable: `value_" n "`"
    print line
  }
  print "error: linker `nosuch-cc` not found"
}' >"$work/long.log"
head -c 20000000 /dev/zero | tr '\0' x >"$work/wide.log"
# shellcheck disable=SC2016
printf '\nerror: linker `nosuch-cc` not found\n' >>"$work/wide.log"
for log in long wide; do
  for ((i = 0; i < 5; i++)); do
    python3 "$source/tests/support/measured.py" "$work" "$log" "$ftenv" explain "$work/$log.log" >"$work/said" </dev/null
    grep -q '^. CG-0[89] ' "$work/said"
  done
done

milliseconds() { awk -v a="$(seconds_of "$1")" -v b="$(seconds_of nothing)" 'BEGIN { print (a - b) * 1000 }'; }
echo "median of $runs"
aim "ftenv doctor on a set-up project" "$(milliseconds doctor)" 150 ms
aim "the same beside pip --version" "$(ratio "$(seconds_of doctor)" "$(seconds_of pip)")" 1 ""
aim "ftenv explain, 50 MB" "$(seconds_of long)" 1 s
aim "its memory" "$(median "$work/memory/long")" 100 MB
aim "ftenv explain, a line of 20 MB" "$(seconds_of wide)" 1 s
aim "its memory" "$(median "$work/memory/wide")" 100 MB
