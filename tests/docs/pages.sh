#!/bin/sh
# Every console block of README.md and of the pages below docs/, page by page in a new home, with what the page
# shows compared with what comes. `pages.sh [--show] PAGE…` runs the named pages.
set -eu
# shellcheck source=tests/support/e2e.sh
. "$FTENV_SOURCE_DIR/tests/support/e2e.sh"

show=
if [ "${1:-}" = --show ]; then
  show=--show
  shift
fi
need_cargo
packed_python
cd "$FTENV_SOURCE_DIR"
if [ $# -eq 0 ]; then
  # shellcheck disable=SC2046  # names of pages have no spaces
  set -- README.md $(find docs -name '*.md' -not -path '*/.venv/*' -not -path '*/target/*' | LC_ALL=C sort)
fi
# shellcheck disable=SC2154  # packed_python sets `pack`
PYTHONDONTWRITEBYTECODE=1 python3 tests/docs/run_pages.py $show "$FTENV" "$FTENV_SOURCE_DIR" "$pack" "$@"
