#include "inspect/python/environment_kind.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "base/files.hpp"
#include "base/text.hpp"

namespace ftenv {
namespace {

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::path& entry : entries_of(folder)) names.push_back(entry.filename().string());
  return names;
}

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

// "python3.14t" of "python3.14", nothing of "python3" and "python3.14-config".
AbiKind kind_of(std::string_view name) {
  if (!starts_with(name, "python3.")) return AbiKind::unknown;
  name.remove_prefix(8);
  if (all_digits(name)) return AbiKind::gil;
  if (!ends_with(name, "t")) return AbiKind::unknown;
  return all_digits(name.substr(0, name.size() - 1)) ? AbiKind::free_threaded : AbiKind::unknown;
}

}  // namespace

AbiKind venv_kind(const fs::path& venv) {
  AbiKind kind = AbiKind::unknown;
  for (const std::string& name : names_in(venv / "lib")) {
    const AbiKind here = kind_of(name);
    if (here == AbiKind::unknown) continue;
    if (kind != AbiKind::unknown && kind != here) return AbiKind::unknown;
    kind = here;
  }
  return kind;
}

CondaKind conda_kind(const fs::path& prefix) {
  FsError error;
  if (!fs::is_directory(prefix / "conda-meta", error)) return CondaKind::none;
  for (const std::string& name : names_in(prefix / "conda-meta")) {
    // Not python_abi-3.14-8_cp314t.json, nor python-dateutil-2.9.0-….json.
    if (!starts_with(name, "python-3.") || !ends_with(name, ".json")) continue;
    const std::string stem = name.substr(0, name.size() - 5);
    const std::size_t tag = stem.rfind("_cp3");
    if (tag == std::string::npos) continue;
    return ends_with(stem, "t") ? CondaKind::free_threaded : CondaKind::gil;
  }
  return CondaKind::unknown;
}

}  // namespace ftenv
