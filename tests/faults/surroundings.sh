#!/bin/sh
# `ftenv up` where things are odd: names, modes, limits, clocks, mounts, and a project with programs of its own
# for ftenv to fall for. Each either works or ends with the exit code and the words of its row; nothing
# half-made, no process is left, and undo leaves nothing. Some need root (mounts), faketime or mkfs.vfat.
set -eu

# shellcheck source=tests/support/faults.sh
. "$FTENV_SOURCE_DIR/tests/support/faults.sh"

for program in faketime mkfs.vfat; do
  command -v "$program" >/dev/null && continue
  case $program in faketime) package=faketime ;; *) package=dosfstools ;; esac
  { apt-get install -y "$package" || { apt-get update && apt-get install -y "$package"; }; } >/dev/null 2>&1 || :
done
packed_python
make_stand_ins
make_maker
PYTHONPATH=$FTENV_SOURCE_DIR/tests/support python3 "$FTENV_SOURCE_DIR/tests/faults/surroundings.py" \
  "$FTENV" "$pack" "$stand" "$work"
