#include "model/toolchain.hpp"

#include "base/text.hpp"

namespace ftenv {

// SOABI says it best, because it carries the debug flag too:
//   cpython-314t-x86_64-linux-gnu   cpython-314td-darwin   cp314t-win_amd64
std::string InterpreterFacts::abi() const {
  std::string_view tag = soabi;
  for (const std::string_view name : {"cpython-", "cp"}) {
    if (!starts_with(tag, name)) continue;
    tag.remove_prefix(name.size());
    tag = tag.substr(0, tag.find('-'));
    if (!tag.empty()) return "cp" + std::string(tag);
  }
  const std::string digits = std::to_string(version.major) + std::to_string(version.minor);
  const bool cpython = implementation.empty() || implementation == "cpython";
  return (cpython ? "cp" : implementation) + digits + (free_threaded ? "t" : "");
}

}  // namespace ftenv
