#!/bin/sh
# `ftenv up` where things are odd: names, modes, limits, clocks, mounts, and a project with programs of its own
# for ftenv to fall for. Each either works or ends with the exit code and the words of its row; nothing
# half-made, no process is left, and undo leaves nothing. Some need root (mounts), faketime or mkfs.vfat.
set -eu

# shellcheck source=tests/support/faults.sh
. "$FTENV_SOURCE_DIR/tests/support/faults.sh"

want faketime faketime
want mkfs.vfat dosfstools
disturb surroundings
