// Reading what rpm and its kin print and store. Private to platform/. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace ftenv {

// What `rpm -q --whatprovides NAME…` could not find. Error (process): the answer is not an answer.
Result<std::vector<std::string>> parse_rpm_missing(std::string_view output);

// Repositories of a .repo file, and whether each is switched on. What is said later counts.
void read_repo_file(std::string_view text, std::map<std::string, bool>& repositories);

}  // namespace ftenv
