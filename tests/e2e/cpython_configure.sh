#!/bin/sh
# ftenv answers most of configure's questions beforehand, all at once (src/engine/cpython/configure_warmup.cpp). The
# result must be what a plain configure comes to on its own: the same files to the byte.
#
#   tests/e2e/cpython_configure.sh [ARCHIVE]
#
# Without ARCHIVE the version that can be had here is fetched. Needs the build packages, or root.
set -eu
FTENV_SOURCE_DIR=${FTENV_SOURCE_DIR:-$(cd "$(dirname "$0")/../.." && pwd)}
FTENV=${FTENV:-$FTENV_SOURCE_DIR/build/ftenv}
# shellcheck source=tests/support/e2e.sh
. "$FTENV_SOURCE_DIR/tests/support/e2e.sh"
archive=${1:-}

new_home
FTENV_HOME=$HOME/ftenv
export FTENV_HOME

# A make that does nothing and fails stops ftenv between configure and make.
mkdir "$work/bin"
printf '#!/bin/sh\nexit 3\n' >"$work/bin/make"
chmod +x "$work/bin/make"
if [ -n "$archive" ]; then set -- 3.14,3.13 --archive "$archive"; else set -- 3.14,3.13; fi
check "ftenv stops after configure" run 1 env PATH="$work/bin:$PATH" "$FTENV" python install "$@"
tree=$(find "$FTENV_HOME/cache/builds" -maxdepth 2 -name source)
log=$FTENV_HOME/logs/python-configure.log
check "configure ran" test -s "$tree/pyconfig.h"
cached=$(grep -c '(cached)' "$log" || :)
echo "        $cached questions were answered beforehand"
check "most of the questions were answered beforehand" test "$cached" -ge 250

# The same command by hand, in the same place, without the answers.
mv "$tree" "$work/warm"
mkdir "$tree"
[ -n "$archive" ] || archive=$(find "$FTENV_HOME/cache/downloads" -type f -size +10M | head -n 1)
tar -xf "$archive" -C "$tree" --strip-components=1
# The first line of the log: "# TIME (cd TREE && NAME=value … ./configure …)".
command=$(sed -n '1s/^# [^ ]* //p' "$log")
plain_configure() { env -i PATH="$PATH" HOME="$HOME" sh -c "$command"; }
check "a plain configure runs" run 0 plain_configure
check "it answered nothing beforehand" test "$(grep -c '(cached)' "$out")" -lt 60
for file in pyconfig.h Makefile Makefile.pre Modules/Setup.stdlib Modules/Setup.local Modules/config.c Misc/python.pc \
  Misc/python-embed.pc Misc/python-config.sh; do
  check "the same $file" diff "$work/warm/$file" "$tree/$file"
done
modules() { sed -n 's/^checking for stdlib extension module //p' "$1"; }
modules "$log" >"$work/modules.warm"
modules "$out" >"$work/modules.plain"
check "the same table of modules" diff "$work/modules.warm" "$work/modules.plain"
check "the table is there" test "$(wc -l <"$work/modules.warm")" -gt 30

finish 14
