#!/bin/sh
# Streams that are full or closed: what was asked for and could not be printed is no success.
set -u

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
checks=0
failures=0

ok() {
  name=$1
  shift
  checks=$((checks + 1))
  "$@" && return
  failures=$((failures + 1))
  echo "FAILED $name"
  sed 's/^/  | /' "$work/err"
}

export HOME="$work/home" FTENV_HOME="$work/store"
mkdir "$HOME" "$work/empty"
cd "$work/empty" || exit 1

if [ ! -w /dev/full ]; then
  echo "skipped: there is no /dev/full here"
  exit 77
fi

# What each has to print, from a line to a hundred kilobytes.
while read -r words; do
  # shellcheck disable=SC2086  # words of a command line
  "$FTENV" $words >/dev/full 2>"$work/err" </dev/null
  code=$?
  ok "full: $words ends with 1, not $code" test "$code" -eq 1
  ok "full: $words says so" grep -q '^error: stdout could not be written to the end' "$work/err"
  # shellcheck disable=SC2086
  "$FTENV" $words >&- 2>"$work/err" </dev/null
  code=$?
  ok "closed: $words ends with 1, not $code" test "$code" -eq 1
done <<'EOF'
--version
help
help --man
doctor
doctor --json
doctor --list
explain IN-10
explain --markdown
python list --json
completions bash
undo --list
EOF

"$FTENV" nonsense >/dev/full 2>"$work/err"
ok "a mistake keeps its exit code" test $? -eq 2
"$FTENV" nonsense 2>/dev/full
ok "... where nobody can be told" test $? -eq 2
"$FTENV" nonsense 2>&-
ok "... nor hears" test $? -eq 2
"$FTENV" explain - <&- >"$work/out" 2>"$work/err"
ok "a closed stdin is an empty one" grep -q "no known cause" "$work/out" "$work/err"
"$FTENV" undo --all --quiet >/dev/full 2>"$work/err"
ok "who prints nothing has lost nothing" test $? -eq 0

# The completion of a shell is asked at every press of Tab and must not talk in between.
"$FTENV" __complete 1 ftenv '' >/dev/full 2>"$work/err" || true
ok "completion is silent" test ! -s "$work/err"

echo "$checks checks, $failures failed"
[ "$failures" -eq 0 ] && [ "$checks" -ge 39 ]
