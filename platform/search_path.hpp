// PATH, as it is handed on to children.
#pragma once

#include <string>

namespace ftenv {

// The variable without the entries that mean another folder wherever one stands: "", ".", "bin". A child
// that looks for its programs there would run what a cloned project has put into it.
std::string absolute_entries(const std::string& path_variable);

}  // namespace ftenv
