// Which file of certificates to verify servers with where nobody has named one. Pure.
#pragma once

#include <functional>
#include <string>

namespace ftenv {

// `built_in` is what the TLS library was built to read, empty where it asks the system in another way. That,
// if `exists` says so, else the first of the places in which other systems keep theirs; else `built_in`
// again, so that the complaint is about the usual one.
std::string certificate_bundle(const std::string& built_in,
                               const std::function<bool(const std::string&)>& exists);

}  // namespace ftenv
