#!/bin/sh
# cross.sh CACHE TARGET…: builds these targets of ftenv for Windows (x86_64) by mingw-w64, in CACHE/ftenv.
#
# CACHE also keeps the libraries (dependencies.sh); it may be anywhere but in the sources. Exit code 77: what
# it takes can't be had here. FTENV_CROSS_FLAGS: the compiler's, -O2 otherwise; read when CACHE/ftenv is made.
set -eu

cache=$1
shift
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
root=$(CDPATH='' cd -- "$here/../.." && pwd -P)

"$here/dependencies.sh" "$cache"
# One of another checkout, or made in another folder and moved here, can't be gone on with.
if ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache/ftenv/CMakeCache.txt" 2>/dev/null ||
  ! grep -qxF "CMAKE_CACHEFILE_DIR:INTERNAL=$cache/ftenv" "$cache/ftenv/CMakeCache.txt"; then
  rm -rf -- "$cache/ftenv"
fi
[ -f "$cache/ftenv/build.ninja" ] ||
  cmake -S "$root" -B "$cache/ftenv" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE="${FTENV_CROSS_FLAGS:--O2}" \
    -DCMAKE_TOOLCHAIN_FILE="$here/toolchain.cmake" -DFTENV_WINDOWS_PREFIX="$cache/prefix"
cmake --build "$cache/ftenv" --target "$@"
