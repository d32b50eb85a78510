#include "inspect/configure_report.hpp"

#include "base/text.hpp"

namespace ftenv {
namespace {

// configure of 3.14.7 on a machine without libffi's and Tk's headers:
//
// checking for stdlib extension module _multiprocessing... yes
// checking for stdlib extension module _scproxy... n/a
// checking for stdlib extension module _ctypes... missing
// checking for stdlib extension module readline... yes
// checking for stdlib extension module _tkinter... missing
// checking for stdlib extension module _testcapi... disabled
// configure: creating ./config.status
constexpr std::string_view k_prefix = "checking for stdlib extension module ";
constexpr std::string_view k_dots = "... ";

}  // namespace

std::map<std::string, std::string> stdlib_module_states(std::string_view configure_output) {
  std::map<std::string, std::string> states;
  for (const std::string& line : split_lines(configure_output)) {
    if (!starts_with(line, k_prefix)) continue;
    const std::string_view rest = std::string_view(line).substr(k_prefix.size());
    const std::size_t dots = rest.find(k_dots);
    if (dots == std::string_view::npos) continue;  // cut off in the middle of a line
    std::string_view state = trim(rest.substr(dots + k_dots.size()));
    constexpr std::string_view cached = "(cached) ";  // configure -C
    if (starts_with(state, cached)) state.remove_prefix(cached.size());
    if (!state.empty()) states[std::string(rest.substr(0, dots))] = std::string(state);
  }
  return states;
}

std::vector<MissingModule> missing_modules(const std::map<std::string, std::string>& states,
                                           const CpythonRecipe& cpython, const PlatformRecipe& platform,
                                           const Version& version) {
  std::vector<MissingModule> missing;
  for (const StdlibModule& module : cpython.modules) {
    if (!module.required) continue;
    if (const auto since = Version::parse(module.since); since && version < *since) continue;
    // A module that configure does not speak of is left to the imports after the build.
    const auto state = states.find(module.configure_name);
    if (state == states.end() || state->second == "yes") continue;
    const auto package = platform.module_packages.find(module.configure_name);
    missing.push_back({module.configure_name, state->second,
                       package == platform.module_packages.end() ? "" : package->second});
  }
  return missing;
}

}  // namespace ftenv
