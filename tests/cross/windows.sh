#!/bin/sh
# ftenv for Windows: built by mingw-w64, its own tests and the program run under Wine.
#
# FTENV_CROSS_CACHE: where the libraries and the build are kept, ~/.cache/ftenv-cross otherwise. As root it
# installs the compiler and Wine; else it is skipped where they are missing.
set -eu

sources=${FTENV_SOURCE_DIR:-$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)}
cache=${FTENV_CROSS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ftenv-cross}/windows

# shellcheck source=tests/support/packages.sh
. "$sources/tests/support/packages.sh"

say() { printf '%s\n' "$*"; }
skip() { say "skipped: $*"; exit 77; }
die() { say "failed: $*"; exit 1; }

# ---- what it takes --------------------------------------------------------------------------------------

wanted="cmake ninja-build g++-mingw-w64-x86-64-posix libz-mingw-w64-dev wine64 libboost-filesystem-dev \
libspdlog-dev nlohmann-json3-dev libexpected-dev libtomlplusplus-dev libcli11-dev catch2 python3 unicode-data perl-base"

command -v apt-get >/dev/null 2>&1 || skip "only apt-get is known here for the cross compiler and Wine"
# shellcheck disable=SC2086  # a list of names
states=$(dpkg-query -W -f '${db:Status-Status}=${Package} ' $wanted 2>/dev/null || :)
missing=
for package in $wanted; do
  case " $states" in *" installed=$package "*) ;; *) missing="$missing $package" ;; esac
done
if [ -n "$missing" ]; then
  say "installing$missing"
  # shellcheck disable=SC2086  # a list of names
  install_packages $missing || skip "can't be installed (that takes root):$missing"
fi

wine=
for program in wine64 /usr/lib/wine/wine64 wine; do
  if command -v "$program" >/dev/null 2>&1; then wine=$program && break; fi
done
[ -n "$wine" ] || skip "there is no wine64"

# ---- build ----------------------------------------------------------------------------------------------

mkdir -p -- "$cache"
export FTENV_CROSS_FLAGS=-O1  # it is run for minutes, and built in a quarter of an hour
start=$(date +%s)
status=0
"$sources/platform/windows/cross.sh" "$cache" ftenv_windows_unit ftenv_windows_adapter ftenv_windows_child \
  ftenv >"$cache/build.log" 2>&1 || status=$?
if [ "$status" -ne 0 ]; then
  tail -n 40 -- "$cache/build.log"
  [ "$status" -ne 77 ] || skip "the libraries' sources can't be had"
  die "the build; all of it: $cache/build.log"
fi
say "built in $(($(date +%s) - start)) s"

# ---- run ------------------------------------------------------------------------------------------------

scratch=$(mktemp -d)
WINEPREFIX=$cache/wine
WINEDEBUG=-all
WINEARCH=win64
WINEDLLOVERRIDES='mscoree,mshtml='
export WINEPREFIX WINEDEBUG WINEARCH WINEDLLOVERRIDES
stop_wine() {
  rm -rf -- "$scratch"
  # Ends what still runs in this prefix, and nothing else.
  for server in wineserver /usr/lib/wine/wineserver /usr/lib/wine/wineserver64; do
    if command -v "$server" >/dev/null 2>&1; then "$server" -k 2>/dev/null || :; break; fi
  done
}
trap stop_wine EXIT

under_wine() { timeout -k 10 600 "$wine" "$@" </dev/null; }

if [ ! -f "$WINEPREFIX/system.reg" ]; then
  under_wine wineboot -i >"$cache/wineboot.log" 2>&1 || skip "Wine does not start here: $cache/wineboot.log"
  # By itself it says that it is Windows 7.
  under_wine winecfg -v win10 >>"$cache/wineboot.log" 2>&1 || die "Wine does not become Windows 10"
fi

# windows_path PATH: as programs under Wine name it
windows_path() { printf 'Z:%s' "$1" | sed 's,/,\\,g'; }

# tests PROGRAM: every case must pass, and there must be some.
total=0
run_tests() {
  name=$1
  FTENV_TEST_CHILD=$(windows_path "$cache/ftenv/tests/ftenv_windows_child.exe")
  export FTENV_TEST_CHILD
  status=0
  under_wine "$cache/ftenv/tests/$name.exe" >"$scratch/$name" 2>"$scratch/$name.err" || status=$?
  # "All tests passed (1088 assertions in 25 test cases)"
  cases=$(tr -d '\r' <"$scratch/$name" | sed -n 's/^All tests passed (\([0-9]*\) assertions\{0,1\} in \([0-9]*\) test cases\{0,1\}).*/\2/p')
  if [ "$status" -ne 0 ] || [ -z "$cases" ] || [ "$cases" -eq 0 ]; then
    tail -n 80 -- "$scratch/$name"
    die "$name under Wine (exit code $status)"
  fi
  say "$name: $(tr -d '\r' <"$scratch/$name" | grep '^All tests passed')"
  total=$((total + cases))
}
run_tests ftenv_windows_unit
run_tests ftenv_windows_adapter

# ---- the program itself ---------------------------------------------------------------------------------

# ftenv_exe EXPECTED_CODE ARGUMENT…: its stdout
# Nothing is to come from the machine's own HOME.
FTENV_HOME='C:\ftenv'
ftenv_exe() {
  expected=$1
  shift
  code=0
  FTENV_HOME=$FTENV_HOME under_wine "$cache/ftenv/ftenv.exe" "$@" >"$scratch/out" 2>"$scratch/err" || code=$?
  tr -d '\r' <"$scratch/out"
  [ "$code" -eq "$expected" ] || {
    cat -- "$scratch/out" "$scratch/err" >&2
    die "ftenv.exe $* under Wine: exit code $code and not $expected"
  }
}

ftenv_exe 0 --version >"$scratch/version"
grep -q '[0-9][.][0-9]' "$scratch/version" || die "ftenv.exe --version says $(cat "$scratch/version")"
say "ftenv.exe --version: $(head -n 1 "$scratch/version")"

# The same program with other libraries below it: what does not depend on the machine has to be the same.
ftenv=${FTENV:-$sources/build/ftenv}
ftenv_exe 0 doctor --list >"$scratch/list.windows"
"$ftenv" doctor --list >"$scratch/list.here"
cmp "$scratch/list.windows" "$scratch/list.here" || die "doctor --list is another one"
checks=$(grep -c . "$scratch/list.windows") || die "doctor --list is empty"
say "ftenv.exe doctor --list: $checks lines, as here"

wheel=$(python3 -I "$sources/tests/support/small_wheel.py" "$scratch" "$ftenv")
"$ftenv" wheel check "$wheel" --json >"$scratch/wheel.here" || :
ftenv_exe 0 wheel check "$(windows_path "$wheel")" --json >"$scratch/wheel.windows"
for side in here windows; do
  # Its place, and whether it could be installed on this machine.
  grep -v -e '"file": ' -e '"wheel": ' -e '"refused_here": ' "$scratch/wheel.$side" >"$scratch/same.$side"
done
[ "$(grep -c . "$scratch/same.here")" -gt 20 ] || die "wheel check says nothing"
diff "$scratch/same.here" "$scratch/same.windows" || die "wheel check sees something else"
say "ftenv.exe wheel check: the same $(grep -c . "$scratch/same.here") lines as here"

# A word that begins with a slash is a path there as well.
code=0
"$ftenv" wheel check /nowhere/a.whl >/dev/null 2>&1 || code=$?
ftenv_exe "$code" wheel check /nowhere/a.whl >/dev/null
grep -q 'nowhere.a\.whl' "$scratch/err" || die "/nowhere/a.whl is no path: $(cat "$scratch/err")"

# What it asks of libcurl has to be in the libcurl that was built for it: a server is really spoken to.
mkdir "$scratch/served"
python3 -I -c 'import http.server, os, sys
os.chdir(sys.argv[1])
server = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
print(server.server_port, flush=True)
server.serve_forever()' "$scratch/served" >"$scratch/port" 2>"$scratch/requests" &
server=$!
trap 'kill "$server" 2>/dev/null || :; stop_wine' EXIT
while [ ! -s "$scratch/port" ]; do
  kill -0 "$server" || die "no server"
  sleep 0.1
done
ftenv_exe 5 python install --archive "http://127.0.0.1:$(cat "$scratch/port")/none.tar.gz" >/dev/null
grep -q 'GET /none.tar.gz' "$scratch/requests" || die "no request reached the server: $(cat "$scratch/err")"
grep -q '404' "$scratch/err" || die "the server's answer is not told: $(cat "$scratch/err")"
kill "$server"
say "ftenv.exe python install --archive URL: asks the server, tells its answer"

# Every machine of tests/hosts/, with the plan that a person has read: the same as here.
cat >"$scratch/ftenv" <<EOF
#!/bin/sh
for word; do
  shift
  case \$word in /*) word=Z:\$word ;; esac
  set -- "\$@" "\$word"
done
timeout -k 10 120 "$wine" "$cache/ftenv/ftenv.exe" "\$@" </dev/null >"$scratch/plan.out"
code=\$?
tr -d '\r' <"$scratch/plan.out"
exit \$code
EOF
chmod +x "$scratch/ftenv"
status=0
FTENV_HOME=$FTENV_HOME FTENV=$scratch/ftenv FTENV_SOURCE_DIR=$sources "$sources/tests/adapter/hosts.sh" >"$scratch/hosts" 2>&1 || status=$?
machines=$(sed -n 's/^\([0-9]*\) machines, 0 failures$/\1/p' "$scratch/hosts")
if [ "$status" -ne 0 ] || [ "${machines:-0}" -eq 0 ]; then
  tail -n 60 -- "$scratch/hosts"
  die "plan --host under Wine"
fi
say "ftenv.exe plan --host: $machines machines, each the plan of tests/hosts/"

say "windows: $total test cases under $("$wine" --version 2>/dev/null || echo Wine)"
