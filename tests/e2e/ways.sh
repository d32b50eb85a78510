#!/bin/sh
# An interpreter that others have built: packed by a colleague, in the layout of python-build-standalone, in
# the user's own pyenv. Each has to end as one that works in its new place, for an extension, for `cargo test`
# and for pip. Needs root or the build packages, cargo, python3.
#
#   tests/e2e/ways.sh [ARCHIVE]
#
# Without ARCHIVE, CPython's source, the version that can be had here is built.
# shellcheck disable=SC2016  # the inner shells expand their own words
set -eu
FTENV_SOURCE_DIR=${FTENV_SOURCE_DIR:-$(cd "$(dirname "$0")/../.." && pwd)}
FTENV=${FTENV:-$FTENV_SOURCE_DIR/build/ftenv}
# shellcheck source=tests/support/e2e.sh
. "$FTENV_SOURCE_DIR/tests/support/e2e.sh"
need zstd

# --- the colleague's machine: built once, packed twice ---------------------------------------------------
new_home
begin=$(date +%s)
check "an interpreter is built" run 0 "$FTENV" python install 3.14,3.13 --from source ${1:+--archive "$1"}
built_in=$(($(date +%s) - begin))
prefix=$(dirname "$(dirname "$(tail -n 1 "$out")")")
py=$prefix/bin/python3
series=$("$py" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
mkdir "$work/served"
pack=$work/served/python.tar.zst
check "it is packed" run 0 "$FTENV" python pack "$series" -o "$pack"
check "the same pack comes out twice" run 0 "$FTENV" python pack "$series" -o "$work/again.tar.zst" --json
check "to the byte" cmp "$pack" "$work/again.tar.zst"
check "zstd and tar can read it" sh -c 'zstd -dc "$1" | tar -tf - >/dev/null' sh "$pack"
sha256=$(sha256sum "$pack" | cut -d' ' -f1)
"$py" "$FTENV_SOURCE_DIR/tests/support/make_standalone.py" "$prefix" "$work/served"
zstd -q -1 "$work/served/full.tar" -o "$work/served/full.tar.zst"
# For pip: a source distribution with a C module.
mkdir "$work/probe"
cat >"$work/probe/setup.py" <<'PYTHON'
from setuptools import Extension, setup
setup(name="probe", version="1", ext_modules=[Extension("probe", ["probe.c"])])
PYTHON
cat >"$work/probe/probe.c" <<'C'
#include <Python.h>
static PyModuleDef_Slot slots[] = {{Py_mod_gil, Py_MOD_GIL_NOT_USED}, {0, NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "probe", NULL, 0, NULL, slots, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit_probe(void) { return PyModuleDef_Init(&module); }
C

# --- the way to the others -------------------------------------------------------------------------------
serve() {
  /usr/bin/env python3 -u -m http.server --bind 127.0.0.1 --directory "$work/served" 0 >"$work/server.log" 2>&1 &
  server=$!
  trap 'kill "$server" 2>/dev/null || :; rm -rf "$work"' EXIT
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    port=$(sed -n 's/.*port \([0-9]*\).*/\1/p' "$work/server.log")
    [ -z "$port" ] || return 0
    sleep 0.3
  done
  echo "FAILED: the loopback server did not start" && exit 1
}
serve
root=http://127.0.0.1:$port
# From here on nothing that was built is left where it was: what still works does not lean on it.
gone=$work/gone
mv "$HOME" "$gone"
colleague() { rm -rf "$HOME" && mkdir "$HOME"; }
json() { "$1" -I "$FTENV_SOURCE_DIR/tests/support/json_at.py" "$out" "$2"; }
equals() { [ "$1" = "$2" ] || { echo "'$1' is not '$2'" && return 1; }; }

# works PROJECT: what an interpreter that others have built has to do after `up`, $out being its report.
works() {
  python=$(json python3 python.executable)
  base=$(json python3 python.prefix)
  check "  without the GIL" equals "$(json python3 extension.gil_enabled_after_import)" false
  check "  sysconfig names real folders" "$python" -I -c '
import os, sysconfig
for name in "LIBDIR", "INCLUDEPY", "LIBPL", "BINDIR":
    assert os.path.isdir(sysconfig.get_config_var(name)), (name, sysconfig.get_config_var(name))
assert os.path.exists(os.path.join(sysconfig.get_config_var("LIBDIR"), sysconfig.get_config_var("LDLIBRARY")))
assert sysconfig.get_config_var("CC").split()[0] in ("gcc", "cc"), sysconfig.get_config_var("CC")
assert sysconfig.get_config_var("AR") in ("ar", "gcc-ar"), sysconfig.get_config_var("AR")'
  # Two variables for WebAssembly hold the prefix behind a dot; nobody reads them.
  check "  nothing remembers the place it came from" sh -c '! grep -rIhE "(^|[^.])($2|/install/lib)" "$1/lib/pkgconfig" \
    "$1"/bin/*-config "$1"/lib/python3*/_sysconfig* "$1"/lib/python3*/config-*/Makefile' sh "$base" "$prefix"
  check "  python-config names real folders" sh -c '
    for flag in $("$1" --ldflags) $("$1" --includes); do
      case $flag in -L*|-I*) [ -d "${flag#-?}" ] || { echo "$flag" && exit 1; } ;; esac
    done' sh "$(find "$base/bin" -name 'python3.*t-config')"
  check "  its own cargo test runs" run 0 "$FTENV" run --project "$1" -- cargo test --locked --no-default-features --manifest-path "$1/Cargo.toml"
  check "  with Python inside" grep -q 'test it_has_no_gil_and_its_own_library ... ok' "$out"
  check "  pip compiles a source distribution" run 0 "$FTENV" run --project "$1" -- pip install -q "$work/probe"
  check "  that can be imported" run 0 "$FTENV" run --project "$1" -- python -c 'import probe, sys; assert not sys._is_gil_enabled()'
}

copy_project tests/projects/embedding
project=$copied
fresh_project() { rm -rf "$project/.venv" "$project/target"; }

colleague
begin=$(date +%s)
check "a colleague takes the pack" run 0 "$FTENV" python install "$series" --archive "$root/python.tar.zst#sha256=$sha256" --json
taken_in=$(($(date +%s) - begin))
echo "        built in $built_in s, taken in $taken_in s"
check "in a fraction of the time" [ $((taken_in * 4)) -lt "$built_in" ]
check "it is the pack" equals "$(json python3 python.source)" pack
check "the project goes through with it" run 0 "$FTENV" up "$project" --python "$series" --archive "$root/python.tar.zst#sha256=$sha256" --json
works "$project"
check "a second time there is nothing to do" run 0 "$FTENV" plan "$project" --python "$series" --archive "$root/python.tar.zst#sha256=$sha256" --check
fresh_project
colleague
check "the wrong digest is refused" run 5 "$FTENV" python install "$series" --archive "$root/python.tar.zst#sha256=$(printf %064d 1)"
check "nothing is left of it" sh -c '[ -z "$(find "$HOME/.local/share/ftenv/pythons" "$HOME/.local/share/ftenv/staging" -mindepth 1 2>/dev/null)" ]'

# One flipped byte, all over the file. (Every single position of a small pack: tests/adapter/io/pack_test.cpp.)
size=$(wc -c <"$pack")
flipped=0
for share in 0 1 7 20 33 50 66 80 93 99; do
  cp "$pack" "$work/bad.tar.zst"
  python3 - "$work/bad.tar.zst" $((size * share / 100 + share)) <<'PYTHON'
import sys
with open(sys.argv[1], "r+b") as file:
    file.seek(int(sys.argv[2]))
    byte = file.read(1)[0]
    file.seek(int(sys.argv[2]))
    file.write(bytes([byte ^ 0x10]))
PYTHON
  if run 1 "$FTENV" python install "$series" --archive "$work/bad.tar.zst" || [ "$status" -eq 5 ]; then
    flipped=$((flipped + 1))
  else
    echo "  accepted with byte $((size * share / 100 + share)) flipped"
  fi
done
echo "        $flipped of 10 damaged packs were refused"
check "every damaged pack is refused" equals "$flipped" 10
check "and none is in the store" sh -c '[ -z "$(find "$HOME/.local/share/ftenv/pythons" -mindepth 1 2>/dev/null)" ]'

# --- ready-made ------------------------------------------------------------------------------------------
for layout in install_only.tar.gz full.tar.zst; do
  colleague
  fresh_project
  check "ready-made, $layout" run 0 "$FTENV" up "$project" --python "$series" --archive "$root/$layout" --json
  works "$project"
done
check "its libraries alone were unpacked" sh -c '[ -z "$(find "$HOME/.local/share/ftenv" -name objects.a)" ]'

# --- the same one, found where somebody else keeps it ----------------------------------------------------
mine=$work/pyenv/versions/mine
mkdir -p "$work/pyenv/versions"
cp -a "$base" "$mine"
rm -rf "$mine/.ftenv"
as_pyenv() { env PYENV_ROOT="$work/pyenv" "$@"; }
colleague
fresh_project
check "the table of interpreters has it" run 0 as_pyenv "$FTENV" python list --json
check "as pyenv's" grep -q "$mine" "$out"
check "but its libpython is not where it says, so it is not for this project" run 7 as_pyenv "$FTENV" plan "$project" \
  --python "$series" --from existing
check "and the reason is told" grep -q 'LIBDIR is .*does not exist' "$out.err"
grep -rlIF "$base" "$mine" | while IFS= read -r file; do sed -i "s|$base|$mine|g" "$file"; done
fresh_project
check "what is there already is taken" run 0 as_pyenv "$FTENV" up "$project" --python "$series" --json
check "from its place" equals "$(json python3 python.source)" existing
check "nothing was put into the store" sh -c '[ -z "$(find "$HOME/.local/share/ftenv/pythons" -mindepth 1 2>/dev/null)" ]'
check "offline, without one, it says what is missing" run 5 env PYENV_ROOT=/nonexistent "$FTENV" python install "$series" --offline

finish 49
