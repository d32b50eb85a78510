#!/bin/sh
# Doctor on real projects with real tools: nothing is found on what `up` has set up, planted illnesses are
# found, `--fix` mends them, and the import works without the GIL afterwards. Needs $FTENV and
# $FTENV_SOURCE_DIR, cargo, a python3 with the GIL, a network through the package clients, some minutes.
# shellcheck disable=SC2016  # the inner shells expand their own words
set -eu

# shellcheck source=tests/support/e2e.sh
. "$FTENV_SOURCE_DIR/tests/support/e2e.sh"

gil_python=$(command -v python3) || { echo "skipped: no python3"; exit 77; }
# `up` installs Rust where there is none; from then on it lies where rustup puts it.
with_packed_python
: "${CARGO_HOME:=$HOME/.cargo}"
PATH=$PATH:$HOME/.cargo/bin
copy_project docs/quickstart/hello
project=$copied
py=$project/.venv/bin/python

json() { "$gil_python" -I "$FTENV_SOURCE_DIR/tests/support/json_at.py" "$out" "$1"; }
# Ids above info of the last --json run, in their order.
ids() {
  "$gil_python" -I -c 'import json, sys
document = json.load(open(sys.argv[1]))
print(" ".join(f["id"] for f in document.get("after", document)["findings"] if f["severity"] != "info"))' "$out"
}
found() { ids | tr ' ' '\n' | grep -qx "$1"; }
doctor() {
  wanted=$1
  shift
  run "$wanted" "$FTENV" doctor --json "$@"
}
imports() {
  "$py" -I -c 'import sys, hello
assert not sys._is_gil_enabled(), "the GIL is on"
assert hello.count_primes(0, 100) == 25' 2>&1
}
healthy() {
  doctor 0 "$project" || return 1
  [ -z "$(ids)" ] || { ids && return 1; }
}

# ---- what is well --------------------------------------------------------------------------------------

mkdir "$work/empty"
check "a plain machine: exit 0" sh -c 'cd "$1" && "$2" doctor --json >"$3" 2>/dev/null' sh "$work/empty" "$FTENV" "$out"
check "a plain machine: nothing above info" test -z "$(ids)"
check "up" run 0 "$FTENV" up "$project"
check "the import works" imports
check "a project that up has set up: exit 0" doctor 0 "$project"
check "nothing above info" test -z "$(ids)"
check "no check failed to look" test "$(json counts.could_not_check)" = 0
tree=$(snapshot "$project")
check "doctor once more" doctor 0 "$project"
check "doctor changes nothing" test "$tree" = "$(snapshot "$project")"

# ---- IN-10: the interpreter of the environment is gone -------------------------------------------------

ln -sfn /nowhere/bin/python3 "$py"
check "IN-10: exit 1" doctor 1 "$project"
check "IN-10: found" found IN-10
check "IN-10: --dry-run changes nothing" sh -c '"$1" doctor --fix --dry-run "$2" >/dev/null; test "$(readlink "$3")" = /nowhere/bin/python3' sh "$FTENV" "$project" "$py"
check "IN-10: --fix" doctor 0 --fix "$project"
check "IN-10: healthy again" healthy
check "IN-10: the import works" imports

# ---- a build of the same crate for an interpreter with the GIL -----------------------------------------

gil_build() {
  (cd "$project" && env -u VIRTUAL_ENV PYO3_PYTHON="$gil_python" cargo build --locked --target-dir "$1" 2>&1)
}
check "a build with the GIL" gil_build "$work/gil-target"
stray=$work/gil-target/debug/libhello.so
installed=$("$py" -I -c 'import hello, pathlib; print(pathlib.Path(hello.__file__).parent)')

# ---- RT-05: a file for the other ABI lies where Python takes it ----------------------------------------

rm -f "$installed"/hello.cpython-*.so
cp "$stray" "$installed/hello.abi3.so"
check "RT-05: it breaks the import" sh -c '! "$1" -I -c "import hello; hello.count_primes(0, 100)"' sh "$py"
check "RT-05: exit 1" doctor 1 "$project"
check "RT-05: found" found RT-05
check "RT-05: --fix" doctor 0 --fix "$project"
check "RT-05: the file is kept in a backup" sh -c 'ls "$1"/.local/share/ftenv/backup/*/hello.abi3.so' sh "$HOME"
check "RT-05: healthy again" healthy
check "RT-05: the import works" imports

# ---- MT-01: another interpreter came to the path that the target directory was configured for ----------

other_environment() {
  rm -rf "$project/.venv" && "$gil_python" -m venv --without-pip "$project/.venv" &&
    (cd "$project" && VIRTUAL_ENV=$project/.venv cargo build --locked 2>&1) && rm -rf "$project/.venv"
}
check "MT-01: an environment with the GIL, and a build for it in target/" other_environment
check "MT-01: the environment is made again at the same path" run 0 "$FTENV" up "$project"
check "MT-01: cargo sees nothing of it" sh -c 'cd "$1" && VIRTUAL_ENV=$1/.venv cargo build --locked 2>&1 | tee "$2" && ! grep -q Compiling "$2"' sh "$project" "$out"
check "MT-01: doctor --strict: exit 1" doctor 1 --strict "$project"
check "MT-01: found" found MT-01
check "MT-01: --fix" doctor 0 --fix "$project"
check "MT-01: healthy again" healthy
check "MT-01: cargo compiles PyO3 again" sh -c 'cd "$1" && VIRTUAL_ENV=$1/.venv cargo build --locked --no-default-features -F free-threaded 2>&1 | grep -q "Compiling pyo3-ffi"' sh "$project"
# As a person would go on by hand, in that very directory.
check "MT-01: maturin develop by hand" run 0 "$FTENV" run --project "$project" -- \
  sh -c 'cd "$1" && maturin develop --locked --no-default-features -F free-threaded' sh "$project"
check "MT-01: the import works" imports

# ---- PY-10: a line of the shell's files ----------------------------------------------------------------

printf '# mine\nexport PYTHON_CONFIGURE_OPTS="--disable-gil"\nexport EDITOR=vi\n' >"$HOME/.bashrc"
check "PY-10: exit 1" doctor 1 "$project"
check "PY-10: found" found PY-10
check "PY-10: with file and line" grep -q '\.bashrc:2' "$out"
check "PY-10: found where nobody has set SHELL" sh -c 'env -u SHELL "$1" doctor --only PY-10 "$2" >/dev/null; test $? -eq 1' sh "$FTENV" "$project"
check "PY-10: --fix alone leaves the person's file" sh -c '"$1" doctor --fix "$2" >/dev/null 2>&1; grep -q "^export PYTHON_CONF" "$3"' sh "$FTENV" "$project" "$HOME/.bashrc"
check "PY-10: --fix PY-10" doctor 0 --fix "$project" PY-10
check "PY-10: the line is commented out" grep -q '^# export PYTHON_CONFIGURE_OPTS' "$HOME/.bashrc"
check "PY-10: the other lines stay" grep -q '^export EDITOR=vi$' "$HOME/.bashrc"
check "PY-10: a copy is kept" sh -c 'grep -q "^export PYTHON_CONF" "$1"/.local/share/ftenv/backup/*/.bashrc' sh "$HOME"
check "PY-10: healthy again" healthy
check "PY-10: undo makes the file as it was" sh -c '"$1" undo --yes && ! ls "$2"/.local/share/ftenv/backup/*/.bashrc' sh "$FTENV" "$HOME"
check "PY-10: byte for byte" sh -c 'printf "# mine\nexport PYTHON_CONFIGURE_OPTS=\"--disable-gil\"\nexport EDITOR=vi\n" | cmp - "$1"' sh "$HOME/.bashrc"
rm "$HOME/.bashrc"

# ---- a cargo that does not behave ----------------------------------------------------------------------

odd=$work/odd
mkdir "$odd"
hangs() {
  printf '#!/bin/sh\n%s\n' "$1" >"$odd/cargo"
  chmod +x "$odd/cargo"
  begin=$(date +%s%N)
  doctor 3 "$project" || return 1
  milliseconds=$((($(date +%s%N) - begin) / 1000000))
  echo "$milliseconds ms"
  [ "$milliseconds" -lt 3000 ] && [ "$(json counts.could_not_check)" -ge 1 ] &&
    grep -q '"timed_out"' "$out" && [ "$(json counts.error)" = 0 ]
}
old_path=$PATH
PATH=$odd:$PATH
check "a cargo that sleeps costs its time, and the others stand" hangs 'sleep 60'
check "a cargo that prints without end" hangs 'yes abcdefghijklmnop; sleep 60'
check "a cargo that ignores TERM" hangs "trap '' TERM; while :; do sleep 1; done"
PATH=$old_path

# ---- explain, on what real tools print -----------------------------------------------------------------

check "a real failure, explained and confirmed" sh -c '
  cd "$1" && RUSTC_WRAPPER=nosuch-wrapper VIRTUAL_ENV="$1/.venv" "$1/.venv/bin/maturin" develop 2>&1 |
    RUSTC_WRAPPER=nosuch-wrapper "$2" explain --json >"$3"' sh "$project" "$FTENV" "$out"
check "MT-06: the wrapper is to blame, not rustc" found MT-06
check "MT-06: certain, because the machine says so too" grep -q nosuch-wrapper "$out"
check "an unknown log is not guessed at" sh -c 'echo "frobnicator: error: out of cheese" | "$1" explain >"$2"; test $? -eq 1 && grep -q "no known cause" "$2" && grep -q "out of cheese" "$2"' sh "$FTENV" "$out"
check "run passes the exit code on" run 9 "$FTENV" run --project "$project" -- sh -c 'exit 9'
check "run --explain says what went wrong" sh -c '
  "$1" run --explain --project "$2" -- sh -c "echo \"error: linker \\\`nosuch-cc\\\` not found\"; exit 3" >"$3" 2>&1
  test $? -eq 3 && grep -q "CG-0[89]" "$3"' sh "$FTENV" "$project" "$out"

# ---- report --------------------------------------------------------------------------------------------

check "report is shown and not written without a yes" sh -c 'cd "$1" && A_TOKEN=sesame12345 "$2" report "$3" >"$4" 2>&1 </dev/null && ! test -e ftenv-report.md' sh "$work" "$FTENV" "$project" "$out"
check "report --yes writes it" sh -c 'cd "$1" && A_TOKEN=sesame12345 PIP_INDEX_URL= "$2" report --yes "$3" >"$4" 2>&1 </dev/null && test -s ftenv-report.md' sh "$work" "$FTENV" "$project" "$out"
check "report names pip and its tags" grep -Eq "cp31.-cp31.t-" "$work/ftenv-report.md"
check "report has no secret and no home" sh -c '! grep -e sesame -e "$1" "$2"' sh "$HOME" "$work/ftenv-report.md"

finish 50
