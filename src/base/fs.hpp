// The one include of Boost.Filesystem. Everywhere else a path is `fs::path`.
#pragma once

#include <boost/filesystem.hpp>

namespace ftenv {
namespace fs = boost::filesystem;
using FsError = boost::system::error_code;
}  // namespace ftenv
