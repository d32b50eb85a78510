#!/bin/sh
# The unit and adapter tests with AddressSanitizer and UndefinedBehaviorSanitizer: the preset `dev` in a
# folder of its own. A quarter of an hour.     [BUILD FOLDER, to be kept]
set -eu

cd "$FTENV_SOURCE_DIR"
kept=${1:-}
folder=${kept:-$(mktemp -d)}
[ -n "$kept" ] || trap 'rm -rf "$folder"' EXIT
cmake --preset dev -B "$folder" -DFTENV_WERROR=OFF >"$folder.log" 2>&1 || { cat "$folder.log" && exit 1; }
cmake --build "$folder" >"$folder.log" 2>&1 || { tail -n 40 "$folder.log" && exit 1; }
rm -f "$folder.log"
# What is expected to fail in a test is not to stop at the first report; leaks are reported as well.
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1
ctest --test-dir "$folder" -L '^(unit|adapter)$' -j "$(getconf _NPROCESSORS_ONLN)" --output-on-failure
