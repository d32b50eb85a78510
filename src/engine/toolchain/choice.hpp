// One interpreter out of the store.
#pragma once

#include <string>

#include "base/result.hpp"
#include "engine/services.hpp"
#include "model/toolchain.hpp"

namespace ftenv {

// The first wish of `text` that a toolchain in the store fulfils; the newest of all for an empty text.
// Errors: usage for a text that can't be read; project when the store has none, with what it has.
Result<Toolchain> choose_toolchain(Services& services, const std::string& text);

}  // namespace ftenv
