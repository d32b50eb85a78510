#!/bin/sh
# Compiles every source of ftenv for macOS, arm64 and x86_64, with zig's C++ from its package on the index: it
# carries Apple's headers, and no Mac is needed. The libraries' headers are this system's, in a folder of their
# own, so that none of its C library is seen. Nothing is linked and nothing started: what only a Mac can tell,
# this does not. Needs $FTENV_SOURCE_DIR, python3 and a network through pip.
#   FTENV_CROSS_CACHE   where zig, its caches and the objects stay (default: ~/.cache/ftenv-cross)
set -eu

sources=${FTENV_SOURCE_DIR:-$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)}
cache=${FTENV_CROSS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ftenv-cross}/macos
cores=$(getconf _NPROCESSORS_ONLN)
mkdir -p "$cache"
cd "$sources"

zig=$cache/zig/bin/python
if ! "$zig" -m ziglang version >/dev/null 2>&1; then
  if ! python3 -m venv "$cache/zig" || ! "$zig" -m pip -q --disable-pip-version-check install ziglang; then
    echo "skipped: pip can't install ziglang here"
    exit 77
  fi
fi
echo "zig $("$zig" -m ziglang version)"
export ZIG_GLOBAL_CACHE_DIR="$cache/zig-cache" ZIG_LOCAL_CACHE_DIR="$cache/zig-cache"

# ---- headers of the libraries ----------------------------------------------------------------------------

headers=$cache/include
rm -rf "$headers"
mkdir -p "$headers/openssl"
multiarch=$(cc -print-multiarch 2>/dev/null || :)
for name in boost spdlog fmt re2 yaml-cpp nlohmann CLI toml++ tl elfutils curl archive.h archive_entry.h libelf.h \
  gelf.h elf.h; do
  for folder in /usr/include "/usr/include/$multiarch"; do
    if [ -e "$folder/$name" ]; then ln -sf "$folder/$name" "$headers/$name" && break; fi
  done
done
# Half of these depend on the machine and lie elsewhere.
for folder in /usr/include/openssl "/usr/include/$multiarch/openssl"; do
  [ ! -d "$folder" ] || ln -sf "$folder"/* "$headers/openssl/"
done
# The system's elf.h asks for its C library's; on a Mac it comes with the library for ELF files.
echo '#include <sys/cdefs.h>' >"$headers/features.h"
mkdir -p "$headers/bits"
: >"$headers/bits/auxv.h"

# ---- objects ---------------------------------------------------------------------------------------------

find src platform \( -path platform/linux -o -path platform/windows \) -prune -o \
  -name '*.cpp' ! -name '*_windows.cpp' -print | LC_ALL=C sort >"$cache/sources"
wanted=$(wc -l <"$cache/sources")
for room in src/base src/cli src/engine src/inspect src/io src/model platform/macos platform/packages platform/posix; do
  grep -q "^$room/" "$cache/sources" || { echo "FAILED  no source of $room was found" && exit 1; }
done
cat >"$cache/common.hpp" <<'EOF'
#define FTENV_VERSION "of no release"
#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>
#include <boost/filesystem.hpp>
#include <tl/expected.hpp>
EOF

# compile ARCH: an object for each source, with its errors beside it.
compile() {
  arch=$1
  objects=$cache/objects-$arch
  rm -rf "$objects"
  mkdir -p "$objects"
  # FLT_RADIX: zig's own <cfloat> loses it behind other headers of its C++ library.
  flags="-target $arch-macos -std=c++20 -O0 -g0 -isystem $headers -Isrc -I. -DFLT_RADIX=__FLT_RADIX__ \
-DSPDLOG_COMPILED_LIB -DSPDLOG_FMT_EXTERNAL -DBOOST_ALL_NO_LIB"
  # shellcheck disable=SC2086  # a list of options
  "$zig" -m ziglang c++ $flags -x c++-header "$cache/common.hpp" -o "$objects/common.pch"
  export zig flags objects
  # shellcheck disable=SC2016  # the inner shell expands its own words
  xargs -P "$cores" -I{} sh -c '
    object=$objects/$(printf %s "{}" | tr / _).o
    "$zig" -m ziglang c++ $flags -include-pch "$objects/common.pch" -c "{}" -o "$object" 2>"$object.log" ||
      { rm -f "$object" && echo "FAILED  {}" && grep -m 3 "error:" "$object.log"; } || :' <"$cache/sources"
  made=$(find "$objects" -name '*.o' | wc -l)
  echo "$arch: $made objects of $wanted sources"
}

# "cffaedfe 0c000001": a 64-bit Mach-O file, and its processor, both little-endian.
first_bytes() { od -An -tx1 -N8 "$1" | tr -d ' \n'; }

failed=0
for arch in aarch64 x86_64; do
  begin=$(date +%s)
  compile "$arch"
  echo "$arch: $(($(date +%s) - begin)) s"
  case $arch in aarch64) processor=0c000001 ;; *) processor=07000001 ;; esac
  one=$(find "$objects" -name '*.o' | head -n 1)
  [ "$made" -eq "$wanted" ] && [ "$made" -gt 0 ] || failed=1
  if [ -z "$one" ] || [ "$(first_bytes "$one")" != "cffaedfe$processor" ]; then
    echo "FAILED  $one is no Mach-O file for $arch"
    failed=1
  fi
done
[ "$failed" -eq 0 ]
