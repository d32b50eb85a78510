#include "structure/includes.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/text.hpp"

namespace ftenv::structure {
namespace {

// From the lowest. A room may include its own headers and those of the rooms before it.
constexpr std::array<std::string_view, 8> k_rooms = {"base",    "model",  "platform", "io",
                                                     "inspect", "engine", "cli",      "main"};

struct Wrapped {
  std::string_view header;  // a whole name, or a folder ending in "/"
  std::string_view owner;   // the one file that may include it
};

constexpr std::array k_wrapped = {
    Wrapped{"boost/", "src/base/fs.hpp"},
    Wrapped{"tl/", "src/base/result.hpp"},
    Wrapped{"nlohmann/", "src/base/json.cpp"},
    Wrapped{"spdlog/", "src/base/log.cpp"},
    Wrapped{"toml++/", "src/model/toml.cpp"},
    Wrapped{"curl/", "src/io/network/curl_downloader.cpp"},
    Wrapped{"archive.h", "src/io/archive/archive_file.cpp"},
    Wrapped{"archive_entry.h", "src/io/archive/archive_file.cpp"},
    Wrapped{"openssl/", "src/io/sha256.cpp"},
    Wrapped{"re2/", "src/inspect/regex.cpp"},
    Wrapped{"CLI/", "src/cli/parser.cpp"},
    Wrapped{"libelf.h", "src/inspect/native/elf_reader.cpp"},
    Wrapped{"yaml-cpp/", "src/inspect/yaml.cpp"},
    Wrapped{"gelf.h", "src/inspect/native/elf_reader.cpp"},
};

// Functions of the file system that Boost lacks, such as fsync, are gathered here, below platform/.
constexpr std::array<std::string_view, 2> k_system_calls_of_base = {"src/base/os_files.cpp",
                                                                    "src/base/os_files_windows.cpp"};

std::optional<std::size_t> rank(std::string_view room) {
  const auto found = std::find(k_rooms.begin(), k_rooms.end(), room);
  if (found == k_rooms.end()) return std::nullopt;
  return static_cast<std::size_t>(found - k_rooms.begin());
}

// "src/io/store.cpp" → io, "platform/posix/process.cpp" → platform, "src/main.cpp" → main.
std::optional<std::size_t> rank_of_file(std::string_view path) {
  if (path == "src/main.cpp") return rank("main");
  const auto parts = split(path, '/');
  if (parts[0] == "platform") return rank("platform");
  if (parts[0] == "src" && parts.size() > 2) return rank(parts[1]);
  return std::nullopt;
}

std::string check_quoted(const std::string& path, std::size_t own_rank, const std::string& header) {
  const auto parts = split(header, '/');
  const auto room = rank(parts[0]);
  if (!room || parts.size() < 2 || contains(header, "..")) {
    return "`" + header + "` is not written from the root: `room/file.hpp`";
  }
  if (*room > own_rank) {
    return "`" + header + "`: " + std::string(k_rooms[own_rank]) + " is below " + parts[0];
  }
  if (parts[0] == "platform" && parts.size() > 2 && parts[1] != "packages" &&
      !starts_with(path, "platform/")) {
    return "`" + header + "` is of one operating system; include a header of platform/ itself";
  }
  return {};
}

bool matches(const Wrapped& wrapped, std::string_view header) {
  return ends_with(wrapped.header, "/") ? starts_with(header, wrapped.header) : header == wrapped.header;
}

std::optional<Violation> check_angled(const std::string& path, std::size_t line, const std::string& header) {
  const auto wrapped = std::find_if(k_wrapped.begin(), k_wrapped.end(),
                                    [&](const Wrapped& candidate) { return matches(candidate, header); });
  if (wrapped != k_wrapped.end()) {
    if (path == wrapped->owner) return std::nullopt;
    return Violation{path, line, "third-party",
                     "<" + header + "> belongs to " + std::string(wrapped->owner) + " alone"};
  }
  const bool of_the_language = !contains(header, "/") && !contains(header, ".");
  const bool may = starts_with(path, "platform/") ||
                   std::find(k_system_calls_of_base.begin(), k_system_calls_of_base.end(), path) !=
                       k_system_calls_of_base.end();
  if (of_the_language || may) return std::nullopt;
  const bool of_the_system =
      ends_with(header, ".h") &&
      (!contains(header, "/") || starts_with(header, "sys/") || starts_with(header, "linux/"));
  if (of_the_system) {
    return Violation{path, line, "system-header", "<" + header + "> is the operating system's: platform/"};
  }
  return Violation{path, line, "third-party",
                   "<" + header + "> is in no table (tests/structure/includes.cpp)"};
}

// The header of an include line with its opening quote or bracket, or nothing.
std::string included(std::string_view line) {
  auto rest = trim(line);
  if (!starts_with(rest, "#")) return {};
  rest = trim(rest.substr(1));
  if (!starts_with(rest, "include")) return {};
  rest = trim(rest.substr(7));
  const auto end = rest.find_first_of("\">", 1);
  return end == std::string_view::npos ? std::string() : std::string(rest.substr(0, end));
}

}  // namespace

std::vector<Violation> check_includes(const SourceFile& file, const std::string& code) {
  std::vector<Violation> violations;
  const auto own_rank = rank_of_file(file.path);
  if (!own_rank) return violations;  // a test sees every room
  std::size_t number = 0;
  for (const auto& line : split_lines(code)) {
    ++number;
    const auto header = included(line);
    if (header.empty()) continue;
    const auto name = header.substr(1);
    if (header[0] == '"') {
      const auto what = check_quoted(file.path, *own_rank, name);
      if (!what.empty()) violations.push_back({file.path, number, "layer", what});
    } else if (const auto violation = check_angled(file.path, number, name)) {
      violations.push_back(*violation);
    }
  }
  return violations;
}

}  // namespace ftenv::structure
