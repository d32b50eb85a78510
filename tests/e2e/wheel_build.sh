#!/bin/sh
# `ftenv wheel build` after `up`, and what it does when the build goes wrong; the wheel is tried by an import.
# Needs $FTENV and $FTENV_SOURCE_DIR, a python3 with the GIL, a network through the package clients, minutes.
# shellcheck disable=SC2016  # the inner shells expand their own words
set -eu

# shellcheck source=tests/support/e2e.sh
. "$FTENV_SOURCE_DIR/tests/support/e2e.sh"

gil_python=$(command -v python3) || { echo "skipped: no python3"; exit 77; }
with_packed_python
: "${CARGO_HOME:=$HOME/.cargo}"
PATH=$PATH:$HOME/.cargo/bin
copy_project docs/quickstart/hello
project=$copied
json() { "$gil_python" -I "$FTENV_SOURCE_DIR/tests/support/json_at.py" "$out" "$1"; }
finds() { grep -q "\"id\": \"$1\"" "$out"; }

check "without an environment: exit 1" run 1 "$FTENV" wheel build "$project"
check "it says what sets one up" grep -q 'ftenv up' "$out.err"
check "up" run 0 "$FTENV" up "$project"
check "wheel build" run 0 "$FTENV" wheel build --json "$project"
wheel=$(json wheel)
check "the wheel is there" test -f "$wheel"
check "it is for free-threaded Python" sh -c 'case $1 in *-cp3??-cp3??t-*) ;; *) exit 1 ;; esac' sh "$wheel"
check "nothing half-made is left" test "$(find "$(dirname "$wheel")" -mindepth 1 | wc -l)" -eq 1
check "wheel build again" run 0 "$FTENV" wheel build "$project"

imports() { (cd "$project" && "$FTENV" wheel check --json --import "$1") >"$out" 2>"$out.err"; }
check "it installs and leaves the GIL off" imports "$wheel"
check "the module was imported" grep -q '"hello.hello"' "$out"
check "the throw-away environment is gone" sh -c '! ls "$1"/.local/share/ftenv/staging/* 2>/dev/null' sh "$HOME"

# A file for the GIL in the place of the right one.
gil_build() {
  (cd "$project" && env -u VIRTUAL_ENV PYO3_PYTHON="$gil_python" cargo build --release --locked --target-dir "$work/gil" 2>&1)
}
check "a build with the GIL" gil_build
spoil() {
  mkdir "$work/spoilt" && "$gil_python" -I - "$wheel" "$work/gil/release/libhello.so" "$work/spoilt" <<'PY'
import os, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as good, zipfile.ZipFile(os.path.join(sys.argv[3], os.path.basename(sys.argv[1])), "w") as bad:
    for name in good.namelist():
        bad.writestr(name, open(sys.argv[2], "rb").read() if name.endswith(".so") else good.read(name))
PY
}
check "its file under the name of the other" spoil
spoilt=$work/spoilt/$(basename "$wheel")
check "wheel check: exit 1" run 1 "$FTENV" wheel check --json "$spoilt"
check "WH-06: it is not the file that was packed" finds WH-06
fails() { ! imports "$1"; }
check "its import fails" fails "$spoilt"
check "WH-23: in Python's own words" finds WH-23

echo 'fn broken( {' >>"$project/src/lib.rs"
check "a mistake in the source: exit 1" run 1 "$FTENV" wheel build "$project"
check "it names the mistake" grep -q 'unclosed delimiter' "$out.err"
check "it names the log" grep -q 'wheel.log' "$out.err"
check "the wheel from before is still there" test -f "$wheel"

finish 20
