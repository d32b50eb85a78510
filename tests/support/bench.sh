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

skip() {
  echo "skipped: $*"
  exit 77
}
