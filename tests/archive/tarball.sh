#!/bin/bash
# The archive for any Linux whose glibc is new enough, built from nothing, on minimal systems of two releases made
# by debootstrap. Root; needs debootstrap, cpack, dpkg-source, a package mirror and about 3 GB.
#
#   1  platform/linux/static_libraries.sh, a build with FTENV_STATIC_LIBS, cpack
#   2  the binary wants glibc's libraries and no others; beside it are a manual page for each command, completions,
#      and the licence of each library that was linked, with the texts that it refers to
#   3  on each system, which has nothing but its minimal packages: --version, plan and doctor as here
#   4  there, a server of the test's own is believed with its certificate in the usual place, or where another
#      system has them, and not without
#
# FTENV_STATIC_BUILD: a build folder that is kept. tests/archive/tarball.sh SUITE… takes other systems.
set -euo pipefail
export LC_ALL=C

# shellcheck source=tests/support/own_system.sh
. "$(dirname "$0")/../support/own_system.sh"
if [ "${1:-}" != --inside ]; then
  for program in cmake cpack ninja dpkg-source objdump openssl; do
    command -v "$program" >/dev/null || skip "$program is not installed"
  done
  in_own_system tarball "${*:-bookworm trixie}"
fi

read -ra suites <<<"$2"
top=$3
build=${FTENV_STATIC_BUILD:-$top/build}

begin=$(date +%s)
status=0
mkdir -p "$build"
(cd "$build" && "$source/platform/linux/static_libraries.sh" static) >"$top/build.log" 2>&1 || status=$?
[ "$status" -ne 77 ] || skip "$(tail -n 1 "$top/build.log")"
if [ "$status" -ne 0 ] ||
  ! cmake -S "$source" -B "$build" -G Ninja -DFTENV_STATIC_LIBS=ON -DFTENV_TESTS=OFF >>"$top/build.log" 2>&1 ||
  ! cmake --build "$build" >>"$top/build.log" 2>&1 ||
  ! cpack -G TGZ --config "$build/CPackConfig.cmake" -B "$top/package" >>"$top/build.log" 2>&1; then
  tail -n 40 "$top/build.log"
  die "the archive could not be made"
fi
archive=$(echo "$top"/package/*.tar.gz)
name=$(basename "$archive" .tar.gz)
echo "1  $name: $(stat -c %s "$archive") bytes, $(($(date +%s) - begin)) s"

tar -xf "$archive" -C "$top"
binary=$top/$name/bin/ftenv
mapfile -t wanted < <(readelf -d "$binary" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p')
for library in "${wanted[@]}"; do
  case $library in
    libc.so.6 | libm.so.6 | ld-linux-x86-64.so.2) ;;
    *) die "it wants $library" ;;
  esac
done
glibc=$(objdump -T "$binary" | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -n 1)
case $name in *"-glibc${glibc#GLIBC_}") ;; *) die "the name does not say $glibc" ;; esac
# Each command has a help page in the tests, and so a manual page here.
{
  printf '%s\n' bin/ftenv share/bash-completion/completions/ftenv share/fish/vendor_completions.d/ftenv.fish \
    share/zsh/site-functions/_ftenv
  printf 'share/doc/ftenv/%s\n' CHANGELOG.md LICENSE README.md
  for page in "$source"/tests/golden/help/*.txt; do
    echo "share/man/man1/$(basename "$page" .txt | tr _ -).1"
  done
} | sort >"$top/wanted"
licences=share/doc/ftenv/libraries
(cd "$top/$name" && find . ! -type d -printf '%P\n') | grep -v "^$licences/" | sort >"$top/had"
diff "$top/wanted" "$top/had" || die "not the files that the archive should have"

# What was linked, as the build knows it; libcurl and libarchive come from the sources of these packages.
mapfile -t packages < <({
  echo libcurl4-openssl-dev
  echo libarchive-dev
  ninja -C "$build" -t commands ftenv | tr ' ' '\n' | grep '^/.*\.a$' | grep -vF "$build" | sort -u | xargs dpkg -S | cut -d: -f1
  dpkg -S "$(readlink -f "$(c++ -print-file-name=libstdc++.a)")" | cut -d: -f1
} | sort -u)
[ "${#packages[@]}" -ge 12 ] || die "not all that was linked is seen: ${packages[*]}"
for package in "${packages[@]}"; do
  cmp "/usr/share/doc/$package/copyright" "$top/$name/$licences/$package.copyright" || die "$package: not its licence"
done
while read -r text; do
  [ -s "$top/$name/$licences/common-licenses/$text" ] || die "a licence refers to $text, which is not there"
done < <(grep -ohE 'common-licenses/[A-Za-z0-9]+(-[0-9.]*[0-9])?' "$top/$name/$licences"/*.copyright | cut -d/ -f2 | sort -u)
echo "2  it wants ${wanted[*]}, up to $glibc; $(wc -l <"$top/had") files and the licences of ${#packages[@]} linked packages"

mkdir "$top/server"
cd "$top/server"
echo "no archive" >python.tar.gz
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
  -keyout key.pem -out cert.pem 2>/dev/null
port=$((20000 + RANDOM % 10000))
openssl s_server -quiet -WWW -accept "$port" -cert cert.pem -key key.pem >server.log 2>&1 &
sleep 1
kill -0 $! || { cat server.log && die "openssl s_server does not start"; }

for suite in "${suites[@]}"; do
  root=$top/$suite
  "$support/machine.sh" "$suite" "$root" || die "no system of $suite could be made"
  inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "${network[@]}" "$@"; }
  tar -xf "$archive" -C "$root/opt"
  mkdir "$root/root/hello"
  (cd "$source/docs/quickstart/hello" && tar -c --exclude ./target --exclude ./.venv .) | tar -x -C "$root/root/hello"
  ftenv=/opt/$name/bin/ftenv
  version=$(inside "$ftenv" --version) || die "it does not start on $suite"
  inside "$ftenv" plan /root/hello >"$top/plan.txt" 2>&1 || { cat "$top/plan.txt" && die "plan on $suite"; }
  grep -q "packages are missing" "$top/plan.txt" || { cat "$top/plan.txt" && die "the plan on $suite does not name its packages"; }
  status=0
  inside "$ftenv" doctor >"$top/doctor.txt" 2>&1 || status=$?
  [ "$status" -le 1 ] || { cat "$top/doctor.txt" && die "doctor on $suite ended with $status"; }
  echo "3  $suite: $version, plan, doctor ($status)"

  # ftenv would bring this package itself; without its bundle of certificates the machine is bare again.
  inside env DEBIAN_FRONTEND=noninteractive sh -c 'apt-get update && apt-get install -y --no-install-recommends ca-certificates' >"$top/apt.log" 2>&1 ||
    { tail -n 20 "$top/apt.log" && die "ca-certificates on $suite"; }
  rm "$root/etc/ssl/certs/ca-certificates.crt"
  # What the server sends is no archive: to be told so, ftenv has to have believed it.
  tls() { inside env -u SSL_CERT_FILE -u CURL_CA_BUNDLE "$ftenv" python install 3.14 --archive "https://localhost:$port/python.tar.gz" >"$top/tls.txt" 2>&1; }
  refused() { ! tls && grep -q 'found no certificates' "$top/tls.txt"; }
  believed() { ! tls && grep -q 'is not an archive' "$top/tls.txt"; }
  for place in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt; do
    refused || { cat "$top/tls.txt" && die "TLS on $suite without certificates"; }
    install -D -m 644 "$top/server/cert.pem" "$root$place"
    believed || { cat "$top/tls.txt" && die "TLS on $suite with $place"; }
    rm "$root$place"
  done
  echo "4  $suite: a server is believed with certificates in either place, and not without"
done
