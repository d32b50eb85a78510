#!/bin/sh
# coverage.sh [FOLDER]: which part of the lines of src/ and platform/ the unit and adapter tests go through.
# Builds the preset `coverage` in FOLDER (or $FTENV_COVERAGE_BUILD), which then stays, or in one of its own,
# runs the tests there, and prints the figure and the files that lack most. Fails below the aim.
#
# What counts: each line that gcov knows, of src/ and of what Linux has of platform/. A line is covered if any program
# of the tests has gone through it. A process that is killed leaves no count.
set -eu
source=${FTENV_SOURCE_DIR:-$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)}
build=${1:-${FTENV_COVERAGE_BUILD:-}}
aim=85
jobs=$(getconf _NPROCESSORS_ONLN)
cd "$source"

skip() {
  echo "skipped: $1"
  exit 77
}
for program in cmake ninja python3 c++; do
  command -v "$program" >/dev/null 2>&1 || skip "there is no $program here"
done
gcov=$(c++ -print-prog-name=gcov)
case $("$gcov" --version 2>/dev/null | head -n 1) in
  *LLVM* | '') skip "c++ has no gcov beside it" ;;
esac

if [ -z "$build" ]; then
  build=$(mktemp -d)
  trap 'rm -rf "$build"' EXIT
  trap 'exit 130' INT TERM
fi
mkdir -p "$build"
log=$build/coverage.log
: >"$log"

logged() {
  "$@" >>"$log" 2>&1 </dev/null && return
  code=$?
  echo "FAILED: $*"
  tail -n 40 "$log"
  exit "$code"
}

begin=$(date +%s)
logged cmake --preset coverage -B "$build"
logged ninja -C "$build"
built=$(date +%s)
find "$build" -name '*.gcda' -delete

# Tests that fail here are named and no more: the labels `unit` and `adapter` are there to fail, and in this
# slow build some run out of time. What they leave out only lowers the figure.
failed=
ctest --test-dir "$build" -j "$jobs" -L '^(unit|adapter)$' --output-on-failure >"$build/ctest.log" 2>&1 </dev/null ||
  failed=yes
tested=$(date +%s)
grep -E '^[0-9]+% tests passed|^Total Test time' "$build/ctest.log" || :
if [ -n "$failed" ]; then sed -n '/The following tests FAILED/,$p' "$build/ctest.log"; fi

echo "built in $((built - begin)) s, tested in $((tested - built)) s"
python3 "$source/tests/coverage/lines.py" "$source" "$build" "$gcov" "$jobs" "$aim"
