#!/bin/sh
# `plan --host` starts nothing, writes nothing and reads nothing of this machine's state; and what is wrong in
# its file is said with file and line. Needs $FTENV, the binary.
# shellcheck disable=SC2016  # backquotes are part of the messages
set -u

source=${FTENV_SOURCE_DIR:?}
project=$source/tests/projects/cocoindex-shape
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cases=0
failures=0

fail() {
  failures=$((failures + 1))
  echo "FAILED: $*"
}

# A PATH on which every program that a plan could think of leaves a trace.
mkdir "$work/traps" "$work/home"
for name in sudo sh env python python3 python3.14t rustc cargo rustup gcc cc clang dpkg-query apt-get apt-cache rpm dnf \
  zypper pacman apk xbps-query brew port xcode-select install_name_tool codesign uname; do
  printf '#!/bin/sh\necho %s >>"%s/sprung"\nexit 1\n' "$name" "$work" >"$work/traps/$name"
  chmod +x "$work/traps/$name"
done

listing() { (cd "$work" && find home -print | LC_ALL=C sort); }

before=$(listing)
for host in "$source"/tests/hosts/*.toml; do
  for way in auto source system existing prebuilt pyenv; do
    cases=$((cases + 1))
    env -i PATH="$work/traps" HOME="$work/home" "$FTENV" plan "$project" --host "$host" --from "$way" --json \
      >"$work/out" 2>&1
    code=$?
    # 0: a plan; 7: that machine has no such way.
    [ "$code" -eq 0 ] || [ "$code" -eq 7 ] || fail "$(basename "$host") --from $way: exit $code: $(cat "$work/out")"
  done
done
[ -e "$work/sprung" ] && fail "started: $(sort -u "$work/sprung" | tr '\n' ' ')"
[ "$(listing)" = "$before" ] || fail "the home has changed: $(listing)"

# The traps do spring when the plan is for this machine, so the test can fail.
env -i PATH="$work/traps" HOME="$work/home" "$FTENV" plan "$project" >/dev/null 2>&1
[ -e "$work/sprung" ] || fail "no trap has sprung in a plan for this machine"

# traced HOST
traced() {
  cases=$((cases + 1))
  env -i HOME="$work/home" strace -f -e trace=execve,fork,vfork,socket,connect,openat -o "$work/trace" \
    "$FTENV" plan "$project" --from source --host "$1" >/dev/null 2>&1
  grep -c 'execve(' "$work/trace" | grep -qx 1 || fail "strace saw another program: $(grep 'execve(' "$work/trace")"
  if grep -E '"/(var|opt|home|root|usr/bin|usr/lib/os-release|etc/(os-release|apt|yum|dnf|zypp|apk|pacman))' "$work/trace" |
    grep -v 'execve(' | grep -vF "\"$source"; then
    fail "strace saw a look at this machine"
  fi
  # A build that counts its lines (tests/coverage) writes the counts.
  if grep -E 'v?fork\(|socket\(|O_WRONLY|O_RDWR|O_CREAT' "$work/trace" | grep -v '/dev/' | grep -v '\.gcda"'; then
    fail "strace saw a process, a socket or a file opened for writing"
  fi
}

if command -v strace >/dev/null 2>&1; then
  for name in debian-12 fedora-43 opensuse-tumbleweed arch alpine-3.22 void macos-15-arm64 windows-11-x86_64; do
    traced "$source/tests/hosts/$name.toml"
  done
else
  echo "no strace here: that nothing is started is shown by the traps alone"
fi

# refused NAME WORDS, with the file on stdin: exit 2 and all of WORDS.
refused() {
  cases=$((cases + 1))
  cat >"$work/$1.toml"
  (cd "$work" && "$FTENV" plan "$project" --host "$1.toml") >"$work/out" 2>&1
  [ $? -eq 2 ] || fail "$1: exit code"
  printf '%s\n' "$2" | while read -r words; do
    grep -qF "$words" "$work/out" || echo "$words"
  done >"$work/lacking"
  [ -s "$work/lacking" ] && fail "$1 does not say: $(cat "$work/lacking"); it says: $(cat "$work/out")"
}

refused syntax "syntax.toml:2:" <<'EOF'
os = "linux"
arch = = "x86_64"
EOF
refused no_os 'no_os.toml:1:
the key `os` is missing
linux, macos, windows' <<'EOF'
arch = "x86_64"
EOF
refused bad_os 'bad_os.toml:2:6: the key `os` is `beos`' <<'EOF'
arch = "x86_64"
os = "beos"
EOF
refused bad_cores 'bad_cores.toml:3:9: the key `cores`' <<'EOF'
os = "windows"
arch = "x86_64"
cores = 0
EOF
refused misspelt 'misspelt.toml:3:
contaner' <<'EOF'
os = "windows"
arch = "x86_64"
contaner = true
EOF
refused relative 'relative.toml:3:12: the key `programs` has `bin/gcc`' <<'EOF'
os = "macos"
arch = "arm64"
programs = ["bin/gcc"]
EOF
refused unanswered 'does not say what `xcode-select -p` answers
add an [[answer]]' <<'EOF'
os = "macos"
arch = "arm64"
EOF
refused no_star 'no_star.toml:5:
needs an argv that ends in "*"' <<'EOF'
os = "macos"
arch = "arm64"
[[answer]]
argv = ["brew", "list"]
[answer.each]
xz = "xz 5.8.1"
EOF
# An interpreter without a libpython serves an extension, and not a project that links against it.
cases=$((cases + 1))
image=$source/tests/hosts/manylinux_2_28.toml
"$FTENV" plan "$project" --host "$image" | grep -q "python .*found as manylinux; linked statically" ||
  fail "manylinux: its interpreter is not taken for an extension, or what it can't do is not said"
"$FTENV" plan "$source/tests/projects/embedding" --host "$image" | grep -q "python .*none is here: .* ready-made" ||
  fail "manylinux: its interpreter is taken for a project that embeds Python"

cases=$((cases + 1))
"$FTENV" plan "$project" --host "$work/absent.toml" >"$work/out" 2>&1 && fail "a file that is not there"
grep -qF "$work/absent.toml" "$work/out" || fail "the absent file has no name: $(cat "$work/out")"

echo "$cases cases, $failures failures"
[ "$failures" -eq 0 ]
