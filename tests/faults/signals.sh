#!/bin/sh
# INT, TERM and HUP at random moments of `ftenv up`, to ftenv alone and to its whole process group as a
# terminal does it, with children that end and with some that are deaf to signals: the exit code of the
# table, no process left, nothing half-made, and the next run goes on. Needs what kill_and_resume.sh needs.
#   [TIMES EACH]
set -eu

# shellcheck source=tests/support/faults.sh
. "$FTENV_SOURCE_DIR/tests/support/faults.sh"

disturb signals "${1:-$(amount 6 1)}"
