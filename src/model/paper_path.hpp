// Paths of a machine that is only described (`plan --host`). They are no paths of this machine, which may
// write paths otherwise and has something of its own under the same names: each is kept below a root where
// nothing is, and is written as that machine writes it when it is shown. All pure.
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"
#include "model/host.hpp"

namespace ftenv {

// As some system means it, not only this one: "/opt/x", "C:/x", "C:\x".
bool is_absolute_somewhere(const std::string& path);

// Absolute on this machine, and nothing is there.
const fs::path& paper_root();

// "/opt/x" and "C:/x" below the root; a drive becomes a folder.
fs::path on_paper(const std::string& path);
bool is_on_paper(const std::string& path);

// A text for people, or one word of a command, with the paths in it as the described machine writes them:
// without the root, and with its separators. A path goes on to the end or to a quotation mark. `ours` are
// folders of this machine that stand for its own, such as the project.
std::string as_written_there(const std::string& text, const Host& host,
                             const std::vector<fs::path>& ours = {});

// What two spellings of one path have in common: "C:\x" and "C:/x" on Windows.
std::string comparable_there(std::string path, const Host& host);

}  // namespace ftenv
