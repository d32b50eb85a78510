#include "engine/toolchain/choice.hpp"

#include "base/text.hpp"
#include "engine/toolchain/store.hpp"
#include "model/version_guess.hpp"

namespace ftenv {
namespace {

std::vector<Version> pinned_versions(const Services& services) {
  std::vector<Version> versions;
  for (const PinnedSource& source : services.recipes.cpython.sources) versions.push_back(source.version);
  return versions;
}

}  // namespace

Result<Toolchain> choose_toolchain(Services& services, const std::string& text) {
  const std::vector<Toolchain> present = list_toolchains(services);
  if (text.empty() && !present.empty()) return present.front();
  std::vector<PythonWish> wishes;
  if (!text.empty()) {
    FTENV_TRY(wishes, parse_python_wishes(text));
  }
  for (const PythonWish& wish : wishes) {
    for (const Toolchain& toolchain : present) {
      if (wish.accepts(toolchain.facts.version)) return toolchain;
    }
  }
  std::vector<std::string> names;
  for (const Toolchain& toolchain : present) names.push_back(toolchain.facts.version.text());
  std::vector<Version> versions;
  for (const Toolchain& toolchain : present) versions.push_back(toolchain.facts.version);
  std::vector<std::string> hints{"`ftenv python install" + (text.empty() ? std::string() : " " + text) +
                                 "` gets one"};
  if (const std::string hint = version_hint(text, versions); starts_with(hint, "did you mean")) {
    hints = {hint};
  } else if (const std::string slip = version_hint(text, pinned_versions(services));
             starts_with(slip, "did you mean")) {
    hints = {slip};
  }
  return fail(ErrorCode::project,
              "the store has no free-threaded CPython" + (text.empty() ? std::string() : " " + text) +
                  (names.empty() ? "" : "; it has " + join(names, ", ")),
              std::move(hints));
}

}  // namespace ftenv
