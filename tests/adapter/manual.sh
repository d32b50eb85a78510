#!/bin/sh
# The manual pages and completions that the build writes: all commands have one, groff and mandoc find nothing
# in them, and man shows each option.
set -u
# shellcheck source=tests/support/e2e.sh
. "${FTENV_SOURCE_DIR:?}/tests/support/e2e.sh"

need man man-db
need groff
need mandoc

built=$(dirname "$FTENV")
pages=$built/man
# shown PAGE: as a person reads it, without the bold and underlined letters
shown() { MANWIDTH=100 MANPAGER=cat man -E UTF-8 -l "$1" | col -b; }

renders() {
  {
    { man --warnings -E UTF-8 -l -Tutf8 "$1" >/dev/null; } 2>&1 || echo "man: exit code $?"
    groff -ww -z -man -Tutf8 "$1" 2>&1 || echo "groff: exit code $?"
    # A page has no date, so that the same sources give the same bytes.
    mandoc -Tlint -W warning "$1" | grep -v 'missing date'
  } >"$work/warnings"
  [ ! -s "$work/warnings" ] || { cat "$work/warnings" && return 1; }
}

# whole PAGE COMMAND…: the sections, and each option that the help page has
whole() {
  page=$1
  shift
  shown "$page" >"$work/shown"
  for heading in NAME SYNOPSIS DESCRIPTION OPTIONS EXAMPLES 'SEE ALSO'; do
    grep -qxF -e "$heading" "$work/shown" || { echo "no $heading" && return 1; }
  done
  "$FTENV" help "$@" | grep -o -E '^ {2,6}(-[a-z], )?--[a-z-]+' | tr ',' '\n' | tr -d ' ' >"$work/options"
  while read -r option; do
    grep -qE "^ +(-[a-z], )?$option( |,|$)" "$work/shown" || { echo "no $option" && return 1; }
  done <"$work/options"
}

count=0
for page in "$pages"/*.1; do
  words=$(basename "$page" .1 | sed 's/^ftenv-*//' | tr '-' ' ')
  # shellcheck disable=SC2086  # the words of a command
  check "man ftenv $words renders without a warning" renders "$page"
  # shellcheck disable=SC2086
  check "man ftenv $words is whole" whole "$page" $words
  count=$((count + 1))
done
# Every golden help page has a manual page beside it, and no more.
check "as many pages as commands" [ "$count" -eq "$(find "$FTENV_SOURCE_DIR/tests/golden/help" -name '*.txt' | wc -l)" ]

broken() {
  printf '.TH X 1 "" "" ""\n.SH NAME\nx \\- y\n.XX\n' >"$work/broken.1"
  ! renders "$work/broken.1"
}
check "a broken page would be seen" broken
printed() { "$FTENV" help --man up | cmp - "$pages/ftenv-up.1"; }
check "help --man prints the same page" printed
check "help --man --into says what it can't write" run 1 "$FTENV" help --man --into /proc/nothing
for shell in bash zsh fish; do
  check "the build's completions for $shell" sh -c "\"$FTENV\" completions $shell | cmp - '$built/completions/$shell'"
done
check "the build's completions for PowerShell" sh -c "\"$FTENV\" completions powershell | cmp - '$built/completions/ps1'"

finish 62
