#!/bin/sh
# What a person may get wrong, and what ftenv answers: the exit code of the table, words that name the
# culprit, and nothing changed. Needs $FTENV, the binary.
# shellcheck disable=SC2016  # the inner shells expand their own words
set -u

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
mkdir "$work/out"
cases=0
failures=0

# A project that is right, for breaking one thing at a time.
good_project() {
  mkdir -p "$1/src"
  cat >"$1/Cargo.toml" <<'EOF'
[package]
name = "demo"
version = "0.1.0"
edition = "2021"

[lib]
crate-type = ["cdylib"]

[features]
default = ["abi3"]
abi3 = ["pyo3/abi3-py311"]
free-threaded = []

[dependencies]
pyo3 = "0.28"
EOF
  cat >"$1/pyproject.toml" <<'EOF'
[build-system]
requires = ["maturin>=1.13.3,<2"]
build-backend = "maturin"

[project]
name = "demo"
version = "0.1.0"
requires-python = ">=3.11"
EOF
  echo 'fn unused() {}' >"$1/src/lib.rs"
}

listing() { (cd "$work" && find . -mindepth 1 -path ./out -prune -o -print | LC_ALL=C sort | xargs -d '\n' ls -ld --time-style=full-iso); }

# What listing says differently now than before, but for the paths that match the pattern $1 whole.
changes() {
  listing >"$work/out/after"
  printf '%s\n' "$before" | diff - "$work/out/after" | sed -n 's/^[<>].* \.\//.\//p' | LC_ALL=C sort -u | grep -vxE "$1"
}

# expect NAME EXIT WORDS COMMAND…: each line of WORDS must be in what it prints. Nothing may have changed but
# the paths that match the pattern $may_change.
expect() {
  name=$1 exit=$2 words=$3
  shift 3
  cases=$((cases + 1))
  before=$(listing)
  HOME=$work/home FTENV_HOME=$work/store timeout 60 "$@" >"$work/out/stdout" 2>"$work/out/stderr" </dev/null
  got=$?
  problem=
  [ "$got" -eq "$exit" ] || problem="exit code $got instead of $exit"
  while IFS= read -r word; do
    grep -qF -- "$word" "$work/out/stderr" || problem="$problem; does not say: $word"
  done <<EOF
$words
EOF
  changed=$(changes "${may_change:-nothing}")
  [ -z "$changed" ] || problem="$problem; was changed: $(echo "$changed" | tr '\n' ' ')"
  if [ -n "$problem" ]; then
    failures=$((failures + 1))
    printf 'FAILED %s: %s\n' "$name" "$problem"
    sed 's/^/  | /' "$work/out/stderr"
  fi
}

mkdir -p "$work/home"
p=$work/project

expect "no such folder" 2 "$work/nowhere" "$FTENV" up "$work/nowhere"

expect "a folder that is gone" 2 'error: the folder that ftenv was started in is gone
hint: go to one that is there' sh -c 'mkdir "$1" && cd "$1" && rmdir "$1" && exec "$2" doctor' sh "$work/gone" "$FTENV"

mkdir "$work/empty"
expect "an empty folder" 1 "hint:" "$FTENV" up "$work/empty"

expect "a folder instead of a log" 1 "Is a directory" "$FTENV" explain "$work/empty"

mkdir "$work/pure"
printf '[project]\nname = "pure"\nversion = "1"\n' >"$work/pure/pyproject.toml"
expect "a project that is all Python" 1 'pyproject.toml
is it all Python?
ftenv python install' "$FTENV" up "$work/pure"

good_project "$p"
sed -i '/crate-type/d' "$p/Cargo.toml"
expect "no cdylib" 1 'Cargo.toml
crate-type = ["cdylib"]
MT-17' "$FTENV" up "$p"

good_project "$p"
echo 'name = = 1' >>"$p/Cargo.toml"
expect "a broken Cargo.toml" 1 "Cargo.toml:16:" "$FTENV" up "$p"

good_project "$p"
echo '[[[' >>"$p/pyproject.toml"
expect "a broken pyproject.toml" 1 "pyproject.toml:9:" "$FTENV" up "$p"

good_project "$p"
echo 'pythn = "3.14"' >"$p/ftenv.toml"
expect "a misspelt key of ftenv.toml" 1 'ftenv.toml:1:
python' "$FTENV" up "$p"
rm "$p/ftenv.toml"

good_project "$p"
sed -i 's|^free-threaded = .*|free-threaded = ["pyo3/free-threaded"]|' "$p/Cargo.toml"
expect "pyo3/free-threaded" 1 'Cargo.toml:12
free-threaded = []
PX-02' "$FTENV" up "$p"

good_project "$p"
sed -i 's|^pyo3 = .*|serde = "1"|; /^\[features\]/,/^$/d' "$p/Cargo.toml"
expect "a crate without PyO3" 1 "hint:" "$FTENV" up "$p"

good_project "$p"
sed -i 's|>=3.11|<3.13|' "$p/pyproject.toml"
expect "requires-python excludes all" 7 'requires-python
<3.13' "$FTENV" up "$p"

good_project "$p"
sed -i 's|^pyo3 = .*|pyo3 = "0.22"|' "$p/Cargo.toml"
expect "PyO3 too old" 7 "0.22" "$FTENV" up "$p"

good_project "$p"
sed -i 's|^pyo3 = .*|pyo3 = "0.29"|' "$p/Cargo.toml"
expect "PyO3 too new for 3.13" 7 'PX-10' "$FTENV" up --python 3.13 "$p"

good_project "$p"
expect "a version that is no version" 2 "banana" "$FTENV" up --python banana "$p"
expect "a series without free threads" 7 "3.12" "$FTENV" up --python 3.12 "$p"
expect "an unknown version" 7 "3.14.99" "$FTENV" up --python 3.14.99 "$p"
expect "an interpreter with the GIL or none at all" "$(command -v python3 >/dev/null && echo 7 || echo 1)" "python3" \
  "$FTENV" up --python "$(command -v python3 || echo /nonexistent/python3)" "$p"

echo '<!DOCTYPE html><html><body>please log in</body></html>' >"$work/Python-3.14.8.tar.xz"
expect "an archive that is a web page" 1 "web page" "$FTENV" up --archive "$work/Python-3.14.8.tar.xz" "$p"

mkdir -p "$work/Python-3.14.7/Include"
echo '#define PY_VERSION "3.14.7"' >"$work/Python-3.14.7/Include/patchlevel.h"
head -c 300000 /dev/urandom >"$work/Python-3.14.7/noise"
(cd "$work" && tar -czf whole.tar.gz Python-3.14.7 && head -c 200000 whole.tar.gz >cut.tar.gz)
expect "an archive that is cut off" 1 "damaged" "$FTENV" up --archive "$work/cut.tar.gz" "$p"
expect "an archive of another version" 7 '3.14.7
3.13' "$FTENV" up --python 3.13 --archive "$work/whole.tar.gz" "$p"
(cd "$work" && tar -czf other.tar.gz project)
expect "an archive of something else" 1 "not a CPython source archive" "$FTENV" up --archive "$work/other.tar.gz" "$p"
expect "an archive that is not there" 2 "nothing.tar" "$FTENV" up --archive "$work/nothing.tar" "$p"

mkdir -p "$p/.venv/bin"
echo 'home = /usr/bin' >"$p/.venv/pyvenv.cfg"
expect "somebody else's .venv" 1 '.venv
--venv' "$FTENV" up "$p"
rm -r "$p/.venv"

if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
  # Root may write anywhere, so the read-only project is tried as nobody.
  chmod 0755 "$work" && chmod -R a+rX,a-w "$p" && chmod 0777 "$work/home" && mkdir -m 0777 "$work/store"
  expect "a read-only project" 1 "can't be written" setpriv --reuid=65534 --regid=65534 --clear-groups "$FTENV" up "$p"
  chmod -R u+w "$p"
else
  chmod -R a-w "$p"
  expect "a read-only project" 1 "can't be written" "$FTENV" up "$p"
  chmod -R u+w "$p"
fi

if [ "$(id -u)" -eq 0 ] && unshare -n true 2>/dev/null; then
  # A namespace of its own has no network at all, not even a name server. What may be left: the store's
  # folders, its logs and its list of what it made, no file of the download cache, and what rustup and cargo write about
  # themselves: cargo makes its empty registry before it asks anybody.
  good_project "$p"
  may_change='\./(home|store)|\./store/(logs|staging)|\./store/logs/[a-z-]+\.(log|json)'
  may_change=$may_change'|\./store/cache(/downloads(/locks)?)?'
  may_change=$may_change'|\./home/\.rustup(/settings\.toml|/tmp|/update-hashes)?'
  may_change=$may_change'|\./home/\.cargo(/\.package-cache|/\.global-cache|/registry(/CACHEDIR\.TAG)?)?'
  may_change=$may_change'|\./store/(ledger\.jsonl|locks|trees|trees/[0-9a-f]+\.jsonl)'
  begin=$(date +%s)
  expect "no network at all" 5 'hint:' unshare -n "$FTENV" up "$p"
  [ $(($(date +%s) - begin)) -le 20 ] || { failures=$((failures + 1)) && echo "FAILED no network: took too long"; }
  expect "no network, with --offline" 5 '--offline' "$FTENV" up --offline "$p"
  # The folder of the store is this script's; everything in it can be taken back.
  cases=$((cases + 1))
  if ! HOME=$work/home FTENV_HOME=$work/store "$FTENV" undo --all --yes >"$work/out/stdout" 2>&1 ||
    [ -n "$(find "$work/store" "$work/home" -mindepth 1)" ]; then
    failures=$((failures + 1))
    echo "FAILED undo after no network:" && cat "$work/out/stdout" && find "$work/store" "$work/home"
  fi
  may_change=
else
  echo "skipped: no network at all (needs root and unshare)"
fi

if [ "$(id -u)" -eq 0 ] && unshare -m sh -c 'mount -t tmpfs -o size=20m none "$1"' sh "$work/home" 2>/dev/null; then
  expect "no space" 1 'not enough space
are needed' unshare -m sh -c 'mount -t tmpfs -o size=20m none "$1" && FTENV_HOME=$1/ftenv exec "$2" up "$3"' \
    sh "$work/home" "$FTENV" "$p"
else
  echo "skipped: no space (needs root and a mount)"
fi

# The same as a document: one on stdout, and nothing else there.
if [ "$(id -u)" -eq 0 ]; then
  good_project "$p"
  expect "started by sudo" 1 'started by sudo
`ada`
--yes' env SUDO_UID=1000 SUDO_USER=ada "$FTENV" up "$p"
  expect "started by sudo, to change the project" 1 "started by sudo" env SUDO_UID=1000 "$FTENV" wire --write "$p"
fi

expect "with --json" 2 "$work/nowhere" "$FTENV" up --json "$work/nowhere"
case $(tr -d ' \n' <"$work/out/stdout") in
  '{"schema":1,"ok":false,"error":{"code":"usage",'*) ;;
  *) failures=$((failures + 1)) && echo "FAILED --json: $(cat "$work/out/stdout")" ;;
esac

echo "$cases cases, $failures failed"
[ "$failures" -eq 0 ] && [ "$cases" -ge 20 ]
