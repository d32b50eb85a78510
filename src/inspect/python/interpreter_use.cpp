#include "inspect/python/interpreter_use.hpp"

#include "base/text.hpp"

namespace ftenv {
namespace {

// What keeps it from anything at all.
std::vector<std::string> obstacles(const InterpreterFacts& facts, const Version& first) {
  const std::string known = "(the first free-threaded CPython is " + first.series() + ")";
  if (facts.implementation != "cpython") return {"is `" + facts.implementation + "`, not CPython"};
  if (facts.in_venv()) return {"is a virtual environment of `" + facts.base_prefix.string() + "`"};
  if (!facts.free_threaded) {
    return {facts.version < first ? "built with the GIL " + known : "built with the GIL"};
  }
  std::vector<std::string> found;
  if (facts.version < first) found.push_back("too old " + known);
  if (facts.gil_enabled) found.push_back("built without the GIL, but starts with it on");
  // Its sysconfig is of another build: extensions would be made for that one.
  if (const bool recorded = ends_with(facts.abi(), "d"); recorded != facts.debug) {
    found.push_back(std::string(facts.debug ? "is a debug build" : "is no debug build") + ", but says `" +
                    facts.abi() + "` of itself");
  }
  for (const std::string& module : facts.missing_modules) {
    if (module == "venv") found.push_back("has no `venv`, so it can't make a virtual environment");
    if (module == "ensurepip") found.push_back("has no `ensurepip`, so its virtual environments get no pip");
    if (module == "ssl") found.push_back("has no `ssl`, so pip can't download");
  }
  return found;
}

// Why nothing can be linked against it. Only asked where there is no library.
std::string no_libpython(const InterpreterFacts& facts) {
  if (!facts.shared) return "linked statically, without a libpython, so `cargo test` can't link";
  if (!facts.libdir_exists && !facts.framework && !facts.libdir.empty()) {
    return "LIBDIR is `" + facts.libdir + "`, which does not exist, so `cargo test` can't link";
  }
  return "libpython is not there: `" + (fs::path(facts.libdir) / facts.ldlibrary).string() +
         "` is missing, so `cargo test` can't link";
}

}  // namespace

const std::vector<std::string>& modules_for_use() {
  static const std::vector<std::string> modules{"venv", "ensurepip", "ssl"};
  return modules;
}

InterpreterUse judge_interpreter(const InterpreterFacts& facts, const Version& first) {
  InterpreterUse use;
  use.why_not = obstacles(facts, first);
  if (!use.why_not.empty()) return use;
  use.extension = true;
  use.embedding = !facts.libpython.empty();
  if (!use.embedding) use.why_not.push_back(no_libpython(facts));
  if (!facts.headers_exist)
    use.notes.push_back("has no `Python.h`, so packages with C code can't be compiled");
  if (facts.debug) use.notes.push_back("a debug build: slow, and wheels from an index don't fit it");
  return use;
}

}  // namespace ftenv
