#!/bin/sh
# The environment of a login shell before and after `ftenv up`, for bash, zsh and fish: the same where ftenv
# alone was at work, and named where something that ran beside it has written into the shell's files. Needs
# what kill_and_resume.sh needs; shells that are missing are installed where this is root and apt is there.
# shellcheck disable=SC2154  # faults.sh has the variables
set -eu

# shellcheck source=tests/support/faults.sh
. "$FTENV_SOURCE_DIR/tests/support/faults.sh"

packed_python
make_stand_ins
asked=0
missing=

# up_in SHELL: the report goes to $out.
up_in() {
  env -i PATH="$stand/bin:/usr/local/bin:/usr/bin:/bin" HOME="$machine/home" SHELL="$1" LC_ALL=C.UTF-8 \
    "$FTENV" up --python 3.14,3.13 --archive "$pack" --json "$machine/project" >"$out" 2>"$out.err" </dev/null
}
reported() { python3 -I "$FTENV_SOURCE_DIR/tests/support/json_at.py" "$out" "$1"; }
# What the shell itself says, asked by the test in its own way.
environment_of() {
  env -i PATH=/usr/bin:/bin HOME="$machine/home" "$1" -l -c env 2>/dev/null | grep -vE '^(_|SHLVL|PWD|OLDPWD)=' | LC_ALL=C sort
}
differs() { ! test "$1" = "$2"; }

for row in "bash:.bash_profile:export LEAKED=1" "zsh:.zprofile:export LEAKED=1" "fish:.config/fish/config.fish:set -gx LEAKED 1"; do
  its=${row%%:*} rest=${row#*:}
  file=${rest%%:*} line=${rest#*:}
  have "$its" || { missing="$missing $its" && continue; }
  shell=$(command -v "$its")
  asked=$((asked + 1))
  for leaks in no yes; do
    machine=$work/$its-$leaks
    new_machine "$machine"
    mkdir -p "$machine/home/$(dirname "$file")"
    before=$(environment_of "$shell")
    [ "$leaks" = no ] || printf '%s\n%s\n' "$file" "$line" >"$machine/leak"
    check "$its, leaks: $leaks: up" up_in "$shell"
    check "$its, leaks: $leaks: it was looked at" test "$(reported environment.checked)" = true
    after=$(environment_of "$shell")
    if [ "$leaks" = no ]; then
      check "$its: nothing changed, says the report" test "$(reported environment.changed)" = "[]"
      check "$its: nothing changed" test "$before" = "$after"
    else
      check "$its: the leak is one" differs "$before" "$after"
      check "$its: the report names it" test "$(reported environment.changed)" = '["LEAKED"]'
      check "$its: so does the talk" grep -q "differs in LEAKED" "$out.err"
    fi
  done
done
[ -z "$missing" ] || echo "not run:$missing, which are not here"
echo "$asked shells"
finish 9
