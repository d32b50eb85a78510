#!/bin/bash
# How long ftenv takes to say its version and to make a plan.     [RUNS]
set -euo pipefail
runs=${1:-31}
source=${FTENV_SOURCE_DIR:-$(cd "$(dirname "$0")/../.." && pwd)}
ftenv=${FTENV:-$source/build/ftenv}
# shellcheck source=tests/support/bench.sh
. "$source/tests/support/bench.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/home"
cp -r "$source/docs/quickstart/hello" "$work/hello"
rm -rf "$work/hello/.venv" "$work/hello/target"

quiet() { env -i PATH="$PATH" HOME="$work/home" "$@" >"$work/out" 2>&1 </dev/null; }
quiet "$ftenv" --version
quiet "$ftenv" plan "$work/hello"
for ((i = 0; i < runs; i++)); do
  timed nothing quiet true
  timed version quiet "$ftenv" --version
  timed plan quiet "$ftenv" plan "$work/hello"
done

# What starting any program costs in this loop is not ftenv's.
net() { awk -v a="$(seconds_of "$1")" -v b="$(seconds_of nothing)" 'BEGIN { print (a - b) * 1000 }'; }
echo "median of $runs"
aim "ftenv --version" "$(net version)" 10 ms
aim "ftenv plan, before the first run" "$(net plan)" 250 ms
