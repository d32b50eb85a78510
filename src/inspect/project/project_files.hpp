// The files of one project: each TOML file is read once, and errors name files as the person would,
// relative to the project. Private to this room.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "model/toml.hpp"

namespace ftenv {

// A piece of text in a file, and where it stands there.
struct Written {
  std::string text;
  fs::path file;
  TomlPosition at;
};

class ProjectFiles {
 public:
  explicit ProjectFiles(fs::path base) : m_base(std::move(base)) {}

  // Stays valid as long as this object. Errors: project with FILE:LINE:COL where the TOML is broken.
  Result<const Toml*> toml(const fs::path& file);

  std::string name(const fs::path& file) const;  // relative to the project, with '/'; "." for itself

  // "FILE:LINE:COL: message", ErrorCode::project.
  Error blame(const fs::path& file, TomlPosition at, const std::string& message,
              std::vector<std::string> hints = {}, std::string finding = {}) const;
  Error blame(const Written& written, const std::string& message, std::vector<std::string> hints = {},
              std::string finding = {}) const {
    return blame(written.file, written.at, message, std::move(hints), std::move(finding));
  }

 private:
  fs::path m_base;
  std::map<std::string, std::unique_ptr<Toml>> m_read;
};

bool is_file(const fs::path& path);
bool is_folder(const fs::path& path);

// Lexically, both absolute and normal.
bool lies_within(const fs::path& path, const fs::path& directory);

// The same with every symbolic link on the way followed, as far as the path exists.
bool really_lies_within(const fs::path& path, const fs::path& directory);

bool same_file(const fs::path& a, const fs::path& b);

// The strings of an array, with their places. Error: `what` ("`features`") is not an array of strings.
Result<std::vector<Written>> written_strings(const ProjectFiles& files, const fs::path& file,
                                             const Toml& value, const std::string& what);

// A string, empty where absent. Error: it is something else.
Result<std::string> string_in(const ProjectFiles& files, const fs::path& file, const Toml& table,
                              const std::string& key);

}  // namespace ftenv
