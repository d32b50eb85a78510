// Names of folders that the programs which ftenv drives can't work in. Told before anything is changed: each
// of them fails late, and with words that do not lead back to the name.
#pragma once

#include <string>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "model/host.hpp"

namespace ftenv {

// `what`: "the store"; `hint`: how to have another one. Error: unsupported, with the character and the
// program that trips over it.
Status check_usable_name(const Host& host, const std::string& what, const fs::path& path,
                         const std::string& hint);

}  // namespace ftenv
