#!/bin/sh
# Eight `ftenv up` at once, in turn in one project and in eight: all end well, one interpreter comes into being
# and is the same each time, and undo leaves nothing. Needs what kill_and_resume.sh needs.     [ROUNDS]
set -eu

# shellcheck source=tests/support/faults.sh
. "$FTENV_SOURCE_DIR/tests/support/faults.sh"

disturb crowd "${1:-$(amount 20 6)}"
