#!/bin/sh
# `ftenv up` where things are odd: names, modes, limits, clocks, mounts, and a project with programs of its own
# for ftenv to fall for. Each either works or ends with the exit code and the words of its row; nothing
# half-made, no process is left, and undo leaves nothing. Some need root (mounts), faketime, mkfs.vfat or FUSE.
set -eu

# shellcheck source=tests/support/faults.sh
. "$FTENV_SOURCE_DIR/tests/support/faults.sh"

have faketime || :
have mkfs.vfat dosfstools || :
# For the file system of tests/support/casefold_fs.py.
have fusermount3 fuse3 || :
ldconfig -p | grep -q 'libfuse\.so\.2' || install_packages libfuse2 || :
{ python3 -m venv "$work/fuse" && "$work/fuse/bin/python" -m pip install -q fusepy; } >/dev/null 2>&1 || :
disturb surroundings
