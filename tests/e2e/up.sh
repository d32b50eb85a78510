#!/bin/sh
# The main job for real, as a newcomer has it: an empty HOME, the sample project, a CPython built from
# source, a real import. Then what must hold afterwards. Needs $FTENV and $FTENV_SOURCE_DIR, a network
# through the package clients, and some minutes.
# shellcheck disable=SC2016  # the inner shells expand their own words
set -eu

# shellcheck source=tests/support/e2e.sh
. "$FTENV_SOURCE_DIR/tests/support/e2e.sh"

# ---- before: a plan changes nothing --------------------------------------------------------------------

new_home
copy_project docs/quickstart/hello
project=$copied
system=$(installed_packages)
tree=$(snapshot "$work")
check "plan exits 0" run 0 "$FTENV" plan "$project"
for step in packages rust source python venv maturin crates extension witness environment; do
  check "plan lists $step" grep -q " $step " "$out"
done
check "plan says where Python comes from" grep -Eq "python +none is here: CPython 3\.[0-9]+\.[0-9]+ " "$out"
check "plan for a build" run 0 "$FTENV" plan --from source "$project"
check "plan shows the build's command" grep -q -- "--disable-gil" "$out"
check "plan --check exits 1" run 1 "$FTENV" plan --check "$project"
check "plan changes no file" test "$tree" = "$(snapshot "$work")"
check "plan changes no package" test "$system" = "$(installed_packages)"

# ---- the job ------------------------------------------------------------------------------------------

check "up exits 0" run 0 "$FTENV" up --json "$project"
first=$work/first.json
cp "$out" "$first"
py=$project/.venv/bin/python
json() { "$py" -I "$FTENV_SOURCE_DIR/tests/support/json_at.py" "$1" "$2"; }
check "the GIL is off after the import" test "$(json "$first" extension.gil_enabled_after_import)" = false
check "the interpreter has it off" test "$(json "$first" python.gil_enabled)" = false
check "the interpreter is shared" test "$(json "$first" python.shared)" = true
check "the interpreter is relocatable" test "$(json "$first" python.relocatable)" = true
check "threads were measured" test "$(json "$first" threads.speedup)" != 0
check "no variable was left" test "$(json "$first" environment.changed)" = "[]"
check "the feature of the crate was used" test "$(json "$first" extension.features)" = '["free-threaded"]'
version=$(json "$first" python.version)
check "the first wish was met or the reason is told" \
  sh -c 'case $1 in 3.14.*) ;; *) test "$2" != "[]" ;; esac' sh "$version" "$(json "$first" skipped)"

# Asked by hand, in a shell that knows nothing of ftenv's ways.
check "a plain import says the same" env -i "$py" -c 'import sys, hello; sys.exit(sys._is_gil_enabled())'
check "no flag of ours is in sysconfig" env -i "$py" -c '
import sys, sysconfig
text = " ".join(str(sysconfig.get_config_var(n)) for n in ("CFLAGS", "LDFLAGS", "LDSHARED", "CPPFLAGS"))
sys.exit(any(flag in text for flag in ("-g0", "interposition", "ORIGIN", "new-dtags")))'
check "ftenv verify agrees" run 0 "$FTENV" verify --json "$project"
check "ftenv run agrees" run 0 "$FTENV" run --project "$project" -- python -c \
  'import sys, hello; sys.exit(sys._is_gil_enabled())'
check "ftenv run hands the exit code on" run 7 "$FTENV" run --project "$project" -- sh -c 'exit 7'
check "python list shows it" run 0 "$FTENV" python list
check "... with its version" grep -q "^${version}t " "$out"
check "python which finds it" run 0 "$FTENV" python which "$version"
check "env is for eval" run 0 sh -c 'eval "$("$1" env --shell sh "$2")" && python -c "import hello"' sh "$FTENV" "$project"

# ---- again: nothing to do, and nothing is started that would cost ---------------------------------------

check "plan --check exits 0" run 0 "$FTENV" plan --check "$project"
traced "$FTENV" up --json "$project"
check "again exits 0" test "$status" = 0
check "again changes nothing" test "$(json "$out" steps | grep -c '"change"')" = 0
check "again takes at most a second ($elapsed_ms ms)" test "$elapsed_ms" -le 1000
check "again starts only interpreters: $(programs | tr '\n' ' ')" test -z "$(programs | grep -v '^python')"
check "again opens no network connection" test -z "$(connections)"

printf '\n// edited\n' >>"$project/src/lib.rs"
check "after an edit: exits 0" run 0 "$FTENV" up --json "$project"
check "after an edit: only extension and witness" test "$(changes "$out")" = "extension witness"

# ---- a hostile environment changes nothing --------------------------------------------------------------

first_so=$(digest_of "$project")
rm -rf "$project/.venv" "$project/target"
check "in a hostile environment: exits 0" run 0 env -i PATH="$PATH" HOME="$HOME" RUSTUP_HOME="${RUSTUP_HOME:-}" \
  PYTHON_CONFIGURE_OPTS=--disable-shared CFLAGS=-DX PYTHONHOME=/nonexistent PYO3_CONFIG_FILE=/x \
  CARGO_BUILD_TARGET=nonsense VIRTUAL_ENV=/gone CONDA_PREFIX=/other PIP_TARGET=/nonexistent LD_LIBRARY_PATH=/nonexistent \
  "$FTENV" up --json "$project"
check "... with the same interpreter" test "$(json "$out" python.prefix)" = "$(json "$first" python.prefix)"
check "... and the same extension" test "$(digest_of "$project")" = "$first_so"

# ---- another project finds the interpreter ready --------------------------------------------------------

copy_project tests/projects/cocoindex-shape
shape=$copied
check "the workspace goes through" run 0 "$FTENV" up --json --python "$version" "$shape"
check "... without building Python again" sh -c 'case " $1 " in *" python "*) exit 1 ;; esac' sh "$(changes "$out")"
check "... the other default features are kept" test "$(json "$out" extension.features)" = '["legacy-states"]'
check "... and the GIL is off" test "$(json "$out" extension.gil_enabled_after_import)" = false

# ---- relocatable ------------------------------------------------------------------------------------------

prefix=$(json "$first" python.prefix)
mv "$prefix" "$work/moved"
check "moved, it still runs" env -i "$work/moved/bin/python3" -I -c '
import sys, ssl, sqlite3, ctypes
sys.exit(sys._is_gil_enabled() or not sys.prefix.endswith("/moved"))'
mv "$work/moved" "$prefix"

finish 35
