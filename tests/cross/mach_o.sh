#!/bin/sh
# Real Mach-O files, linked by zig for arm64, x86_64 and both at once, named as CPython's own build names its
# library and its program, are made movable by ftenv's plan, which LLVM's install_name_tool carries out.
# LLVM's objdump then says what is in them. codesign is only Apple's: a stand-in notes what it was told.
# Needs zig where macos.sh has put it, or pip; and the package `llvm`, which it
# installs where it can.
set -eu
# shellcheck source=tests/support/packages.sh
. "$FTENV_SOURCE_DIR/tests/support/packages.sh"

cache=${FTENV_CROSS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ftenv-cross}/macos
move=$(dirname "$FTENV")/tests/ftenv_move_mach_o
mkdir -p "$cache"

tool() {
  for name in "$1" "$1-21" "$1-20" "$1-19" "$1-18" "$1-17" "$1-16" "$1-15" "$1-14"; do
    if command -v "$name" >/dev/null; then command -v "$name" && return 0; fi
  done
  echo "skipped: $1 is not here" >&2
  return 1
}
tool llvm-install-name-tool >/dev/null 2>&1 || install_packages llvm || :
install_name_tool=$(tool llvm-install-name-tool) || exit 77
objdump=$(tool llvm-objdump) || exit 77
lipo=$(tool llvm-lipo) || exit 77
zig=$cache/zig/bin/python
if ! "$zig" -m ziglang version >/dev/null 2>&1; then
  if ! python3 -m venv "$cache/zig" || ! "$zig" -m pip -q --disable-pip-version-check install ziglang; then
    echo "skipped: pip can't install ziglang here"
    exit 77
  fi
fi
export ZIG_GLOBAL_CACHE_DIR="$cache/zig-cache" ZIG_LOCAL_CACHE_DIR="$cache/zig-cache"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/tools"
ln -s "$install_name_tool" "$work/tools/install_name_tool"
printf '#!/bin/sh\necho "$@" >>"%s/signed"\n' "$work" >"$work/tools/codesign"
chmod +x "$work/tools/codesign"
PATH=$work/tools:$PATH

cat >"$work/library.c" <<'C'
int answer(void) { return 42; }
C
cat >"$work/program.c" <<'C'
int answer(void);
int main(void) { return answer() - 42; }
C
cat >"$work/module.c" <<'C'
int answer(void);
int PyInit_module(void) { return answer(); }
C

old=/old/prefix/of/a/build
failed=0
checks=0
expect() {  # expect WHAT IS WANTED
  checks=$((checks + 1))
  [ "$2" = "$3" ] || { failed=1 && printf 'FAILED  %s\n  is:     %s\n  wanted: %s\n' "$1" "$2" "$3"; }
}
names() { "$objdump" --macho --private-headers "$1" | awk '$1 == "name" || $1 == "path" { print $2 }' | sort -u; }

# link ARCH TREE: a library, a program and an extension module in it, with names below $old.
link() {
  mkdir -p "$2/bin" "$2/lib/python3.14t/lib-dynload"
  cc="$zig -m ziglang cc -target $1-macos -O1 -g0"
  # shellcheck disable=SC2086  # a command and its options
  $cc -dynamiclib "$work/library.c" -Wl,-install_name,"$old/lib/libpython3.14t.dylib" \
    -o "$2/lib/libpython3.14t.dylib"
  # shellcheck disable=SC2086
  $cc "$work/program.c" "$2/lib/libpython3.14t.dylib" -Wl,-rpath,"$old/lib" -o "$2/bin/python3.14t"
  # shellcheck disable=SC2086
  $cc -dynamiclib "$work/module.c" "$2/lib/libpython3.14t.dylib" \
    -Wl,-install_name,@rpath/module.so -o "$2/lib/python3.14t/lib-dynload/module.so"
  ln "$2/bin/python3.14t" "$2/bin/python3.14"
}

# check KIND TREE SIGNED: a linker signs for arm64 alone, and what had no signature for Intel gets none.
check() {
  library=lib/libpython3.14t.dylib module=lib/python3.14t/lib-dynload/module.so program=bin/python3.14t
  expect "$1: the sample names the old prefix" "$(names "$2/$program" | grep -c "^$old")" 2
  : >"$work/signed"
  if ! "$move" "$2" "$old" >"$work/told"; then
    failed=1
    echo "FAILED  $1: not moved"
    cat "$work/told"
    return
  fi
  expect "$1: commands" "$(wc -l <"$work/told")" $((3 + $3))
  expect "$1: signed" "$(sort "$work/signed")" "$([ "$3" -eq 0 ] || for file in $program $library $module; do
    echo "--force --sign - $2/$file"; done | sort)"
  expect "$1: names of the library" "$(names "$2/$library" | grep -v '^/usr/lib/')" "@rpath/libpython3.14t.dylib"
  expect "$1: names of the program" "$(names "$2/$program" | grep -v '^/usr/lib/' | tr '\n' ' ')" \
    "@executable_path/../lib @executable_path/../lib/libpython3.14t.dylib "
  expect "$1: names of the module" "$(names "$2/$module" | grep -v '^/usr/lib/' | tr '\n' ' ')" \
    "@loader_path/../../libpython3.14t.dylib @rpath/module.so "
  expect "$1: one program under two names" "$(find "$2/bin" -type f -links 2 | wc -l)" 2
  "$move" "$2" "$old" >"$work/told"
  expect "$1: nothing is left to do" "$(cat "$work/told")" ""
}

for arch in aarch64 x86_64; do link "$arch" "$work/$arch"; done
link aarch64 "$work/both"
for file in lib/libpython3.14t.dylib lib/python3.14t/lib-dynload/module.so bin/python3.14t; do
  rm -f "$work/both/$file"
  "$lipo" -create "$work/aarch64/$file" "$work/x86_64/$file" -output "$work/both/$file"
done
ln -f "$work/both/bin/python3.14t" "$work/both/bin/python3.14"

check arm64 "$work/aarch64" 3
check x86_64 "$work/x86_64" 0
check universal "$work/both" 3
echo "$checks checks"
[ "$failed" -eq 0 ] && [ "$checks" -eq 24 ]
