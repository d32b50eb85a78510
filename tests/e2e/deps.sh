#!/bin/sh
# deps on locks that the real tools write, and beside what pip really finds for that ABI and this machine.
set -eu
# shellcheck source=tests/support/e2e.sh
. "$FTENV_SOURCE_DIR/tests/support/e2e.sh"

for tool in python3 sed; do
  command -v "$tool" >/dev/null || { echo "skipped: there is no $tool" && exit 77; }
done
case $(uname -sm) in "Linux x86_64") ;; *) echo "skipped: the expected verdicts are for Linux x86_64" && exit 77 ;; esac
table=$FTENV_SOURCE_DIR/tests/support/deps_table.py
outer=$HOME
new_home
if [ -d "$outer/.pyenv" ]; then export PYENV_ROOT="$outer/.pyenv"; fi

python3 -m venv "$work/tools"
bin=$work/tools/bin
"$bin/python" -m pip install --quiet --upgrade pip uv poetry >"$work/tools.log" 2>&1 || {
  tail -n 3 "$work/tools.log"
  echo "skipped: uv and poetry can't be installed here"
  exit 77
}
export UV_PYTHON_DOWNLOADS=never UV_PYTHON="$bin/python" POETRY_VIRTUALENVS_CREATE=false

# Versions are pinned where the verdict depends on what was published with them.
project=$work/sample
mkdir "$project"
cat >"$project/pyproject.toml" <<'EOF'
[project]
name = "sample"
version = "0.1.0"
requires-python = ">=3.11"
dependencies = [
  "numpy==2.3.4",
  "cryptography==44.0.3",
  "protobuf==6.31.1",
  "requests==2.32.5",
  "pyyaml==6.0.3",
  "psutil==7.0.0",
  "ruff==0.14.0",
  "colorama==0.4.6; sys_platform == 'win32'",
  "tomli==2.2.1; python_version < '3.11'",
  "uvicorn[standard]==0.38.0",
]
[project.optional-dependencies]
fast = ["orjson==3.11.4"]
[dependency-groups]
dev = ["pytest"]
EOF
cd "$project"
check "uv locks the project" run 0 "$bin/uv" lock --quiet
check "uv exports pylock.toml" run 0 "$bin/uv" export --quiet --all-extras --format pylock.toml -o pylock.toml
check "uv exports requirements" run 0 "$bin/uv" export --quiet --all-extras --format requirements-txt -o pinned.txt
# Poetry asks its default index in a way of its own; it is told to ask the one that uv has found.
# It does not know SSL_CERT_FILE.
if [ -n "${SSL_CERT_FILE:-}" ]; then export REQUESTS_CA_BUNDLE="${REQUESTS_CA_BUNDLE:-$SSL_CERT_FILE}"; fi
mkdir "$work/poetry"
index=$(sed -n 's/.*registry = "\([^"]*\)".*/\1/p' uv.lock | head -n 1)
{
  # The versions that uv has chosen, so that the two locks can be compared.
  cat pyproject.toml
  printf '\n[[tool.poetry.source]]\nname = "index"\nurl = "%s/"\npriority = "primary"\n' "$index"
} >"$work/poetry/pyproject.toml"
check "poetry locks the project" run 0 "$bin/poetry" -C "$work/poetry" lock

deps() { # NAME LOCK
  code=0
  "$FTENV" deps "$project" --python 3.14 --lock "$2" --json >"$work/$1.json" 2>"$out.err" || code=$?
  [ "$code" -eq 0 ] || { cat "$out.err" "$work/$1.json" && return 1; }
  python3 "$table" verdicts "$work/$1.json" >"$work/$1.txt"
}
check "deps reads uv.lock" deps uv "$project/uv.lock"
check "deps reads pylock.toml" deps pylock "$project/pylock.toml"
check "deps reads poetry.lock" deps poetry "$work/poetry/poetry.lock"
check "deps reads requirements" deps pinned "$project/pinned.txt"

verdict() { grep -qx "$1 .* $2" "$work/uv.txt" || { cat "$work/uv.txt" && return 1; }; }
check "a free-threaded wheel" verdict numpy "built_for_it wheel"
check "abi3 only: compiled here" verdict cryptography "abi3_only compile"
check "pure in place of compiled" verdict protobuf "pure_replacement wheel"
check "pure" verdict requests "pure wheel"
check "a program in a wheel" verdict ruff "any_python wheel"
check "abi3 only, without another" verdict psutil "abi3_only compile"
check "only for the GIL, of an extra" verdict orjson "gil_only compile"
check "what a marker excludes is not listed" run 1 grep -E '^(colorama|tomli) ' "$work/uv.txt"
chain() { "$FTENV" deps "$project" --python 3.14 | grep -q "httptools .*sample → uvicorn\[standard\] → httptools"; }
check "the chain names the extra" chain

check "the same verdicts from pylock.toml" diff "$work/uv.txt" "$work/pylock.txt"
# The two solvers may choose other versions of what is not pinned: what both have must agree.
agree() {
  common=$(cut -d' ' -f1-2 "$work/uv.txt" "$work/poetry.txt" | sort | uniq -d)
  [ "$(echo "$common" | wc -l)" -ge 15 ] || { echo "only in common: $common" && return 1; }
  echo "$common" | while read -r name version; do
    a=$(grep "^$name $version " "$work/uv.txt")
    b=$(grep "^$name $version " "$work/poetry.txt")
    [ "$a" = "$b" ] || { echo "$a, and from poetry.lock: $b" && exit 1; }
  done
}
check "the same verdicts from poetry.lock" agree
names() { cut -d' ' -f1-2 "$1"; }
names "$work/uv.txt" >"$work/uv.names"
names "$work/pinned.txt" >"$work/pinned.names"
check "the same names from requirements" diff "$work/uv.names" "$work/pinned.names"
check "which wheels there are, they do not say" run 1 grep -v ' unknown unknown$' "$work/pinned.txt"

# pip, for the same ABI and platforms, without an interpreter of that kind.
platforms=
minor=$(getconf GNU_LIBC_VERSION | sed 's/.*2\.//')
while [ "$minor" -ge 5 ]; do
  platforms="$platforms --platform manylinux_2_${minor}_x86_64"
  case $minor in 17) platforms="$platforms --platform manylinux2014_x86_64" ;; 12) platforms="$platforms --platform manylinux2010_x86_64" ;; esac
  minor=$((minor - 1))
done
find_wheels() {
  # shellcheck disable=SC2086  # one word each
  "$bin/python" -m pip install --dry-run --ignore-installed --no-deps --quiet --only-binary=:all: \
    --python-version 3.14 --implementation cp --abi cp314t $platforms --target "$work/target" \
    --report "$work/report.json" "$@"
}
python3 "$table" wheels "$work/uv.json" >"$work/wheels.txt"
same_files() {
  # shellcheck disable=SC2046
  find_wheels $(cut -d' ' -f1 "$work/wheels.txt") || return 1
  cut -d' ' -f2 "$work/wheels.txt" | sort >"$work/ours"
  python3 "$table" report "$work/report.json" >"$work/pips"
  diff "$work/ours" "$work/pips"
}
check "pip takes the very same wheels" same_files
for pin in $(python3 "$table" others "$work/uv.json"); do
  check "pip finds no wheel of ${pin%%=*} either" run 1 find_wheels "$pin"
done

# The environment itself: these tools belong to an interpreter with the GIL.
installed() {
  "$FTENV" deps "$project" --python "$bin/python" --lock "$work/tools" --json >"$work/installed.json" &&
    python3 "$table" verdicts "$work/installed.json" | grep -q '^poetry .* pure wheel$' &&
    [ -z "$(python3 "$table" others "$work/installed.json")" ]
}
check "what is installed fits the interpreter that it was installed for" installed
traced "$FTENV" deps "$project" --python 3.14
check "what it does was seen" test -s "$work/.trace"
check "it starts no program" [ -z "$(programs)" ]
check "it opens no connection" [ -z "$(connections)" ]
finish 25
