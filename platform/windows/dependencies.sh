#!/bin/sh
# dependencies.sh CACHE: the libraries that ftenv.exe is linked with, in CACHE/prefix, built by mingw-w64.
#
# The sources are the distribution's own source packages (../linux/package_sources.sh). Headers that need no
# building come from the packages that the native build uses. What CACHE already has is not built again.
# Exit code 77: the sources can't be had here.
set -eu

cache=$1
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
prefix=$cache/prefix
sources=$cache/sources
jobs=$(getconf _NPROCESSORS_ONLN)
[ "$jobs" -le 4 ] || jobs=4
host=x86_64-w64-mingw32
cxx=$host-g++-posix
cc=$host-gcc-posix

mkdir -p "$prefix/include" "$prefix/lib" "$sources"

exec 3>&2
say() { printf 'dependencies: %s\n' "$*" >&3; }
skip() { say "$*"; exit 77; }

# ---- the distribution's sources -------------------------------------------------------------------------

# shellcheck source=platform/linux/package_sources.sh
. "$here/../linux/package_sources.sh"

# unpack PACKAGE [MEMBER…]: the upstream archive, or only these members of it, in $sources/PACKAGE/tree
unpack() {
  package=$1
  shift
  fetch "$package"
  tree=$sources/$package/tree
  [ ! -f "$tree/.unpacked" ] || return 0
  mkdir -p "$tree"
  archive=$(find "$sources/$package" -maxdepth 1 -name '*.orig.tar.*' ! -name '*.asc')
  tar -xf "$archive" -C "$tree" --strip-components=1 --wildcards "$@"
  : >"$tree/.unpacked"
}

# ---- compiling ------------------------------------------------------------------------------------------

# archive NAME FLAGS FILE…: $prefix/lib/libNAME.a of these sources
archive() {
  name=$1
  flags=$2
  shift 2
  objects=$cache/objects/$name
  mkdir -p "$objects"
  for file; do
    case $file in *.c) compiler="$cc -std=gnu11" ;; *) compiler="$cxx -std=c++17" ;; esac
    printf '%s -O1 -w %s -c %s -o %s/%s.o\n' "$compiler" "$flags" "$file" "$objects" \
      "$(printf '%s' "$file" | tr / _)"
  done | xargs -P "$jobs" -I{} sh -c '{}'
  rm -f "$prefix/lib/lib$name.a"
  $host-ar rcs "$prefix/lib/lib$name.a" "$objects"/*.o
}

# with_cmake NAME SOURCE OPTION…: builds $cmake_target
cmake_target=install
with_cmake() {
  name=$1
  tree=$2
  shift 2
  cmake -S "$tree" -B "$cache/objects/$name" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$here/toolchain.cmake" \
    -DFTENV_WINDOWS_PREFIX="$prefix" -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_C_FLAGS_RELEASE="-O1 -w" -DCMAKE_CXX_FLAGS_RELEASE="-O1 -w" -DBUILD_SHARED_LIBS=OFF \
    -DBUILD_TESTING=OFF "$@"
  cmake --build "$cache/objects/$name" -j "$jobs" --target "$cmake_target"
}

# Only these of /usr/include, whose rest is for Linux.
build_headers() {
  for name in boost nlohmann spdlog fmt toml++ tl CLI catch2; do
    [ ! -d "/usr/include/$name" ] || ln -sfn "/usr/include/$name" "$prefix/include/$name"
  done
}

build_boost() {
  package=$(dpkg-query -S /usr/include/boost/version.hpp | sed 's/^lib\(boost[0-9.]*\)-dev.*/\1/')
  unpack "$package" '*/libs/filesystem/src/*'
  archive boost_filesystem "-isystem $prefix/include -DBOOST_ALL_NO_LIB -DBOOST_FILESYSTEM_STATIC_LINK=1" "$tree"/libs/filesystem/src/*.cpp
}

build_zlib() {
  # The package's own files lie where the cross compiler finds them; the name says which is static.
  [ -f "/usr/$host/lib/libz.a" ] || skip "libz-mingw-w64-dev is not installed"
}

build_zstd() {
  unpack libzstd '*/lib/*'
  archive zstd "-DZSTD_DISABLE_ASM -DZSTD_MULTITHREAD" "$tree"/lib/common/*.c "$tree"/lib/compress/*.c "$tree"/lib/decompress/*.c
  cp "$tree"/lib/zstd.h "$tree"/lib/zstd_errors.h "$prefix/include/"
}

build_lzma() {
  unpack xz-utils
  with_cmake lzma "$tree"
}

build_bz2() {
  unpack bzip2
  archive bz2 "" "$tree"/blocksort.c "$tree"/huffman.c "$tree"/crctable.c "$tree"/randtable.c \
    "$tree"/compress.c "$tree"/decompress.c "$tree"/bzlib.c
  cp "$tree"/bzlib.h "$prefix/include/"
}

build_archive() {
  unpack libarchive
  cmake_target=archive_static
  # What its configuration would start a program of Windows for is answered here: CMake 3.25 dies of that
  # question when it can't start one.
  with_cmake archive "$tree" -DENABLE_TEST=OFF -DENABLE_TAR=OFF -DENABLE_CPIO=OFF -DENABLE_CAT=OFF \
    -DENABLE_OPENSSL=OFF -DENABLE_LIBXML2=OFF -DENABLE_EXPAT=OFF -DENABLE_LIBB2=OFF -DENABLE_LZ4=OFF \
    -DENABLE_NETTLE=OFF -DENABLE_ICONV=OFF -DENABLE_ACL=OFF -DENABLE_XATTR=OFF -DENABLE_WERROR=OFF \
    -DENABLE_PCREPOSIX=OFF -DENABLE_UNZIP=OFF \
    -DZLIB_LIBRARY="/usr/$host/lib/libz.a" \
    -DZLIB_WINAPI=OFF "-DZLIB_WINAPI_WITH_LIB=/usr/$host/lib/libz.a"
  cmake_target=install
  # Only the static library: the same again as a DLL would take as long.
  cp "$cache/objects/archive/libarchive/libarchive_static.a" "$prefix/lib/libarchive.a"
  cp "$tree/libarchive/archive.h" "$tree/libarchive/archive_entry.h" "$prefix/include/"
}

# Not HTTP_ONLY: that leaves out `file` too, and ftenv then can't even ask for its protocols.
build_curl() {
  unpack curl
  set --
  for protocol in DICT FTP GOPHER IMAP LDAP LDAPS MQTT POP3 RTSP SMB SMTP TELNET TFTP; do
    set -- "$@" "-DCURL_DISABLE_$protocol=ON"
  done
  with_cmake curl "$tree" "$@" -DBUILD_CURL_EXE=OFF -DCURL_USE_SCHANNEL=ON -DCURL_USE_LIBSSH2=OFF \
    -DUSE_NGHTTP2=OFF -DCURL_BROTLI=OFF -DCURL_ZSTD=OFF -DUSE_LIBIDN2=OFF -DCURL_USE_LIBPSL=OFF \
    -DBUILD_LIBCURL_DOCS=OFF -DENABLE_MANUAL=OFF
}

build_re2() {
  unpack re2
  [ ! -f "$tree/re2/re2.cc" ] || ! grep -q absl "$tree/re2/re2.h" ||
    skip "this distribution's RE2 wants Abseil, which is not built here"
  # Left out of the package's source, as it is generated; by the distribution's own table of characters.
  if [ ! -f "$tree/re2/perl_groups.cc" ]; then
    [ -f /usr/share/unicode/UnicodeData.txt ] || skip "unicode-data is not installed"
    sed -i 's,^_UNICODE_DIR = .*,_UNICODE_DIR = "/usr/share/unicode",' "$tree/re2/unicode.py"
    perl "$tree/re2/make_perl_groups.pl" >"$tree/re2/perl_groups.cc"
    for table in unicode_groups unicode_casefold; do
      PYTHONDONTWRITEBYTECODE=1 python3 "$tree/re2/make_$table.py" >"$tree/re2/$table.cc"
    done
  fi
  archive re2 "-I$tree" "$tree"/re2/[a-z]*.cc "$tree"/util/rune.cc "$tree"/util/strutil.cc
  mkdir -p "$prefix/include/re2"
  cp "$tree"/re2/re2.h "$tree"/re2/set.h "$tree"/re2/stringpiece.h "$tree"/re2/filtered_re2.h "$prefix/include/re2/"
}

build_yaml() {
  unpack yaml-cpp
  archive yaml-cpp "-I$tree/include -DYAML_CPP_STATIC_DEFINE" "$tree"/src/*.cpp
  cp -r "$tree/include/yaml-cpp" "$prefix/include/"
}

# Each once; the note goes only behind what has worked.
for part in headers zlib boost ${FTENV_WINDOWS_PARTS-zstd bz2 lzma archive curl re2 yaml}; do
  [ ! -f "$cache/done-$part" ] || continue
  say "building $part"
  start=$(date +%s)
  # Not behind `||` or `if`, which would switch `set -e` off inside.
  "build_$part" >"$cache/$part.log" 2>&1
  say "$part: $(($(date +%s) - start)) s"
  : >"$cache/done-$part"
done
