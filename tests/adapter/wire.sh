#!/bin/sh
# `ftenv wire` on copies of the projects below tests/projects/: how many lines change, that the preview is
# the change, that a second run changes nothing, that cargo and `ftenv plan` take what comes out, and that
# nothing is touched where it can't be done. Needs $FTENV and $FTENV_SOURCE_DIR; cargo's part only with
# cargo, offline, with a stand-in for PyO3 that has its features.
# shellcheck disable=SC2016  # the inner shells expand their own words
set -u

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
checks=0
failures=0
out=$work/out
tree=$work/tree

ok() {
  checks=$((checks + 1))
  name=$1
  shift
  if "$@" >"$work/said" 2>&1; then return; fi
  failures=$((failures + 1))
  echo "FAILED  $project: $name"
  sed 's/^/  | /' "$work/said" "$out.err"
}

copy() {
  rm -rf "$work/p"
  cp -R "$FTENV_SOURCE_DIR/tests/projects/$project" "$work/p"
  rm -rf "$work/p/target" "$work/p/.venv"
}
digests() { (cd "$work/p" && find . -type f -not -path './target/*' -exec sha256sum {} + | LC_ALL=C sort -k 2); }

wire() {
  status=0
  "$FTENV" wire "$@" "$work/p" >"$out" 2>"$out.err" </dev/null || status=$?
}

# "7 1": lines added and removed, as git counts them.
lines() {
  git diff --no-index --numstat "$FTENV_SOURCE_DIR/tests/projects/$project" "$work/p" |
    awk '{ a += $1; r += $2 } END { print a + 0, r + 0 }'
}

# PyO3's features of abi3 and no others, so that cargo resolves what the manifests ask for.
mkdir -p "$work/pyo3/src"
: >"$work/pyo3/src/lib.rs"
stub() {
  {
    printf '[package]\nname = "pyo3"\nversion = "%s"\nedition = "2021"\n[features]\n' "$1"
    printf 'default = ["macros"]\nmacros = []\nextension-module = []\nauto-initialize = []\n'
    printf 'abi3 = []\nabi3-py311 = ["abi3"]\nabi3-py312 = ["abi3"]\n'
  } >"$work/pyo3/Cargo.toml"
}

# features MANIFEST ARGUMENTS…: what a build switches on in PyO3, to $tree.
features() {
  manifest=$work/p/$1
  shift
  (cd "$(dirname "$manifest")" && cargo tree --offline -e normal -f '{p} [{f}]' \
    --config "patch.crates-io.pyo3.path=\"$work/pyo3\"" "$@") >"$tree"
}
has_abi3() { grep -q 'pyo3 v.*abi3' "$tree"; }
has_no_abi3() { ! has_abi3; }

has_no_switch_of_pyo3() { ! grep -rn 'pyo3?*/free-threaded' "$work/p" --include=Cargo.toml --include=pyproject.toml; }
only_crlf() { for file in Cargo.toml pyproject.toml; do [ "$(grep -c "$(printf '\r')\$" "$work/p/$file")" -eq "$(wc -l <"$work/p/$file")" ] || return 1; done; }

# made PROJECT MANIFEST PYO3 ADDED REMOVED
made() {
  project=$1
  copy
  before=$(digests)
  wire
  ok "the preview exits 0" test "$status" -eq 0
  ok "the preview changes nothing" test "$before" = "$(digests)"
  cp "$out" "$work/preview.diff"
  wire --write
  ok "--write exits 0" test "$status" -eq 0
  ok "as few lines as by hand: $4 $5, not $(lines)" test "$(lines)" = "$4 $5"
  after=$(digests)
  ok "something has changed" test "$before" != "$after"
  ok "no feature that PyO3 does not have" has_no_switch_of_pyo3
  ok "what up would run" sh -c '"$1" plan "$2" >"$3"' sh "$FTENV" "$work/p" "$work/plan"
  ok "... with the crate's own switch" grep -q -- '-F [^ ]*free-threaded ' "$work/plan"
  wire --write
  ok "a second run exits 0" test "$status" -eq 0
  ok "a second run changes nothing" test "$after" = "$(digests)"
  wire
  ok "a second preview is empty" test ! -s "$out"
  if command -v cargo >/dev/null 2>&1; then
    stub "$3"
    ok "cargo takes the default features" features "$2"
    case $project in wire-plain) ok "abi3 is off as before" has_no_abi3 ;; *) ok "abi3 is on in a plain build" has_abi3 ;; esac
    ok "cargo takes the literal option" features "$2" --no-default-features -F free-threaded
    # In a workspace it may stay on by way of another crate's defaults (WR-05).
    case $project in
      wire-workspace | wire-styles | cocoindex-shape) ;;
      *) ok "... and abi3 is off then" has_no_abi3 ;;
    esac
    rm -f "$work/p/Cargo.lock"
    rm -rf "$work/p/target"
  fi
  copy
  ok "the preview is a patch" sh -c 'cd "$1" && git apply --whitespace=nowarn "$2"' sh "$work/p" "$work/preview.diff"
  ok "... to the same bytes" test "$after" = "$(digests)"
}

made wire-single Cargo.toml 0.28.3 7 1
made wire-workspace crates/engine/Cargo.toml 0.28.3 9 2
made wire-inline Cargo.toml 0.28.3 4 3
made wire-dotted Cargo.toml 0.28.3 3 2
made wire-comments Cargo.toml 0.28.3 3 2
made wire-crlf Cargo.toml 0.28.3 6 3
ok "every line still ends in CR LF" only_crlf
made wire-styles direct/Cargo.toml 0.28.3 9 4
made wire-switch Cargo.toml 0.27.2 1 1
made wire-renamed Cargo.toml 0.28.3 4 2
made wire-plain Cargo.toml 0.28.3 3 0
made cocoindex-shape rust/quill/Cargo.toml 0.28.3 2 0

project=embedding
copy
before=$(digests)
wire --write
ok "one that is ready stays as it is" test "$status $before" = "0 $(digests)"

project=wire-refused
copy
before=$(digests)
wire --write
ok "refused with exit 1" test "$status" -eq 1
ok "refused with the place" grep -q 'Cargo.toml:12: .*`abi3`' "$out.err"
ok "refused with a page" grep -q 'WR-01' "$out.err"
ok "refused and untouched" test "$before" = "$(digests)"

project=wire-switch
copy
wire
ok "what goes is explained" grep -q 'PX-02' "$out.err"
ok "PyO3 0.27 needs the promise" grep -q 'WR-04' "$out.err"
for place in 'src/lib.rs:5 ' 'src/lib.rs:9 ' 'src/lib.rs:22 '; do
  ok "to review: $place" grep -q "$place" "$out.err"
done
wire --write --assume-thread-safe
ok "the promise is written" grep -q '^#\[pymodule(gil_used = false, name = "switch")\]$' "$work/p/src/lib.rs"
ok "... and nothing else in the source" test "$(git diff --no-index --numstat \
  "$FTENV_SOURCE_DIR/tests/projects/$project/src" "$work/p/src" | cut -f 1,2 | tr '\t' ' ')" = "1 1"
wire --write --assume-thread-safe
ok "... once" test "$(grep -c gil_used "$work/p/src/lib.rs")" -eq 1

# A member of the workspace: git takes no name that leaves the folder, so they begin where all of them are.
project=wire-workspace
copy
(cd "$work/p/crates/engine" && "$FTENV" wire >"$out" 2>"$out.err" </dev/null)
ok "a member's diff begins at the workspace" grep -q '^--- a/crates/engine/Cargo.toml' "$out"
ok "... and it is said where it is applied" grep -qF "git -C $work/p apply" "$out.err"
ok "... and it is applied" git -C "$work/p" apply --whitespace=nowarn "$out"
ok "... so that nothing is left" sh -c '"$1" wire "$2" 2>&1 | grep -q "nothing to change"' sh "$FTENV" "$work/p"
copy
(cd "$work/p" && "$FTENV" wire >"$out" 2>"$out.err" </dev/null)
ok "in that folder nothing is said of folders" test "$(grep -c 'git -C' "$out.err")" -eq 0

# Read-only for everybody but root: the write of the second file fails, the first is put back.
project=wire-workspace
copy
before=$(digests)
if [ "$(id -u)" -ne 0 ]; then
  chmod a-w "$work/p/crates/helper"
  wire --write
  chmod u+w "$work/p/crates/helper"
  ok "half of it is not written" test "$before" = "$(digests)"
fi
wire --check
ok "--check alone is a mistake of usage" test "$status" -eq 2
wire --write --json
python=$(command -v python3) || python=
if [ -n "$python" ]; then
  ok "--json is a document" "$python" -c 'import json, sys
d = json.load(open(sys.argv[1]))
assert d["schema"] == 1 and d["ok"] and d["written"]
assert [f["file"] for f in d["files"]] == ["Cargo.toml", "crates/engine/Cargo.toml", "crates/helper/Cargo.toml"], d["files"]
assert sum(f["added"] for f in d["files"]) == 9 and all(f["diff"].startswith("--- a/") for f in d["files"])
assert any(f["id"] == "WR-05" for f in d["findings"])' "$out"
fi

echo "$checks checks, $failures failed"
[ "$failures" -eq 0 ] && [ "$checks" -ge 155 ]
