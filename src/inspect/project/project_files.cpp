#include "inspect/project/project_files.hpp"

#include <algorithm>

#include "base/files.hpp"

namespace ftenv {

Result<const Toml*> ProjectFiles::toml(const fs::path& file) {
  const std::string& key = file.string();
  if (const auto known = m_read.find(key); known != m_read.end()) return known->second.get();
  auto text = read_text(file, 16u << 20);
  if (!text) return fail_within(std::move(text).error(), "reading the project");
  auto parsed = Toml::parse(*text, name(file));
  if (!parsed) {
    Error error = std::move(parsed).error();
    error.code = ErrorCode::project;
    error.hints.push_back("this file is not valid TOML: mend the place that is named");
    return Failure(std::move(error));
  }
  return m_read.emplace(key, std::make_unique<Toml>(std::move(*parsed))).first->second.get();
}

std::string ProjectFiles::name(const fs::path& file) const {
  const std::string relative = file.lexically_relative(m_base).generic_string();
  return relative.empty() ? file.generic_string() : relative;
}

Error ProjectFiles::blame(const fs::path& file, TomlPosition at, const std::string& message,
                          std::vector<std::string> hints, std::string finding) const {
  std::string place = name(file);
  if (at.line > 0) place += ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
  return Error{ErrorCode::project, place + ": " + message, {},
               std::move(hints),   std::move(finding),     std::nullopt};
}

bool is_file(const fs::path& path) {
  FsError error;
  return fs::is_regular_file(path, error);
}

bool is_folder(const fs::path& path) {
  FsError error;
  return fs::is_directory(path, error);
}

bool lies_within(const fs::path& path, const fs::path& directory) {
  auto at = path.begin();
  for (const fs::path& part : directory) {
    if (part == ".") continue;  // "/a/." is "/a"
    if (at == path.end() || *at != part) return false;
    ++at;
  }
  return std::none_of(at, path.end(), [](const fs::path& part) { return part == ".."; });
}

bool really_lies_within(const fs::path& path, const fs::path& directory) {
  FsError error;
  const fs::path real_path = fs::weakly_canonical(path, error);
  if (error) return false;
  const fs::path real_directory = fs::weakly_canonical(directory, error);
  return !error && lies_within(real_path, real_directory);
}

bool same_file(const fs::path& a, const fs::path& b) {
  FsError error;
  return a == b || fs::equivalent(a, b, error);
}

Result<std::vector<Written>> written_strings(const ProjectFiles& files, const fs::path& file,
                                             const Toml& value, const std::string& what) {
  std::vector<Written> strings;
  if (!value.exists()) return strings;
  if (!value.is_array()) return fail(files.blame(file, value.at(), what + " must be an array of strings"));
  for (const Toml& item : value.items()) {
    if (!item.is_string()) return fail(files.blame(file, item.at(), what + " must hold only strings"));
    strings.push_back({item.string_or(""), file, item.at()});
  }
  return strings;
}

Result<std::string> string_in(const ProjectFiles& files, const fs::path& file, const Toml& table,
                              const std::string& key) {
  const Toml& value = table[key];
  if (!value.exists()) return std::string();
  if (!value.is_string()) return fail(files.blame(file, value.at(), "`" + key + "` must be a string"));
  return value.string_or("");
}

}  // namespace ftenv
