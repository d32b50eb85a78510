#include "inspect/native/loader_path.hpp"

#include <array>
#include <cstring>
#include <fstream>

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_most_headers = 512;
constexpr std::uintmax_t k_most_strings = 16u << 20;
constexpr std::uintmax_t k_most_cache = 64u << 20;

// elf.h is the system's; these are the format's.
constexpr std::uint32_t k_load = 1;
constexpr std::uint32_t k_dynamic = 2;
enum Tag : std::uint64_t { tag_end = 0, tag_needed = 1, tag_strtab = 5, tag_rpath = 15, tag_runpath = 29 };

class Reader {
 public:
  explicit Reader(const fs::path& file) : m_stream(os_files::input_stream(file)) {}

  // Fewer bytes than asked for: an empty string.
  std::string read(std::uint64_t at, std::uint64_t size) {
    if (size > k_most_strings || at > (std::uint64_t{1} << 62)) return {};
    std::string bytes(size, '\0');
    m_stream.clear();
    m_stream.seekg(static_cast<std::streamoff>(at));
    if (!m_stream.read(bytes.data(), static_cast<std::streamsize>(size))) return {};
    return bytes;
  }
  std::string text(std::uint64_t at) {
    m_stream.clear();
    m_stream.seekg(static_cast<std::streamoff>(at));
    std::string value;
    for (char c = 0; value.size() < 65536 && m_stream.get(c) && c != '\0';) value += c;
    return value;
  }

 private:
  std::ifstream m_stream;
};

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  if (at + size > bytes.size()) return 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

struct Segment {
  std::uint64_t type = 0, offset = 0, address = 0, size = 0;
};

struct Head {
  bool wide = true;  // 64 bit
  std::uint16_t machine = 0;
  std::uint64_t table = 0;
  std::size_t entry = 0, count = 0;
};

std::optional<Head> read_head(Reader& reader) {
  const std::string bytes = reader.read(0, 52);
  if (!starts_with(bytes, "\177ELF") || bytes[5] != 1) return std::nullopt;
  Head head;
  head.wide = bytes[4] == 2;
  const std::string whole = head.wide ? reader.read(0, 64) : bytes;
  if (whole.empty()) return std::nullopt;
  head.machine = static_cast<std::uint16_t>(number(whole, 18, 2));
  head.table = head.wide ? number(whole, 32, 8) : number(whole, 28, 4);
  head.entry = number(whole, head.wide ? 54 : 42, 2);
  head.count = number(whole, head.wide ? 56 : 44, 2);
  if (head.entry < (head.wide ? 56u : 32u) || head.count > k_most_headers) return std::nullopt;
  return head;
}

std::vector<Segment> read_segments(Reader& reader, const Head& head) {
  std::vector<Segment> segments;
  const std::string table = reader.read(head.table, std::uint64_t{head.entry} * head.count);
  for (std::size_t at = 0; at + head.entry <= table.size(); at += head.entry) {
    Segment segment;
    segment.type = number(table, at, 4);
    segment.offset = head.wide ? number(table, at + 8, 8) : number(table, at + 4, 4);
    segment.address = head.wide ? number(table, at + 16, 8) : number(table, at + 8, 4);
    segment.size = head.wide ? number(table, at + 32, 8) : number(table, at + 16, 4);
    segments.push_back(segment);
  }
  return segments;
}

std::optional<std::uint64_t> offset_of(const std::vector<Segment>& segments, std::uint64_t address) {
  for (const Segment& segment : segments) {
    if (segment.type == k_load && address >= segment.address && address - segment.address < segment.size)
      return segment.offset + (address - segment.address);
  }
  return std::nullopt;
}

// The loader passes over a library of another class or machine, and goes on.
bool fits(const fs::path& library, const LoaderNeeds& needs) {
  FsError error;
  if (!fs::is_regular_file(library, error)) return false;
  Reader reader(library);
  const auto head = read_head(reader);
  return !head || ((head->wide ? 64 : 32) == needs.bits && head->machine == needs.machine);
}

fs::path first_in(const std::vector<std::string>& folders, const std::string& library,
                  const LoaderNeeds& needs, const fs::path& program) {
  for (std::string folder : folders) {
    for (const char* origin : {"$ORIGIN", "${ORIGIN}"})
      folder = replace_all(folder, origin, program.parent_path().string());
    if (!starts_with(folder, "/")) continue;  // an empty entry is the current folder, whatever that is
    const fs::path candidate = fs::path(folder) / library;
    if (fits(candidate, needs)) return candidate;
  }
  return {};
}

std::vector<std::string> entries(const std::string& list) {
  return split(replace_all(list, ";", ":"), ':');
}

}  // namespace

std::optional<LoaderNeeds> read_loader_needs(const fs::path& file) {
  Reader reader(file);
  const auto head = read_head(reader);
  if (!head) return std::nullopt;
  const std::vector<Segment> segments = read_segments(reader, *head);
  LoaderNeeds needs;
  needs.bits = head->wide ? 64 : 32;
  needs.machine = head->machine;
  const std::size_t word = head->wide ? 8 : 4;
  for (const Segment& segment : segments) {
    if (segment.type != k_dynamic) continue;
    const std::string table = reader.read(segment.offset, segment.size);
    std::vector<std::pair<std::uint64_t, std::uint64_t>> wanted;
    std::optional<std::uint64_t> strings;
    for (std::size_t at = 0; at + 2 * word <= table.size(); at += 2 * word) {
      const std::uint64_t tag = number(table, at, word);
      const std::uint64_t value = number(table, at + word, word);
      if (tag == tag_end) break;
      if (tag == tag_strtab) strings = offset_of(segments, value);
      if (tag == tag_needed || tag == tag_rpath || tag == tag_runpath) wanted.emplace_back(tag, value);
    }
    if (!strings) return std::nullopt;
    for (const auto& [tag, value] : wanted) {
      const std::string text = reader.text(*strings + value);
      if (tag == tag_needed) needs.needed.push_back(text);
      if (tag == tag_rpath) needs.rpath = text;
      if (tag == tag_runpath) needs.runpath = text;
    }
    return needs;
  }
  return std::nullopt;
}

LoaderWorld system_loader(const std::string& library_path, const fs::path& root) {
  LoaderWorld world;
  world.library_path = library_path;
  world.cache = read_text(root / "etc" / "ld.so.cache", k_most_cache).value_or(std::string());
  world.folders = {"/lib64", "/usr/lib64", "/lib", "/usr/lib"};
  // musl has no cache, and one folder more.
  if (world.cache.empty()) world.folders.emplace_back("/usr/local/lib");
  return world;
}

// A head of 48 bytes ("glibc-ld.so.cache1.1", the number of entries at 20), then entries of 24: flags, where
// the name starts, where the path starts, … Both are counted from the file's beginning.
std::vector<fs::path> cached_libraries(std::string_view cache, std::string_view library) {
  constexpr std::string_view magic = "glibc-ld.so.cache1.1";
  std::vector<fs::path> found;
  if (!starts_with(cache, magic)) return found;
  const auto text = [&](std::uint64_t at) -> std::string_view {
    if (at >= cache.size()) return {};
    const std::string_view rest = cache.substr(at);
    return rest.substr(0, rest.find('\0'));
  };
  const std::uint64_t count = number(cache, 20, 4);
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::size_t at = 48 + static_cast<std::size_t>(i) * 24;
    if (at + 24 > cache.size()) break;
    if (text(number(cache, at + 4, 4)) == library)
      found.emplace_back(std::string(text(number(cache, at + 8, 4))));
  }
  return found;
}

FoundLibrary find_library(const fs::path& program, const LoaderNeeds& needs, const std::string& library,
                          const LoaderWorld& world) {
  if (contains(library, "/")) return {library, "its own path"};
  const auto in = [&](const std::string& list) { return first_in(entries(list), library, needs, program); };
  // A DT_RUNPATH makes the loader forget DT_RPATH.
  if (needs.runpath.empty()) {
    if (const fs::path path = in(needs.rpath); !path.empty()) return {path, "RPATH"};
  }
  if (const fs::path path = in(world.library_path); !path.empty()) return {path, "LD_LIBRARY_PATH"};
  if (const fs::path path = in(needs.runpath); !path.empty()) return {path, "RUNPATH"};
  for (const fs::path& path : cached_libraries(world.cache, library)) {
    if (fits(path, needs)) return {path, "the loader's cache"};
  }
  for (const fs::path& folder : world.folders) {
    if (fits(folder / library, needs)) return {folder / library, "the system's folders"};
  }
  return {};
}

}  // namespace ftenv
