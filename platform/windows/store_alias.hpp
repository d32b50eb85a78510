// The empty files in %LOCALAPPDATA%\Microsoft\WindowsApps that start a program of the Store, or, where it
// is not installed, open the Store's page. Private to platform/windows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/fs.hpp"

namespace ftenv {

struct StoreAlias {
  std::string package;  // "PythonSoftwareFoundation.Python.3.14_qbz5n2kfra8p0"
  std::string program;  // what it starts: an absolute path
  bool is_placeholder() const;
};

// The data of a reparse point, from its tag on. Nothing where it is another kind. Pure.
std::optional<StoreAlias> parse_store_alias(std::string_view reparse_data);

// Nothing where the file is none or can't be read.
std::optional<StoreAlias> read_store_alias(const fs::path& file);

}  // namespace ftenv
