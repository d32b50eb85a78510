#!/bin/sh
# Every shell script of the repository goes through shellcheck.
set -eu
cd "${FTENV_SOURCE_DIR:-$(dirname -- "$0")/../..}"
if ! command -v shellcheck >/dev/null 2>&1; then
  echo "skipped: shellcheck is not installed (./bootstrap test installs it)"
  exit 77
fi
find tests platform -name '*.sh' -not -path '*/.venv/*' -not -path '*/target/*' -exec shellcheck bootstrap .ci/run \
  src/cli/completion/scripts/ftenv.bash {} +
