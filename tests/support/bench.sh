# Sourced by tests/bench/*.sh: clocks, medians, and lines that show a value beside its aim.
# shellcheck shell=bash
# shellcheck disable=SC2154  # $work is the scripts' own directory

now_ns() { date +%s%N; }

# timed NAME COMMAND…: appends the seconds that it took to $work/times/NAME; its status is the command's.
timed() {
  local name=$1 begin end
  shift
  mkdir -p "$work/times"
  begin=$(now_ns)
  "$@" || return
  end=$(now_ns)
  awk -v ns=$((end - begin)) 'BEGIN { printf "%.6f\n", ns / 1e9 }' >>"$work/times/$name"
}

# Of the numbers in a file, one a line.
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
seconds_of() { median "$work/times/$1"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

# aim WHAT VALUE LIMIT UNIT: benchmarks inform, they do not fail.
aim() {
  awk -v what="$1" -v value="$2" -v limit="$3" -v unit="$4" 'BEGIN {
    printf "%-44s %8.2f %-3s aim %s %s: %s\n", what, value, unit, limit, unit, (value <= limit ? "met" : "MISSED") }'
}

# definition_for PYTHON_BUILD VERSION ARCHIVE: what to call that program with to get the free-threaded
# VERSION: its own name, or, where it knows only an older one of the series, a copy of that with the
# version and the digest replaced.
definition_for() {
  local program=$1 version=$2 archive=$3 known folder digest
  if "$program" --definitions | grep -qx "${version}t"; then
    echo "${version}t"
    return
  fi
  known=$("$program" --definitions | grep -E "^${version%.*}\.[0-9]+t$" | sort -V | tail -n 1)
  [ -n "$known" ] || return
  known=${known%t}
  folder=$(dirname "$(readlink -f "$program")")/../share/python-build
  digest=$(sha256sum <"$archive" | cut -d' ' -f1)
  mkdir -p "$work/definitions"
  sed -E "s/${known//./\\.}/$version/g; s/(Python-$version\.tar\.xz)#[0-9a-f]+/\1#$digest/" \
    "$folder/$known" >"$work/definitions/$version"
  cp "$folder/${known}t" "$work/definitions/${version}t"
  echo "$work/definitions/${version}t"
}

skip() {
  echo "skipped: $*"
  exit 77
}
