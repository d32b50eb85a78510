#!/bin/bash
# ftenv on a machine that has never seen a compiler: a minimal system made by debootstrap.
#
#   tests/fresh/fresh.sh [SUITE]       as root; needs debootstrap, a package mirror and about 4 GB
#
#   1  ./bootstrap up docs/quickstart/hello --json     from nothing to the import without the GIL
#   2  the same again: nothing left to do
#      and doctor finds nothing above info on that machine and in that project
#   3  with a home of its own and ffi.h hidden: stops before make and names the package
#   4  with ffi.h back: goes on and succeeds
#
# FTENV_FRESH_KEEP=1 leaves the system behind and prints where it is.
set -euo pipefail

# shellcheck source=tests/support/own_system.sh
. "$(dirname "$0")/../support/own_system.sh"

if [ "${1:-}" != --inside ]; then
  # shellcheck disable=SC1091
  . /etc/os-release
  if [ "${ID:-}" = debian ]; then in_own_system fresh "${1:-trixie}"; else in_own_system fresh "${1:-$(release)}"; fi
fi

suite=$2 top=$3
root=$top/$suite

seconds() { date +%s.%N; }
took() { awk -v a="$1" -v b="$(seconds)" 'BEGIN { printf "%.1f s", b - a }'; }

begin=$(seconds)
"$support/machine.sh" "$suite" "$root" || die "no system of $suite could be made"
echo "a bare $suite: $(took "$begin")"
! chroot "$root" sh -c 'command -v cc || command -v python3 || command -v cargo' || die "that machine is not bare"

mkdir "$root/root/ftenv"
if git -C "$source" rev-parse --git-dir >/dev/null 2>&1; then
  git -C "$source" -c safe.directory="$source" ls-files -z | (cd "$source" && tar -c --null -T -) | tar -x -C "$root/root/ftenv"
else
  tar -c -C "$source" --exclude './build*' --exclude .venv --exclude target . | tar -x -C "$root/root/ftenv"
fi

# up HOME ARGUMENT…: leaves $status, the report in report.json and the talk in talk.txt.
up() {
  local home=$1 begin
  shift
  mkdir -p "$root$home"
  begin=$(seconds)
  status=0
  # shellcheck disable=SC2016  # $@ is for the inner shell
  chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$home" "${network[@]}" \
    sh -c 'cd /root/ftenv && exec ./bootstrap up docs/quickstart/hello "$@"' sh "$@" \
    >"$top/report.json" 2>"$top/talk.txt" </dev/null || status=$?
  elapsed=$(took "$begin")
}

shown() {
  tail -n 40 "$top/talk.txt" | sed 's/^/  | /' >&2
  [ ! -s "$top/report.json" ] || sed 's/^/  > /' "$top/report.json" >&2
  die "$*"
}

# The report, read by the interpreter that the run has made.
reports() {
  chroot "$root" /root/ftenv/docs/quickstart/hello/.venv/bin/python -c '
import json, sys
report = json.load(sys.stdin)
assert report["schema"] == 1, report["schema"]
assert report["python"]["gil_enabled"] is False, report["python"]
assert report["extension"]["gil_enabled_after_import"] is False, report["extension"]
assert report["environment"]["changed"] == [], report["environment"]
python, threads = report["python"], report["threads"]
print("  python %s from %s, two threads %.2f times as fast" % (python["version"], python["source"], threads["speedup"]))
' <"$top/report.json"
}

up /root --json
[ "$status" -eq 0 ] || shown "the first run ended with $status"
reports || shown "the report does not say what it must"
echo "1  up on a bare machine: $elapsed"
chroot "$root" sh -c 'cd /root/ftenv/docs/quickstart/hello && .venv/bin/python demo.py' | sed 's/^/  /'

up /root --json
[ "$status" -eq 0 ] || shown "the second run ended with $status"
reports || shown "the second report does not say what it must"
echo "2  the same again: $elapsed"

# doctor NAME FOLDER [PROJECT]: healthy, with nothing above `info` and no check that could not look.
doctor() {
  local name=$1 folder=$2
  shift 2
  # shellcheck disable=SC2016
  chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root "${network[@]}" \
    sh -c 'cd "$1" && shift && exec /root/ftenv/build/ftenv doctor --strict --json "$@"' sh "$folder" "$@" \
    >"$top/report.json" 2>"$top/talk.txt" </dev/null || shown "doctor does not find $name healthy"
}
doctor "the machine" /tmp
doctor "the project" /root/ftenv docs/quickstart/hello
echo "   doctor finds nothing above info, on the machine and in the project"

mapfile -t headers < <(find "$root/usr/include" -name ffi.h)
[ "${#headers[@]}" -gt 0 ] || die "there is no ffi.h to hide"
for header in "${headers[@]}"; do mv "$header" "$header.hidden"; done
rm -rf "$root/root/ftenv/docs/quickstart/hello/.venv"
up /root/second
[ "$status" -eq 1 ] || shown "without ffi.h the run ended with $status, not 1"
grep -q '_ctypes' "$top/talk.txt" || shown "the missing module is not named"
grep -q 'libffi-dev' "$top/talk.txt" || shown "the missing package is not named"
object=$(find "$root/root/second" -name '*.o' -not -name 'conftest*' | head -n 1)
[ -z "$object" ] || shown "make had been started: $object"
echo "3  without ffi.h: stopped before make, $elapsed"

for header in "${headers[@]}"; do mv "$header.hidden" "$header"; done
up /root/second --json
[ "$status" -eq 0 ] || shown "with ffi.h back the run ended with $status"
reports || shown "the report after the missing header does not say what it must"
echo "4  with ffi.h back: $elapsed"
