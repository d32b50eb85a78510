#include "platform/windows/registry.hpp"

#include <vector>

#include "platform/windows/wide.hpp"

namespace ftenv {
namespace {

class Key {
 public:
  Key(HKEY root, const std::string& path) {
    if (::RegOpenKeyExW(root, to_wide(path).c_str(), 0, KEY_READ | KEY_WOW64_64KEY, &m_key) != ERROR_SUCCESS)
      m_key = nullptr;
  }
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  ~Key() {
    if (m_key != nullptr) ::RegCloseKey(m_key);
  }
  HKEY get() const { return m_key; }

 private:
  HKEY m_key = nullptr;
};

}  // namespace

std::string registry_text(HKEY root, const std::string& key, const std::string& value) {
  const auto texts = registry_texts(root, key);
  const auto found = texts.find(value);
  return found == texts.end() ? std::string() : found->second;
}

std::map<std::string, std::string> registry_texts(HKEY root, const std::string& path) {
  std::map<std::string, std::string> texts;
  const Key key(root, path);
  if (key.get() == nullptr) return texts;
  constexpr std::size_t k_longest_name = 16384;  // what Windows allows
  constexpr std::size_t k_longest_value = 65536;
  std::vector<wchar_t> name(k_longest_name);
  std::vector<wchar_t> value(k_longest_value);
  for (DWORD index = 0;; ++index) {
    auto name_units = static_cast<DWORD>(name.size());
    auto value_bytes = static_cast<DWORD>(value.size() * sizeof(wchar_t));
    DWORD type = 0;
    const LSTATUS status = ::RegEnumValueW(key.get(), index, name.data(), &name_units, nullptr, &type,
                                           reinterpret_cast<BYTE*>(value.data()), &value_bytes);
    if (status == ERROR_MORE_DATA) continue;  // of no text that anybody reads
    if (status != ERROR_SUCCESS) return texts;
    if (type != REG_SZ && type != REG_EXPAND_SZ) continue;
    // The zero at the end may be there or not.
    std::wstring text(value.data(), value_bytes / sizeof(wchar_t));
    while (!text.empty() && text.back() == L'\0') text.pop_back();
    texts.emplace(to_utf8(std::wstring_view(name.data(), name_units)), to_utf8(text));
  }
}

}  // namespace ftenv
