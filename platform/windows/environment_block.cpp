#include "platform/windows/environment_block.hpp"

#include <algorithm>
#include <cwchar>
#include <cwctype>
#include <map>
#include <vector>

#include "platform/windows/wide.hpp"

namespace ftenv {
namespace {

std::wstring upper(std::wstring text) {
  for (wchar_t& c : text) c = static_cast<wchar_t>(std::towupper(c));
  return text;
}

}  // namespace

std::wstring environment_block(const Environment& environment) {
  std::vector<std::pair<std::wstring, std::wstring>> entries;
  for (const auto& [name, value] : environment.variables())
    entries.emplace_back(upper(to_wide(name)), to_wide(name + "=" + value));
  std::sort(entries.begin(), entries.end());
  std::wstring block;
  for (const auto& entry : entries) {
    block += entry.second;
    block += L'\0';
  }
  // An empty block is two zeros as well.
  if (block.empty()) block += L'\0';
  block += L'\0';
  return block;
}

Environment environment_of_block(const wchar_t* block) {
  std::map<std::string, std::string> variables;
  for (const wchar_t* entry = block; *entry != L'\0'; entry += std::wcslen(entry) + 1) {
    const std::wstring_view text(entry);
    const auto separator = text.find(L'=');
    if (separator == 0 || separator == std::wstring_view::npos) continue;
    variables.emplace(to_utf8(upper(std::wstring(text.substr(0, separator)))),
                      to_utf8(text.substr(separator + 1)));
  }
  return Environment(std::move(variables));
}

}  // namespace ftenv
