#!/bin/sh
# `ftenv up` on file systems that are too small (tmpfs, as root) and with system calls of its own that fail
# (libfiu): exit 1 with the reason, nothing half-made, and the next run goes on. Needs what
# kill_and_resume.sh needs.     [RUNS]
set -eu

# shellcheck source=tests/support/faults.sh
. "$FTENV_SOURCE_DIR/tests/support/faults.sh"

command -v fiu-run >/dev/null || { apt-get update && apt-get install -y fiu-utils; } >/dev/null 2>&1 || :
packed_python
make_stand_ins
make_maker
PYTHONPATH=$FTENV_SOURCE_DIR/tests/support python3 "$FTENV_SOURCE_DIR/tests/faults/starve.py" \
  "$FTENV" "$pack" "$stand" "$work" "${1:-$(amount 30 10)}"
