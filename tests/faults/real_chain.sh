#!/bin/sh
# kill -9 of a real `ftenv up`, with a real CPython build and a real extension, at five points one after the
# other on one machine; then it runs to its end: the import, nothing left to do, the same interpreter as an
# undisturbed build gives, file by file, and undo leaves nothing. Needs $FTENV, $FTENV_SOURCE_DIR, python3,
# cargo, a network through the package clients, some minutes.
set -eu

# shellcheck source=tests/support/e2e.sh
. "$FTENV_SOURCE_DIR/tests/support/e2e.sh"

packed_python
new_home
copy_project docs/quickstart/hello
PYTHONPATH=$FTENV_SOURCE_DIR/tests/support python3 "$FTENV_SOURCE_DIR/tests/faults/real_chain.py" \
  "$FTENV" "$pack" "$work"
