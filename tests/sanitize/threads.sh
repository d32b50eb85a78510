#!/bin/sh
# The process runner's tests with ThreadSanitizer: children, their output, stopping, watching, locks; and the
# engine's own threads. Some minutes.     [BUILD FOLDER, to be kept]
set -eu

cd "$FTENV_SOURCE_DIR"
kept=${1:-}
folder=${kept:-$(mktemp -d)}
[ -n "$kept" ] || trap 'rm -rf "$folder"' EXIT
cmake -G Ninja -B "$folder" -DFTENV_TESTS=ON -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON \
  -DCMAKE_CXX_FLAGS="-fsanitize=thread -O1 -g1" -DCMAKE_EXE_LINKER_FLAGS=-fsanitize=thread >"$folder.log" 2>&1 ||
  { cat "$folder.log" && exit 1; }
cmake --build "$folder" --target ftenv_adapter_platform >"$folder.log" 2>&1 || { tail -n 40 "$folder.log" && exit 1; }
rm -f "$folder.log"
export TSAN_OPTIONS=halt_on_error=0:exitcode=66:second_deadlock_stack=1
"$folder/tests/ftenv_adapter_platform"
