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

# text_of HOST OPTION… -- STEP…
text_of() {
  host=$1
  shift
  echo "== ftenv plan $(plain_options "$@")" | sed 's/ $//'
  options=""
  while [ "$1" != -- ]; do
    options="$options $1"
    shift
  done
  shift
  # shellcheck disable=SC2086  # options are words
  "$FTENV" plan "$project" --host "$host" --json $options >"$work/json" 2>"$work/stderr" || true
  python3 "$source/tests/support/plan_text.py" "$project" "$@" <"$work/json" || cat "$work/json" "$work/stderr"
}

plain_options() {
  line=""
  for word in "$@"; do
    [ "$word" = -- ] && break
    line="$line${line:+ }$word"
  done
  echo "$line"
}

for host in "$source"/tests/hosts/*.toml; do
  name=$(basename "$host" .toml)
  machines=$((machines + 1))
  {
    text_of "$host" --
    text_of "$host" --from source -- packages source python
    text_of "$host" --from system -- python
    text_of "$host" --from source --optimized --with-tkinter -- packages python
  } >"$work/plan"
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
