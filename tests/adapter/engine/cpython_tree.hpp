// A CPython in miniature: an archive whose configure, Makefile and interpreter are small shell scripts
// that do what the real ones do, in milliseconds, and go wrong on demand.
#pragma once

#include "engine/cpython/build.hpp"
#include "io/digest.hpp"
#include "support/archive_maker.hpp"
#include "support/catch.hpp"
#include "support/fakes.hpp"
#include "support/temp.hpp"

namespace ftenv::test {

// $FAKE/calls gets a line for each thing that runs; files in $FAKE switch failures on.
inline constexpr const char* k_fake_configure = R"sh(#!/bin/sh
echo configure >>"$FAKE/calls"
for argument in "$@"; do case $argument in --prefix=*) prefix=${argument#--prefix=} ;; esac; done
echo "CFLAGS_NODIST=$CFLAGS_NODIST" >"$FAKE/configure-environment"
echo "checking for gcc... gcc"
if [ -f "$FAKE/no-compiler" ]; then
  echo 'configure: error: no acceptable C compiler found in $PATH'
  exit 1
fi
echo "checking for stdlib extension module _ctypes... $(cat "$FAKE/ctypes" 2>/dev/null || echo yes)"
sed "s,@prefix@,$prefix,g" Makefile.in >Makefile
)sh";

inline constexpr const char* k_fake_makefile = R"mk(prefix = @prefix@
OBJECTS = Objects/a.o Objects/b.o
all:
	@echo make >>"$$FAKE/calls"
	@echo "gcc -c -O3 -o Objects/a.o Objects/a.c"
	@if [ -f "$$FAKE/slow-make" ]; then sleep 30; fi
	@if [ -f "$$FAKE/broken-make" ]; then echo "Objects/b.c:7:1: error: unknown type name 'boom'"; exit 1; fi
install:
	@echo install >>"$$FAKE/calls"
	mkdir -p $(DESTDIR)$(prefix)/bin $(DESTDIR)$(prefix)/lib/python3.14t
	cp interpreter $(DESTDIR)$(prefix)/bin/python3.14t
	chmod 755 $(DESTDIR)$(prefix)/bin/python3.14t
	: >$(DESTDIR)$(prefix)/lib/libpython3.14t.so.1.0
	printf '#!%s/bin/python3.14t\nimport pydoc\n' '$(prefix)' >$(DESTDIR)$(prefix)/bin/pydoc3.14
	chmod 755 $(DESTDIR)$(prefix)/bin/pydoc3.14
)mk";

inline constexpr const char* k_fake_interpreter = R"sh(#!/bin/sh
p=$(cd "$(dirname -- "$0")/.." && pwd -P)
answer() { printf '\n@@ftenv-answer@@ %s @@ftenv-end@@\n' "$1"; }
if [ -f "$FAKE/fixed-prefix" ]; then p=/elsewhere; fi
gil=false
if [ -f "$FAKE/gil" ]; then gil=true; fi
case "$*" in
  *compileall*) echo compileall >>"$FAKE/calls" ;;
  *serial_s*) answer '{"serial_s": 1.0, "parallel_s": 0.5, "threads": 2}' ;;
  *proc/self/maps*) answer "{\"checked\": true, \"libpython\": \"$p/lib/libpython3.14t.so.1.0\"}" ;;
  *) answer "{\"executable\": \"$0\", \"prefix\": \"$p\", \"base_prefix\": \"$p\",
       \"implementation\": \"cpython\", \"version\": \"3.14.7\", \"releaselevel\": \"final\", \"serial\": 0,
       \"free_threaded\": true, \"gil_enabled\": $gil, \"shared\": true,
       \"ext_suffix\": \".cpython-314t-x86_64-linux-gnu.so\", \"missing_modules\": []}" ;;
esac
)sh";

// Cancels when a stage begins, if asked to; counts.
class StageReporter : public FakeReporter {
 public:
  explicit StageReporter(CancelToken& cancel) : m_cancel(cancel) {}
  std::string cancel_at;  // a prefix of StepProgress::doing
  std::vector<std::string> stages;
  void step_progress(std::string_view, const StepProgress& progress) override {
    if (stages.empty() || stages.back() != progress.doing) stages.push_back(progress.doing);
    if (!cancel_at.empty() && progress.doing.rfind(cancel_at, 0) == 0) m_cancel.request(2);
  }

 private:
  CancelToken& m_cancel;
};

// What one run of ftenv has; several share a store, as runs do.
struct MiniRun {
  FakeWorld world;
  SystemProcessRunner processes{world.cancel};
  StageReporter reporter{world.cancel};
  CpythonBuild build;
  fs::path fake;
  fs::path prefix;
  Services services{processes,   world.downloader,       world.packages,          reporter,
                    world.clock, world.cancel,           world.recipes,           world.host,
                    world.store, world.user_environment, world.child_environment, {}};

  explicit MiniRun(const fs::path& shared) : fake(shared / "fake") {
    REQUIRE(make_directories(fake));
    world.store = {shared / "home", shared / "cache"};
    world.host.os = "linux";
    world.host.arch = "x86_64";
    world.host.libc = "glibc";
    world.host.cores = 2;
    world.child_environment.set("FAKE", fake.string());
    world.recipes.cpython.configure = {"--disable-gil"};
    world.recipes.cpython.compile_flags = {"-g0"};
    world.recipes.cpython.modules = {{"_ctypes", {"ctypes"}, "", true}};
    world.recipes.cpython.build_bytes = 1000;
    world.recipes.cpython.install_bytes = 1000;
    world.recipes.platform.module_packages = {{"_ctypes", "libffi-dev"}};
    build.source.path = shared / "Python-3.14.7.tar.gz";
    build.source.version = *Version::parse("3.14.7");
    if (!fs::exists(build.source.path)) write_archive();
    build.source.sha256 = sha256_of_file(build.source.path).value();
    prefix = world.store.pythons() / "cpython-3.14.7t-mini";
  }

  void write_archive(const std::string& configure_name = "configure") const {
    make_archive(build.source.path,
                 {{"Python-3.14.7/" + configure_name, ArchiveEntry::file, k_fake_configure, 0755},
                  {"Python-3.14.7/Makefile.in", ArchiveEntry::file, k_fake_makefile},
                  {"Python-3.14.7/interpreter", ArchiveEntry::file, k_fake_interpreter}});
  }

  Result<Toolchain> run() { return build_cpython(services, build, prefix, "python"); }
  void set(const std::string& flag, const std::string& value = "") const { write_file(fake / flag, value); }
  void clear(const std::string& flag) const { fs::remove(fake / flag); }
  // What ran since the last call.
  std::vector<std::string> calls() const {
    if (!fs::exists(fake / "calls")) return {};
    std::vector<std::string> lines;
    std::string text = read_file(fake / "calls");
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n')) {
      lines.push_back(text.substr(0, end));
      text.erase(0, end + 1);
    }
    fs::remove(fake / "calls");
    return lines;
  }
  fs::path tree() const { return world.store.builds() / prefix.filename(); }
  bool nothing_staged() const { return !fs::exists(world.store.staging() / prefix.filename()); }
};

using Calls = std::vector<std::string>;

}  // namespace ftenv::test
