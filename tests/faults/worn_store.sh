#!/bin/sh
# A store that may only be read: what looks works, what writes says so and changes nothing. And undo on a full
# disk, undo whose writes fail, undo that is killed: it ends as if nothing had been, at the latest when it is
# asked again. Needs root (mounts); failing writes need libfiu.
set -eu

# shellcheck source=tests/support/faults.sh
. "$FTENV_SOURCE_DIR/tests/support/faults.sh"

[ "$(id -u)" = 0 ] || { echo "skipped: mounts need root" && exit 77; }
have fiu-run fiu-utils || :
disturb worn_store "$(amount 30 10)"
