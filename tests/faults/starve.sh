#!/bin/sh
# `ftenv up` on file systems that are too small (tmpfs, as root) and with system calls of its own that fail
# (libfiu): exit 1 with the reason, nothing half-made, and the next run goes on. Needs what
# kill_and_resume.sh needs.     [RUNS]
set -eu

# shellcheck source=tests/support/faults.sh
. "$FTENV_SOURCE_DIR/tests/support/faults.sh"

have fiu-run fiu-utils || :
disturb starve "${1:-$(amount 30 10)}"
