#include "model/recipe/recipe.hpp"

#include <algorithm>

namespace ftenv {
namespace {

void append(std::vector<std::string>& all, const std::vector<std::string>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

bool has(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

std::vector<StdlibModule> expected_modules(const CpythonRecipe& cpython, const Version& version,
                                           const std::vector<std::string>& asked) {
  std::vector<StdlibModule> expected;
  for (const StdlibModule& module : cpython.modules) {
    const std::optional<Version> since = Version::parse(module.since);
    // Compared by series: a release candidate of the first series has the module already.
    const Version series{version.major, version.minor, 0, {}};
    if (since && series < *since) continue;
    if (module.required || has(asked, module.configure_name)) expected.push_back(module);
  }
  return expected;
}

std::vector<std::string> expected_imports(const CpythonRecipe& cpython, const Version& version,
                                          const std::vector<std::string>& asked) {
  std::vector<std::string> imports;
  for (const StdlibModule& module : expected_modules(cpython, version, asked)) {
    for (const std::string& name : module.imports) {
      if (!has(imports, name)) imports.push_back(name);
    }
  }
  append(imports, cpython.always);
  return imports;
}

}  // namespace ftenv
