#!/bin/sh
# kill -9 of `ftenv up` before, in the middle of and after every step: no process is left, nothing half-made
# lies under its final name, the next run ends as an undisturbed one, and undo leaves nothing. Needs $FTENV,
# $FTENV_SOURCE_DIR, python3, a C compiler.     [TIMES IN EACH STEP]
set -eu

# shellcheck source=tests/support/faults.sh
. "$FTENV_SOURCE_DIR/tests/support/faults.sh"

disturb kill_and_resume "${1:-$(amount 5 1)}"
