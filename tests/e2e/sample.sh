#!/bin/sh
# The sample's own Rust tests, as its README promises: they need cargo and a Python to ask, no libpython.
set -eu
if ! command -v cargo >/dev/null 2>&1 || ! command -v python3 >/dev/null 2>&1; then
  echo "skipped: cargo or python3 is not on PATH; ftenv's own run would install cargo, this test does not"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$FTENV_SOURCE_DIR/docs/quickstart/hello" && tar --exclude=./target --exclude=./.venv -cf - .) | tar -xf - -C "$work"
cd "$work"
cargo test --locked --target-dir "$work/target" 2>&1 | tee "$work/out"
grep -q '^test result: ok. 5 passed' "$work/out"
