// Reading the registry. Private to platform/windows.
#pragma once

#include <windows.h>

#include <map>
#include <string>

namespace ftenv {

// A value of type text, or empty.
std::string registry_text(HKEY root, const std::string& key, const std::string& value);

// All values of type text below a key, by name; "%NAME%" in them is left as it stands.
std::map<std::string, std::string> registry_texts(HKEY root, const std::string& key);

}  // namespace ftenv
