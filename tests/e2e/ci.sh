#!/bin/sh
# `ftenv ci init` on real projects: clean for `ftenv ci check`, for yamllint, and for the schema that GitHub's
# workflows have in public (check-jsonschema carries it). Both come from the package index.
set -eu
. "$FTENV_SOURCE_DIR/tests/support/e2e.sh"
if ! python3 -m venv "$work/tools" >"$work/venv.log" 2>&1 ||
  ! "$work/tools/bin/pip" install --quiet yamllint check-jsonschema >>"$work/venv.log" 2>&1; then
  echo "skipped: yamllint and check-jsonschema can't be installed here"
  tail -n 3 "$work/venv.log"
  exit 77
fi
new_home

# finds ID…: exactly these, in the order of the file.
finds() {
  "$FTENV" ci check --json >"$work/found.json" || :
  python3 -I -c '
import json, sys
found = [one["id"] for one in json.load(open(sys.argv[1]))["findings"]]
print(found)
sys.exit(found != sys.argv[2:])' "$work/found.json" "$@"
}
says() { grep -q -- "$1" "$out"; }
plant() { sed "$1" .clean >.github/workflows/wheels.yml; }

for project in docs/quickstart/hello tests/projects/cocoindex-shape; do
  copy_project "$project"
  cd "$copied"
  of=$(basename "$project")
  workflow=.github/workflows/wheels.yml
  check "$of: prints without writing" run 0 "$FTENV" ci init
  check "$of: nothing was written" test ! -e .github
  cp "$out" "$work/printed"
  check "$of: writes" run 0 "$FTENV" ci init --write
  check "$of: what it printed" cmp "$work/printed" "$workflow"
  check "$of: a second time changes nothing" run 0 "$FTENV" ci init --write
  check "$of: clean" run 0 "$FTENV" ci check
  check "$of: not even odd" finds
  check "$of: yamllint" "$work/tools/bin/yamllint" --strict "$workflow"
  check "$of: the schema" "$work/tools/bin/check-jsonschema" --builtin-schema vendor.github-workflows "$workflow"

  cp "$workflow" .clean
  plant 's/wheels-\*/wheels-abi3-*/'
  check "$of: a defect is an error" run 1 "$FTENV" ci check
  check "$of: with its place" says 'wheels.yml:[0-9]*:[0-9]* takes'
  check "$of: with its id" finds CI-10
  check "$of: no other file is overwritten" run 1 "$FTENV" ci init --write
  plant 's/"3.14t"/"3.14.xt"/'
  check "$of: two places" finds CI-02 CI-02
  check "$of: --fix" run 0 "$FTENV" ci check --fix
  check "$of: shows a diff" says '^+          python-version: "3.14t"$'
  check "$of: makes it good again" cmp .clean "$workflow"
  cd "$work"
done
finish 30
