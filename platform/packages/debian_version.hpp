// Version numbers of Debian packages: [EPOCH:]UPSTREAM[-REVISION] (deb-version(7)). Private to
// platform/. Pure.
#pragma once

#include <string>
#include <string_view>

namespace ftenv {

// Below, at or above zero, as `dpkg --compare-versions` orders them.
int compare_debian_versions(std::string_view left, std::string_view right);

std::string upstream_of_debian_version(std::string_view version);  // "3.13.5" of "1:3.13.5-2+deb13u5"

}  // namespace ftenv
