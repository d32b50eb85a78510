#!/bin/sh
# wire and run --both for real: `wire --write` on copies of projects, `ftenv up` on what comes out, the
# literal maturin command of the guides, a command on both sides of the sample. Needs $FTENV and
# $FTENV_SOURCE_DIR, cargo, a python3 with the GIL, a network through the package clients, some minutes.
# FTENV_TEST_PYTHON names a free-threaded interpreter to use instead of building one.
# shellcheck disable=SC2016  # the inner shells expand their own words
set -eu

# shellcheck source=tests/support/e2e.sh
. "$FTENV_SOURCE_DIR/tests/support/e2e.sh"

py=$(command -v python3) || { echo "skipped: no python3"; exit 77; }
with_packed_python
PATH=$PATH:$HOME/.cargo/bin
gil_of_side() {
  "$py" -I -c 'import json, sys
print(json.load(open(sys.argv[1]))["sides"][int(sys.argv[2])]["gil_enabled_after_import"])' "$out" "$1"
}
json() { "$py" -I "$FTENV_SOURCE_DIR/tests/support/json_at.py" "$out" "$1"; }

copy_project docs/quickstart/hello
sample=$copied
check "up on the sample" run 0 "$FTENV" up --json ${FTENV_TEST_PYTHON:+--python "$FTENV_TEST_PYTHON"} "$sample"
python=${FTENV_TEST_PYTHON:-$(json python.version)}

# ---- wire ---------------------------------------------------------------------------------------------

check "the sample is ready: wire changes nothing" run 0 "$FTENV" wire --write "$sample"
check "... byte for byte" diff -r -x target -x .venv -x '*.so' "$FTENV_SOURCE_DIR/docs/quickstart/hello" "$sample"

# wired PROJECT MODULE CRATE: up, then the guides' own words, then the import.
wired() {
  copy_project "tests/projects/$1"
  check "$1: wire --write" run 0 "$FTENV" wire --write --json "$copied"
  check "$1: up" run 0 "$FTENV" up --json --python "$python" "$copied"
  check "$1: ... with the switch" test "$(json 'extension.features' | grep -c free-threaded)" -eq 1
  check "$1: ... without the GIL" test "$(json extension.gil_enabled_after_import)" = false
  check "$1: the literal command" run 0 sh -c 'cd "$2" && "$1" run -- maturin develop -m "$3/Cargo.toml" \
    --no-default-features -F free-threaded --target-dir target/ftenv-by-hand' sh "$FTENV" "$copied" "$3"
  check "$1: ... imports" run 0 "$FTENV" run --project "$copied" -- python -I -c \
    "import sys, $2; assert $2.add(2, 3) == 5; sys.exit(sys._is_gil_enabled())"
  tree=$(cd "$copied" && find . -name target -prune -o -name .venv -prune -o -type f -exec sha256sum {} + | sort)
  check "$1: wire --check finds nothing to do" run 0 "$FTENV" wire --write --check "$copied"
  check "$1: ... and changes nothing" test "$tree" = \
    "$(cd "$copied" && find . -name target -prune -o -name .venv -prune -o -type f -exec sha256sum {} + | sort)"
}
wired wire-single single .
wired wire-workspace workspace crates/engine

# Every other style is taken by `up`, with the literal option in the command that it ran.
taken() {
  copy_project "tests/projects/$1"
  check "$1: wire --write" run 0 "$FTENV" wire --write "$copied"
  check "$1: up" run 0 "$FTENV" up --json --python "$python" "$copied"
  check "$1: ... with the switch" test "$(json 'extension.features' | grep -c free-threaded)" -eq 1
  check "$1: ... without the GIL" test "$(json extension.gil_enabled_after_import)" = false
}
count=0
for style in "$FTENV_SOURCE_DIR"/tests/projects/wire-*; do
  style=$(basename "$style")
  case $style in
    wire-single | wire-workspace | wire-comments) ;;  # above and below
    wire-refused) ;;                                  # tests/adapter/wire.sh: left as it is
    wire-switch) ;;                                   # PyO3 0.27 takes the GIL unless a person promises
    *)
      taken "$style"
      count=$((count + 1))
      ;;
  esac
done
echo "$count more styles"
check "at least five" test "$count" -ge 5

copy_project tests/projects/wire-comments
check "wire --check compiles before and after" run 0 env PATH="$sample/.venv/bin:$PATH" \
  "$FTENV" wire --write --check --json "$copied"
check "... with the switch" grep -q 'cargo check .*free-threaded' "$out"
check "... and up takes it" run 0 "$FTENV" up --json --python "$python" "$copied"
check "... without the GIL" test "$(json extension.gil_enabled_after_import)" = false

# PyO3 0.27 switches the GIL on unless a person promises that the module is safe.
copy_project tests/projects/wire-switch
check "wire-switch: wire --write --assume-thread-safe" run 0 "$FTENV" wire --write --assume-thread-safe "$copied"
check "wire-switch: up" run 0 "$FTENV" up --json --python "$python" "$copied"
check "wire-switch: ... with the switch" test "$(json 'extension.features' | grep -c free-threaded)" -eq 1
check "wire-switch: ... without the GIL" test "$(json extension.gil_enabled_after_import)" = false

# ---- run --both ---------------------------------------------------------------------------------------

before=$(snapshot "$sample/.venv" | grep -v __pycache__)
check "run --both" run 0 "$FTENV" run --both --project "$sample" --json -- python -c \
  'import sys, hello; print("seen", sys._is_gil_enabled() if hasattr(sys, "_is_gil_enabled") else True)'
check "... with the GIL on one side" test "$(gil_of_side 0)" = True
check "... and off on the other" test "$(gil_of_side 1)" = False
check "... a time for each" "$py" -I -c 'import json, sys
assert all(s["seconds"] > 0 and s["exit_code"] == 0 for s in json.load(open(sys.argv[1]))["sides"])' "$out"
check "... which the command saw" test "$(grep '^seen' "$out.err" | tr '\n' ' ')" = "seen True seen False "
check "... what up made is as it was" test "$before" = "$(snapshot "$sample/.venv" | grep -v __pycache__)"
check "... in a target directory of its own" sh -c 'ls -d "$1"/target/ftenv-cp3[0-9]*[0-9]' sh "$sample"
check "up has nothing to do afterwards" run 0 "$FTENV" plan --check --python "$python" "$sample"

traced "$FTENV" run --both --project "$sample" -- python -c 'import hello'
check "again exits 0" test "$status" -eq 0
check "again compiles nothing: $(programs | tr '\n' ' ')" test -z "$(programs | grep -E '^(maturin|cargo|cc)$')"
check "the table names both" sh -c 'grep -q "^with the GIL .* on .* s " "$1" && grep -q "^without the GIL .* off .* s " "$1"' \
  sh "$out.err"
check "the first that fails decides" run 3 "$FTENV" run --both --project "$sample" -- sh -c 'exit 3'
check "... also the second" run 4 "$FTENV" run --both --project "$sample" -- python -c \
  'import sys; sys.exit(0 if getattr(sys, "_is_gil_enabled", lambda: True)() else 4)'

rm -rf "$sample/.venv-gil"
mkdir "$sample/.venv-gil"
echo mine >"$sample/.venv-gil/file"
check "somebody else's .venv-gil is left" run 1 "$FTENV" run --both --project "$sample" -- true
check "... as it is" test "$(cat "$sample/.venv-gil/file")" = mine

finish 55
