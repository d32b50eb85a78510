#!/bin/sh
# fuzz.sh [SECONDS]: builds each target of this folder with clang's libFuzzer, ASan and UBSan, and lets them
# run beside each other, 30 seconds if not said otherwise (or in $FTENV_FUZZ_SECONDS). Fails on any finding,
# and then keeps the input that led to it.
set -eu
source=${FTENV_SOURCE_DIR:-$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)}
seconds=${1:-${FTENV_FUZZ_SECONDS:-30}}
targets='extract recipe'
# shellcheck source=tests/support/packages.sh
. "$source/tests/support/packages.sh"
cd "$source"
# The targets hold modes against it.
umask 022

work=$(mktemp -d)
if [ -d /dev/shm ] && [ -w /dev/shm ]; then memory=$(mktemp -d /dev/shm/ftenv-fuzz.XXXXXX); else memory=$work; fi
trap 'rm -rf "$work" "$memory"' EXIT
trap 'exit 130' INT TERM

# ---- a clang with its runtime ----------------------------------------------------------------------------

sanitizers=fuzzer,address,undefined
can_fuzz() {
  command -v "$1" >/dev/null 2>&1 || return 1
  echo 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }' |
    "$1" -x c++ -fsanitize=$sanitizers -o "$work/try" - >/dev/null 2>&1
}

find_clang() {
  for candidate in clang++ clang++-20 clang++-19 clang++-18 clang++-17 clang++-16 clang++-15 clang++-14; do
    if can_fuzz "$candidate"; then
      cxx=$candidate
      return
    fi
  done
  return 1
}

skip() {
  echo "skipped: there is no clang with libFuzzer, $1"
  exit 77
}

if ! find_clang; then
  have clang++ clang || :
  # "14.0.6"
  version=$(clang++ -dumpversion 2>/dev/null || :)
  install_packages "libclang-rt-${version%%.*}-dev" || :
  find_clang || skip "and it can't be installed (clang, libclang-rt-dev: that takes root and apt)"
fi

# ---- the programs, of no more than they need -------------------------------------------------------------

flags="-std=c++20 -O1 -g1 -fno-omit-frame-pointer -fno-sanitize-recover=all -Isrc -I. -Itests"
jobs=$(getconf _NPROCESSORS_ONLN)
begin=$(date +%s)
# The two that take longest first.
printf '%s\n' src/model/toml.cpp src/base/json.cpp src/base/files.cpp src/base/os_files.cpp \
  platform/posix/process_limits.cpp src/base/text.cpp src/base/terminal_text.cpp src/io/archive/archive*.cpp \
  src/io/archive/content_kind.cpp src/io/digest.cpp src/io/archive/pack_reader.cpp src/io/archive/pack_seal.cpp \
  src/io/archive/pack_tree.cpp src/io/archive/unpacked_size.cpp src/io/sha256.cpp src/io/archive/write_queue.cpp src/model/recipe/recipe*.cpp \
  src/model/recipe/overlay*.cpp src/model/version.cpp src/model/environment.cpp src/inspect/cargo/cargo_lock.cpp \
  src/inspect/project/project_files.cpp tests/fuzz/*.cpp tests/adapter/io/hostile_entries.cpp \
  tests/adapter/io/hostile_raw.cpp tests/support/raw_archive.cpp >"$work/sources"
mkdir "$work/objects"
# shellcheck disable=SC2016  # the inner shell's variables
compile='last=; for last; do :; done; exec "$@" -o "$0/$(echo "$last" | tr / _).o"'
# shellcheck disable=SC2086  # words
xargs -n 1 -P "$jobs" sh -c "$compile" "$work/objects" "$cxx" $flags -fsanitize=fuzzer-no-link,address,undefined -c \
  <"$work/sources" 2>"$work/compile.log" || { tail -n 40 "$work/compile.log" && exit 1; }
ar rcs "$work/ftenv.a" "$work"/objects/src_*.o "$work"/objects/platform_*.o
libraries='-lboost_filesystem -larchive -lcrypto'
# shellcheck disable=SC2086
"$cxx" -fsanitize=address,undefined -o "$work/seeds" "$work"/objects/tests_fuzz_seeds* "$work"/objects/tests_adapter_* \
  "$work"/objects/tests_support_* "$work/ftenv.a" $libraries
for target in $targets; do
  # shellcheck disable=SC2086
  "$cxx" -fsanitize=$sanitizers -o "$work/$target" "$work/objects/tests_fuzz_$target.cpp.o" "$work/ftenv.a" $libraries
done
echo "built with $cxx in $(($(date +%s) - begin)) s"

# ---- what they begin with --------------------------------------------------------------------------------

mkdir "$work/corpus-extract" "$work/corpus-recipe" "$work/tree" "$work/tree/top" "$work/tree/top/bin"
"$work/seeds" "$work/corpus-extract"
echo 'print()' >"$work/tree/top/bin/python"
chmod +x "$work/tree/top/bin/python"
ln -s python "$work/tree/top/bin/python3"
ln "$work/tree/top/bin/python" "$work/tree/top/bin/same"
for format in ustar gnu pax; do
  tar -C "$work/tree" --format=$format -cf "$work/corpus-extract/$format.tar" top
done
mkdir "$work/tree/top/.ftenv"
digest=$(sha256sum <"$work/tree/top/bin/python")
cat >"$work/tree/top/.ftenv/pack.json" <<END
{"schema": 1, "facts": {"version": "3.14"}, "files": [{"path": "bin", "kind": "directory"},
 {"path": "bin/python", "kind": "file", "executable": true, "size": 8, "sha256": "${digest%% *}"},
 {"path": "bin/python3", "kind": "link", "target": "python"}]}
END
tar -C "$work/tree" -cf "$work/corpus-extract/pack.tar" top/.ftenv/pack.json top/bin/python top/bin/python3
for packer in gzip bzip2 xz zstd; do
  ! command -v $packer >/dev/null 2>&1 || $packer -q -c "$work/corpus-extract/pax.tar" >"$work/corpus-extract/pax.$packer"
done
cp recipes/*.toml "$work/corpus-recipe"
for file in recipes/platforms/*.toml $(find docs tests -name Cargo.lock -o -name Cargo.toml -o -name pyproject.toml); do
  cp "$file" "$work/corpus-recipe/$(echo "$file" | tr / _)"
done
# Every key of every recipe as a word: "configure_args"
sed -n 's/^ *\[*\([A-Za-z0-9_.-]*\)\]* *=\{0,1\}.*/\1/p' "$work"/corpus-recipe/* | sort -u | grep . |
  sed 's/.*/"&"/' >"$work/words-recipe"
printf '"%s"\n' .ftenv/pack.json ../ ../../ /. top/ GNU.sparse.size path= linkpath= size= ustar >"$work/words-extract"

# ---- the runs --------------------------------------------------------------------------------------------

# run TARGET: its output goes to a file, so that two of them can be read.
run() {
  ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1 TMPDIR=$memory \
    "$work/$1" "$work/corpus-$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -dict="$work/words-$1" -artifact_prefix="$work/finding-$1-" >"$work/$1.log" 2>&1
}

for target in $targets; do
  (run "$target" && : >"$work/$target.good") &
done
wait
status=0
for target in $targets; do
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$target.log")
  if [ -e "$work/$target.good" ] && [ "${runs:-0}" -ge 1000 ]; then
    echo "ok      $target: $runs runs in $seconds s, $(find "$work/corpus-$target" -type f | wc -l) inputs worth keeping"
    continue
  fi
  status=1
  echo "FAILED  $target: ${runs:-0} runs"
  tail -n 60 "$work/$target.log" | sed 's/^/  | /'
  for finding in "$work/finding-$target-"*; do
    [ ! -e "$finding" ] || { cp "$finding" "${TMPDIR:-/tmp}/" && echo "kept: ${TMPDIR:-/tmp}/${finding##*/}"; }
  done
done
exit $status
