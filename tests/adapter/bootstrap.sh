#!/bin/sh
# bootstrap with a package manager, a compiler and an ftenv that only write down how they were called.
set -eu

source=${FTENV_SOURCE_DIR:-$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)}
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
failures=0
cases=0

# ---- the machine that bootstrap sees ----

# fresh: a checkout that was never built, on a machine where only cmake and g++ are installed.
fresh() {
  rm -rf "$work/machine"
  checkout="$work/machine/a checkout"
  machine=$work/machine
  system=/usr/bin:/bin
  mkdir -p "$checkout/src" "$checkout/platform" "$checkout/recipes" "$machine/bin"
  cp "$source/bootstrap" "$checkout/"
  : >"$checkout/CMakeLists.txt"
  : >"$machine/calls"
  echo 0 >"$machine/uid"
  printf '%s\n' cmake g++ >"$machine/installed"
  tool apt-get <<'TOOL'
case " $* " in *" -s "*) simulated=yes ;; *) simulated=no; echo "apt-get $*" >>"$machine/calls" ;; esac
case " $* " in
  *" update "*) [ ! -e "$machine/offline" ] || exit 100; rm -f "$machine/lists-absent" "$machine/lists-old" ;;
  *" install "*)
    if [ -e "$machine/lists-absent" ] || [ -e "$machine/unknown" ]; then
      echo "E: Unable to locate package libexpected-dev" >&2; exit 100
    fi
    [ "$simulated" = no ] || exit 0
    if [ -e "$machine/lists-old" ] || [ -e "$machine/offline" ]; then echo "E: 404 Not Found" >&2; exit 100; fi
    for word; do case $word in *=* | -* | install) ;; *) echo "$word" >>"$machine/installed" ;; esac; done ;;
esac
TOOL
  tool dpkg-query <<'TOOL'
shift 2
echo "dpkg-query" >>"$machine/calls"
for name; do if grep -qxF -- "$name" "$machine/installed"; then printf 'installed=%s ' "$name"; fi; done
TOOL
  tool id <<'TOOL'
cat "$machine/uid"
TOOL
  tool sudo <<'TOOL'
[ -e "$machine/sudo" ] || exit 1
[ "$1" = -n ] && shift
[ "$1" = true ] || echo "sudo $*" >>"$machine/calls"
exec "$@"
TOOL
  tool cmake <<'TOOL'
echo "cmake" >>"$machine/calls"
mkdir -p "$4"; : >"$4/build.ninja"
printf 'CMAKE_HOME_DIRECTORY:INTERNAL=%s\n' "$2" >"$4/CMakeCache.txt"
TOOL
  tool ninja <<'TOOL'
echo "ninja $3" >>"$machine/calls"
if [ -e "$machine/broken" ]; then echo "text.cpp:3: error: no such thing"; exit 1; fi
grep -qxF libre2-dev "$machine/installed" || { echo "re2/re2.h: No such file"; exit 1; }
printf '#!/bin/sh\necho "ftenv in $PWD:$#:$*"\necho "talk" >&2\nexit 7\n' >"$2/ftenv"
chmod +x "$2/ftenv"
TOOL
  tool ctest <<'TOOL'
echo "ctest $*" >>"$machine/calls"
TOOL
}

# few_programs: of the real machine only what every system has, no package manager.
few_programs() {
  system=$machine/few
  mkdir "$system"
  for program in sh env dirname mkdir cat grep sed tail find rm flock getconf chmod; do
    ln -s "$(command -v "$program")" "$system/$program"
  done
  tool true </dev/null  # a word of the shell's own
}

tool() {
  { printf '#!/bin/sh\nmachine="%s"\n' "$machine"; cat; } >"$machine/bin/$1"
  chmod +x "$machine/bin/$1"
}

# run ARGUMENT…: with an environment that holds next to nothing; leaves status, out, err and calls.
run() {
  : >"$machine/calls"
  status=0
  (cd /usr && env -i PATH="$machine/bin:$system" HOME= "$checkout/bootstrap" "$@") \
    >"$machine/out" 2>"$machine/err" </dev/null || status=$?
  out=$(cat "$machine/out")
  err=$(cat "$machine/err")
  calls=$(cat "$machine/calls")
}

# ---- what is expected ----

scene() { title=$1; cases=$((cases + 1)); }
wrong() {
  failures=$((failures + 1))
  printf 'FAILED: %s: %s\n  status %s\n  out    %s\n  err    %s\n  calls  %s\n' "$title" "$1" "$status" "$out" "$err" "$calls"
}
is() { [ "$2" = "$3" ] || wrong "$1 is \`$2\`, not \`$3\`"; }
has() { case $2 in *"$3"*) ;; *) wrong "$1 has no \`$3\`" ;; esac }
lacks() { case $2 in *"$3"*) wrong "$1 has \`$3\`" ;; *) ;; esac }
count() { printf '%s\n' "$calls" | grep -c -- "$1" || :; }

scene "the first call installs what is missing in one go, builds, and hands everything on"
fresh
run up 'a b' --json
is status "$status" 7
is out "$out" "ftenv in /usr:3:up a b --json"
is "number of installs" "$(count 'apt-get .*install')" 1
has calls "$calls" "libre2-dev"
lacks "the install" "$(printf '%s\n' "$calls" | grep install)" " cmake "
lacks calls "$calls" " update"

has err "$err" "install -y --no-install-recommends ninja-build"
has err "$err" "building ftenv"
lacks calls "$calls" "shellcheck"

scene "the second call starts ninja alone and says nothing of its own"
run plan
is status "$status" 7
is calls "$calls" "ninja ftenv"
is err "$err" "talk"

scene "changed sources are announced"
sleep 1
: >"$checkout/src/a.cpp"
run plan
has err "$err" "sources have changed"
is calls "$calls" "ninja ftenv"

scene "the package lists are fetched where they are absent"
fresh
: >"$machine/lists-absent"
run up
is status "$status" 7
is "number of updates" "$(count 'apt-get .*update')" 1
is "number of installs" "$(count 'apt-get .*install')" 1

scene "lists that name files which are gone are fetched again, once"
fresh
: >"$machine/lists-old"
run up
is status "$status" 7
is "number of updates" "$(count 'apt-get .*update')" 1
is "number of installs" "$(count 'apt-get .*install')" 2

scene "a system that lacks a package is told so"
fresh
: >"$machine/unknown"
run up
is status "$status" 1
has err "$err" "Unable to locate package libexpected-dev"
has err "$err" "Ubuntu 24.04"
is "number of installs" "$(count 'apt-get .*install')" 0

scene "without a network the end of the log is shown"
fresh
: >"$machine/offline"
run up
is status "$status" 1
has err "$err" "| E: 404 Not Found"
is out "$out" ""

scene "a user without rights gets the command to type, and nothing is done"
fresh
echo 1000 >"$machine/uid"
run up
is status "$status" 1
has err "$err" "sudo apt-get install --no-install-recommends ninja-build"
lacks calls "$calls" "apt-get"

scene "a user whose sudo asks nothing is served"
fresh
echo 1000 >"$machine/uid"
: >"$machine/sudo"
run up
is status "$status" 7
has calls "$calls" "sudo env DEBIAN_FRONTEND=noninteractive apt-get"

scene "a compiler error is shown, and no package is looked for"
fresh
run up
: >"$machine/broken"
run up
is status "$status" 1
has err "$err" "| text.cpp:3: error: no such thing"
is "number of builds" "$(count ninja)" 1
is out "$out" ""

scene "a package that was removed since is installed again"
fresh
run up
grep -vxF libre2-dev "$machine/installed" >"$machine/rest"
mv "$machine/rest" "$machine/installed"
run up
is status "$status" 7
has calls "$calls" "install -y --no-install-recommends libre2-dev"

scene "a moved checkout is built afresh"
fresh
run up
mv "$checkout" "$machine/elsewhere"
checkout=$machine/elsewhere
run up
is status "$status" 7
has err "$err" "moved"
has calls "$calls" "cmake"

scene "where nothing can be written, the reason is said"
fresh
: >"$checkout/build"
run up
is status "$status" 1
has err "$err" "can't write to \`$checkout\`"
is calls "$calls" ""

scene "where nothing can be written any more, what was built is used"
fresh
run up
rm "$checkout/build/bootstrap.log"
mkdir "$checkout/build/bootstrap.log"
run up
is status "$status" 7
has err "$err" "used as it is"
run test
is status "$status" 1

scene "without a package manager that it knows, what is there is used"
fresh
cp "$machine/installed" "$machine/all"
printf '%s\n' libre2-dev >>"$machine/installed"
rm "$machine/bin/apt-get"
few_programs
status=0
out=$(env -i PATH="$machine/bin:$machine/few" "$checkout/bootstrap" up 2>"$machine/err") || status=$?
err=$(cat "$machine/err")
is status "$status" 7
has out "$out" ":1:up"

# another MANAGER: a fresh machine with that one instead, and rpm, which two of them are asked by.
another() {
  fresh
  rm "$machine/bin/apt-get" "$machine/bin/dpkg-query"
  echo libre2-dev >>"$machine/installed"  # what ninja's stand-in looks for
  few_programs
  tool "$1" <<'TOOL'
case " $* " in
  *" -T "*)
    shift; code=0
    for name; do grep -qxF -- "$name" "$machine/installed" || { echo "$name"; code=127; }; done
    exit $code ;;
  *" info -e "*) grep -qxF -- "$3" "$machine/installed"; exit ;;
esac
echo "${0##*/} $*" >>"$machine/calls"
case " $* " in
  *" update "*) rm -f "$machine/lists-absent"; exit 0 ;;
esac
if [ -e "$machine/lists-absent" ] || [ -e "$machine/offline" ]; then echo "error: target not found: re2" >&2; exit 1; fi
for word; do case $word in -* | install | add | 300) ;; *) echo "$word" >>"$machine/installed" ;; esac; done
TOOL
  tool rpm <<'TOOL'
shift 2; code=0
for name; do
  if grep -qxF -- "$name" "$machine/installed"; then echo "$name-1.0-1.noarch"
  else echo "no package provides $name"; code=$((code + 1)); fi
done
exit $code
TOOL
}

for line in \
  "dnf:dnf install -y --setopt=install_weak_deps=False ninja-build" \
  "zypper:zypper --non-interactive install --no-recommends ninja" \
  "pacman:pacman -S --needed --noconfirm ninja" \
  "apk:apk add --wait 300 samurai"; do
  name=${line%%:*}
  scene "$name: what is missing is installed in one go, and only that"
  another "$name"
  run up
  is status "$status" 7
  is "number of calls of $name" "$(count "^$name")" 1
  has calls "$calls" "${line#*:}"
  has calls "$calls" "re2"
  lacks "the install" "$(printf '%s\n' "$calls" | grep "^$name")" " cmake "
  run up
  is calls "$calls" "ninja ftenv"

  scene "$name: a user without rights gets the command to type"
  another "$name"
  echo 1000 >"$machine/uid"
  run up
  is status "$status" 1
  has err "$err" "$name"
  has err "$err" "Please run"
  is calls "$calls" ""

  scene "$name: a user whose sudo asks nothing is served"
  another "$name"
  echo 1000 >"$machine/uid"
  : >"$machine/sudo"
  run up
  is status "$status" 7
  has calls "$calls" "sudo $name"

  scene "$name: when nothing can be installed, the end of the log is shown"
  another "$name"
  : >"$machine/offline"
  run up
  is status "$status" 1
  has err "$err" "| error: target not found: re2"
done

scene "apk: lists that are absent are fetched once"
another apk
: >"$machine/lists-absent"
run up
is status "$status" 7
is "number of updates" "$(count '^apk update')" 1
is "number of installs" "$(count '^apk add')" 2

scene "pacman: the system is not upgraded behind its owner's back"
another pacman
: >"$machine/lists-absent"
run up
is status "$status" 1
has err "$err" "pacman -Syu"
lacks calls "$calls" "-Syu"

scene "test builds all and leaves out what takes an hour or measures"
fresh
run test
is status "$status" 0
has calls "$calls" "shellcheck"
has calls "$calls" "ninja all"
has calls "$calls" "-LE ^(fresh|archive|bench|faults|cross|sanitize|coverage|tidy)\$"
run test -R 'unit.*'
lacks calls "$calls" "-LE"
has calls "$calls" "-R unit.*"
run test -L fresh
lacks calls "$calls" "-LE"

printf '%s scenes, %s failures\n' "$cases" "$failures"
[ "$failures" -eq 0 ]
