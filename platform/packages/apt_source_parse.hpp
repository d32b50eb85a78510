// Reading apt's answers about source packages. Private to platform/. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/packages/package_manager.hpp"

namespace ftenv {

// For `apt-get indextargets --format`.
inline constexpr const char* k_indextargets_format = "$(ORIGIN)|$(LABEL)|$(COMPONENT)|$(REPO_URI)";

// The URIs of Debian's own archive among the machine's sources, each once, in their order; not those of
// security suites and backports, which have other suites or not all.
std::vector<std::string> parse_debian_mirrors(std::string_view targets, std::string_view component);

// The versions that `apt-cache showsrc` lists, with `suite` filled in.
std::vector<SourcePackage> parse_showsrc(std::string_view output, const std::string& suite);

// "python3.13_3.13.5.orig.tar.xz": the tarball itself, not its signature or a component's.
bool is_upstream_tarball(std::string_view file_name);

// Those of several suites as one list: each version once, of the suite asked first; newest first.
std::vector<SourcePackage> newest_first(std::vector<SourcePackage> packages);

}  // namespace ftenv
