// What earlier builds have left: the list of the checks, and what they share.
#include "base/text.hpp"
#include "engine/checks/artefacts/checks.hpp"
#include "engine/checks/checks.hpp"

namespace ftenv {
namespace {

// "314" → "3.14"
std::string series_of(const std::string& digits) {
  return digits.size() < 2 ? digits : digits.substr(0, 1) + "." + digits.substr(1);
}

}  // namespace

// EXTENSION_SUFFIXES: its own suffix, the stable ABI's, the bare one. Free-threaded CPython 3.13 and 3.14
// list .abi3.so although they can't run what is in it; 3.15 has an .abi3t.so instead.
bool loads(const InterpreterFacts& python, const ExtensionName& name) {
  const bool has_own_stable = python.version.major > 3 || python.version.minor >= 15;
  switch (name.kind) {
    case ExtensionName::bare:
      return true;
    case ExtensionName::stable:
      return !python.free_threaded || !has_own_stable;
    case ExtensionName::stable_free_threaded:
      return has_own_stable;
    case ExtensionName::specific:
      return starts_with(python.ext_suffix, "." + name.tag + ".");
  }
  return false;
}

std::string meaning_of(const ExtensionName& name) {
  switch (name.kind) {
    case ExtensionName::bare:
      return "no Python in particular";
    case ExtensionName::stable:
      return "many versions of Python with the GIL";
    case ExtensionName::stable_free_threaded:
      return "many versions of Python";
    case ExtensionName::specific:
      break;
  }
  if (name.python.empty()) return "`" + name.tag + "`";
  return std::string(name.free_threaded ? "a free-threaded" : "a") + " CPython " + series_of(name.python) +
         (name.free_threaded ? "" : " with the GIL");
}

std::string meaning_of(const InterpreterFacts& python) {
  return std::string(python.free_threaded ? "a free-threaded" : "a") + " CPython " + python.version.series() +
         (python.free_threaded ? "" : " with the GIL");
}

std::vector<Check> artefact_checks() {
  return {target_abi_check(), extension_files_check(), wheels_check(), native_programs_check(),
          rust_target_check()};
}

}  // namespace ftenv
