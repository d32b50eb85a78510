#!/bin/sh
# What `plan --host` says for every machine of tests/hosts/: NAME.toml describes it, NAME.plan is the plan as a
# person has read it. Adding a machine is adding these two files. With --update the plans are written anew:
# read them before you commit them. Needs $FTENV, the binary.
set -u

source=${FTENV_SOURCE_DIR:?}
project=$source/tests/projects/cocoindex-shape
update=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

machines=0
failures=0

fail() {
  failures=$((failures + 1))
  echo "FAILED: $*"
}

# planned HOST NUMBER OPTION…
planned() {
  host=$1 file=$work/$2
  shift 2
  "$FTENV" plan "$project" --host "$host" --json "$@" >"$file" 2>"$work/stderr"
}

for host in "$source"/tests/hosts/*.toml; do
  name=$(basename "$host" .toml)
  machines=$((machines + 1))
  planned "$host" 1
  planned "$host" 2 --from source
  planned "$host" 3 --from system
  planned "$host" 4 --from source --optimized --with-tkinter
  python3 "$source/tests/support/plan_text.py" "$project" "ftenv plan" "" "$work/1" \
    "ftenv plan --from source" "packages source python" "$work/2" \
    "ftenv plan --from system" "python" "$work/3" \
    "ftenv plan --from source --optimized --with-tkinter" "packages python" "$work/4" >"$work/plan"
  grep "does not say what\|no JSON" "$work/plan" && fail "$name: an answer is lacking"
  golden=$source/tests/hosts/$name.plan
  if [ "$update" = --update ]; then
    cp "$work/plan" "$golden"
  elif [ ! -f "$golden" ]; then
    fail "$name has no plan beside it: read this one, then keep it with \`tests/adapter/hosts.sh --update\`"
    cat "$work/plan"
  elif ! diff -u "$golden" "$work/plan"; then
    fail "$name: another plan than $name.plan"
  fi
done

for golden in "$source"/tests/hosts/*.plan; do
  [ -f "${golden%.plan}.toml" ] || fail "$(basename "$golden") belongs to no machine"
done

[ "$machines" -ge 25 ] || fail "only $machines machines"
echo "$machines machines, $failures failures"
[ "$failures" -eq 0 ]
