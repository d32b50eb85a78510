#include "engine/toolchain/choice.hpp"

#include "base/text.hpp"
#include "engine/toolchain/store.hpp"

namespace ftenv {

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
  return fail(ErrorCode::project,
              "the store has no free-threaded CPython" + (text.empty() ? std::string() : " " + text) +
                  (names.empty() ? "" : "; it has " + join(names, ", ")),
              {"`ftenv python install" + (text.empty() ? std::string() : " " + text) + "` builds one"});
}

}  // namespace ftenv
