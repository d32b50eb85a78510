#!/bin/sh
# valgrind on `plan` and `doctor`, with and without a project, and on `plan --host`: no invalid or
# uninitialised read, nothing definitely lost. Needs valgrind, or root and apt to get it.
set -eu

# shellcheck source=tests/support/e2e.sh
. "$FTENV_SOURCE_DIR/tests/support/e2e.sh"

need valgrind
new_home
copy_project docs/quickstart/hello
mkdir "$work/empty"
cd "$work/empty"

# clean COMMAND…: whatever ftenv's own exit code is, but for a bug's, valgrind found nothing and had a look.
clean() {
  status=0
  valgrind --leak-check=full --errors-for-leak-kinds=definite --error-exitcode=99 --child-silent-after-fork=yes \
    --log-file="$work/valgrind" "$FTENV" "$@" >"$out" 2>"$out.err" </dev/null || status=$?
  if [ "$status" -gt 3 ] || ! grep -q 'ERROR SUMMARY: 0 errors' "$work/valgrind"; then
    echo "exit $status"
    grep '^==' "$work/valgrind" | head -n 40
    return 1
  fi
}

check "plan" clean plan "$copied"
check "doctor" clean doctor "$copied"
check "doctor without a project" clean doctor
check "doctor --list" clean doctor --list
for host in debian-13 macos-26-arm64 windows-11-x86_64; do
  check "plan --host $host" clean plan --host "$FTENV_SOURCE_DIR/tests/hosts/$host.toml" "$copied"
done
finish 7
