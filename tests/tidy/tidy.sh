#!/bin/sh
# clang-format on every C++ file and clang-tidy (.clang-tidy) on every one that this system compiles, on all
# cores: half an hour or more. The versions are pinned, because both change their mind with each release.
# FTENV_TIDY=changed: clang-tidy only on what the last commits have touched, and of no more files than CI has
# time for.                                                                      [BUILD FOLDER, to be kept]
set -eu

tidy_version=23.1.4
format_version=14.0.6
commits=30  # how far back `changed` looks
most=150    # `changed` looks at no more files, evenly chosen
share=12    # where there is no history: one file of so many

cd "$FTENV_SOURCE_DIR"
sources=$(pwd)
kept=${1:-}
folder=${kept:-$(mktemp -d)}
[ -n "$kept" ] || trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/found"
folder=$(cd "$folder" && pwd)
rm -f "$folder"/found/*

# ---- the tools, in a virtual environment of their own -----------------------------------------------------

tools=$folder/tools/bin
installed() {
  "$tools/clang-tidy" --version 2>/dev/null | grep -qF "$tidy_version" &&
    "$tools/clang-format" --version 2>/dev/null | grep -qF "$format_version"
}
if ! installed; then
  if ! python3 -m venv "$folder/tools" >"$folder/log" 2>&1; then
    echo "skipped: python3 can't make a virtual environment here (Debian: python3-venv)"
    exit 77
  fi
  "$tools/python" -m pip install -q "clang-tidy==$tidy_version" "clang-format==$format_version" >"$folder/log" 2>&1 ||
    { cat "$folder/log" && exit 1; }
  installed || { echo "clang-tidy $tidy_version and clang-format $format_version don't run here" && exit 1; }
fi

# ---- the layout --------------------------------------------------------------------------------------------

find src platform tests -type f \( -name '*.cpp' -o -name '*.hpp' \) \
  -not -path '*/target/*' -not -path '*/.venv/*' | LC_ALL=C sort >"$folder/all"
xargs -n 40 "$tools/clang-format" --dry-run <"$folder/all" >"$folder/found/format" 2>&1 || :
formatted=$(wc -l <"$folder/all")

# ---- which files -------------------------------------------------------------------------------------------

cmake --preset tidy -B "$folder" >"$folder/log" 2>&1 || { cat "$folder/log" && exit 1; }
# `  "file": "/home/ada/ftenv/src/base/text.cpp"`; the fuzz targets, which only clang builds, are beside it.
sed -n 's/^ *"file": "\(.*\)".*$/\1/p' "$folder/compile_commands.json" | sed -n "s|^$sources/||p" >"$folder/known"
grep -xFf "$folder/known" "$folder/all" >"$folder/here"
grep '^tests/fuzz/.*\.cpp$' "$folder/all" >>"$folder/here"

# A header is looked at with the file that it belongs to, or with the first that includes it.
with_sources() {
  LC_ALL=C sort -u | while read -r file; do
    case $file in
      *.cpp) echo "$file" ;;
      *)
        own=${file%.hpp}.cpp
        included=${file#src/}
        if grep -qxF "$own" "$folder/here"; then
          echo "$own"
        else
          xargs grep -lF "#include \"${included#tests/}\"" <"$folder/here" | head -n 1
        fi
        ;;
    esac
  done | LC_ALL=C sort -u
}

# Not those that were only moved, or whose includes have: `13 4 src/{a => b}/c.cpp`, of which the last word counts.
touched() {
  git diff -M -I '^#include' --numstat "HEAD~$commits" | sed '/^0\t0\t/d
    s/^[-0-9]*\t[-0-9]*\t//
    s/{.* => \(.*\)}/\1/
    s/^.* => //
    s|//|/|'
  git ls-files --others --exclude-standard
}

if [ "${FTENV_TIDY:-}" != changed ]; then
  which="all that this system compiles"
  cp "$folder/here" "$folder/chosen"
elif [ "$(git rev-list --count HEAD 2>/dev/null || echo 0)" -gt "$commits" ]; then
  which="what the last $commits commits and uncommitted changes have touched"
  touched | grep -xFf "$folder/all" | with_sources | grep -xFf "$folder/here" >"$folder/touched" || :
  step=$((($(wc -l <"$folder/touched") + most - 1) / most))
  [ "$step" -le 1 ] || which="one of $step of $which"
  awk -v step="$step" 'step < 2 || NR % step == 0' "$folder/touched" >"$folder/chosen"
else
  which="one of $share, because git has no history here"
  awk "NR % $share == 1" "$folder/here" >"$folder/chosen"
fi
count=$(wc -l <"$folder/chosen")
echo "tidy: $which"

# ---- what is found -----------------------------------------------------------------------------------------

# What makes clang-tidy fail without a finding (a crash, no memory) counts as one.
# shellcheck disable=SC2016  # for the inner shell
one='found=$1/found/$(printf %s "$2" | tr / _)
  "$1/tools/bin/clang-tidy" --quiet -p "$1" "$2" >"$found" 2>"$found.err" && exit
  status=$?
  grep -q ": error: " "$found" && exit
  { echo "$2:1:1: error: clang-tidy ended with $status" && tail -n 20 "$found.err"; } >>"$found"'
xargs -n 1 -P "$(getconf _NPROCESSORS_ONLN)" sh -c "$one" one "$folder" <"$folder/chosen" || :

rm -f "$folder"/found/*.err
cat "$folder"/found/*
# The same place of a header is found once for each file that includes it.
findings=$(cat "$folder"/found/* | grep -E ': (warning|error): ' | LC_ALL=C sort -u | wc -l)
left=$(($(grep -c '\.cpp$' "$folder/all") - $(wc -l <"$folder/here")))
echo "tidy: $formatted files are laid out by clang-format; $left files of other systems were left out of clang-tidy"
echo "tidy: $count files, $findings findings"
[ "$formatted" -gt 0 ] && [ "$count" -gt 0 ] && [ "$findings" -eq 0 ]
