# Sourced by tests/e2e/*.sh: a fresh HOME, copies of projects, and checks that count.
# shellcheck shell=sh
# shellcheck disable=SC2034  # the scripts that source this use the variables

# shellcheck source=tests/support/packages.sh
. "$FTENV_SOURCE_DIR/tests/support/packages.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
out=$work/.stdout
checks=0
failures=0
py=python3  # the scripts set it to an interpreter that is there
status=0

# The outer user's toolchains are used where there are any: downloading 600 MB for each test proves
# nothing. Everything else is empty, cargo's registry too.
new_home() {
  if [ -z "${RUSTUP_HOME:-}" ] && [ -d "$HOME/.rustup" ]; then RUSTUP_HOME=$HOME/.rustup; fi
  if [ -n "${RUSTUP_HOME:-}" ]; then export RUSTUP_HOME; fi
  HOME=$work/home
  mkdir "$HOME"
  export HOME
  unset CARGO_HOME XDG_DATA_HOME XDG_CACHE_HOME FTENV_HOME || :
}

# An interpreter as a pack, made once and kept beside the binary: building CPython takes a minute, and only
# the tests that are about building it learn anything from that. Call it before new_home.
packed_python() {
  pack=$(dirname "$FTENV")/tests/python.tar.zst
  [ ! -s "$pack" ] || return 0
  (
    new_home
    "$FTENV" python install 3.14,3.13 --from source >/dev/null 2>"$work/pack.log" &&
      "$FTENV" python pack -o "$work/pack.tar.zst" >/dev/null 2>>"$work/pack.log" &&
      mv "$work/pack.tar.zst" "$pack"
  ) || { tail -n 20 "$work/pack.log" && return 1; }
  rm -rf "${work:?}/home"
}

# need_cargo: ends the test where there is none. Downloading one for each new home is another test's matter.
need_cargo() {
  command -v cargo >/dev/null 2>&1 || { echo "skipped: cargo is not on PATH" && exit 77; }
}

# with_packed_python: a new home whose store has that interpreter.
with_packed_python() {
  packed_python
  new_home
  "$FTENV" python install 3.14,3.13 --archive "$pack" --quiet >/dev/null
}

# copy_project FOLDER: $copied is a copy without anything that git does not track.
copy_project() {
  copied=$work/$(basename "$1")
  mkdir "$copied"
  (cd "$FTENV_SOURCE_DIR/$1" && tar --exclude=./target --exclude=./.venv -cf - .) | tar -xf - -C "$copied"
}

# run EXIT COMMAND…: stdout to $out, stderr to $out.err; true when it exits so.
run() {
  wanted=$1
  shift
  status=0
  "$@" >"$out" 2>"$out.err" </dev/null || status=$?
  [ "$status" -eq "$wanted" ] || { echo "exit code $status instead of $wanted" >>"$out.err" && return 1; }
}

check() {
  name=$1
  shift
  checks=$((checks + 1))
  begin=$(date +%s)
  if "$@" >"$work/.check" 2>&1; then
    seconds=$(($(date +%s) - begin))
    echo "ok      $name$([ "$seconds" -lt 3 ] || echo " ($seconds s)")"
  else
    failures=$((failures + 1))
    {
      echo "FAILED  $name"
      sed 's/^/  | /' "$work/.check"
      case $1 in run) tail -n 40 "$out.err" | sed 's/^/  | /' ;; esac
    } >"$work/.failed"
    cat "$work/.failed"
    sed -n 1,12p "$work/.failed" >>"$work/.failures"
  fi
}

# finish AT_LEAST: what failed, once more where a long log ends, the count, and the verdict of the script.
finish() {
  [ "$failures" -eq 0 ] || cat "$work/.failures"
  echo "$checks checks, $failures failed"
  [ "$failures" -eq 0 ] && [ "$checks" -ge "$1" ]
}

installed_packages() { dpkg -l 2>/dev/null | sha256sum; }

# Every file below a folder with its bytes and times, without what these scripts write themselves.
snapshot() {
  (cd "$1" && find . ! -name '.stdout*' ! -name .check ! -path . -printf '%p %y %s %T@ %l\n' | LC_ALL=C sort)
}

# traced COMMAND…: $status, $elapsed_ms, and what programs and connections lists.
traced() {
  begin_ns=$(date +%s%N)
  status=0
  "$@" >"$out" 2>"$out.err" </dev/null || status=$?
  elapsed_ms=$((($(date +%s%N) - begin_ns) / 1000000))
  strace -f -qq -e trace=execve,connect -o "$work/.trace" "$@" >"$out.traced" 2>&1 </dev/null || :
}

# Names of the programs that were started, without ftenv itself.
programs() {
  sed -n 's/.*execve("\([^"]*\)".*= 0$/\1/p' "$work/.trace" | sed 's|.*/||' | grep -v '^ftenv$' | sort -u
}
connections() { grep -E 'connect\(.*AF_INET6?' "$work/.trace" || :; }

# The ids of the steps that a report says were done, in its order.
changes() { "$py" -I "$FTENV_SOURCE_DIR/tests/support/json_at.py" "$1" 'steps[change]'; }

# Digest of the built extension's code: the file that the report names.
digest_of() { sha256sum "$(find "$1/.venv" -name 'hello*.so' | head -n 1)" | cut -d' ' -f1; }
