#!/bin/sh
# Are the screens in docs/screens/ still what ftenv looks like? `screens.sh --update` records them again.
set -eu
# shellcheck source=tests/support/e2e.sh
. "$FTENV_SOURCE_DIR/tests/support/e2e.sh"

export PYTHONDONTWRITEBYTECODE=1
need_cargo
packed_python
# shellcheck disable=SC2154  # packed_python sets `pack`
python3 "$FTENV_SOURCE_DIR/tests/docs/screens.py" "$@" "$FTENV" "$FTENV_SOURCE_DIR" "$pack"
