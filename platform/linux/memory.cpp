#include "platform/linux/memory.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>

#include "base/files.hpp"
#include "base/text.hpp"
#include "platform/linux/cgroup.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_small_file = 1u << 16;
// v1 writes "no limit" as the largest multiple of a page.
constexpr std::uintmax_t k_no_limit = std::uintmax_t{1} << 60;

std::optional<std::uintmax_t> number_of(std::string_view text) {
  const std::string digits(trim(text));
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return std::strtoull(digits.c_str(), nullptr, 10);
}

std::optional<std::uintmax_t> number_in(const fs::path& file) {
  const auto text = read_text(file, k_small_file);
  return text ? number_of(*text) : std::nullopt;
}

// "inactive_file 1234" of memory.stat
std::uintmax_t stat_of(const fs::path& file, std::string_view key) {
  for (const std::string& line : split_lines(read_text(file, k_small_file).value_or(std::string()))) {
    const auto words = split_words(line);
    if (words.size() == 2 && words[0] == key) return number_of(words[1]).value_or(0);
  }
  return 0;
}

void keep_tighter(std::uintmax_t& left, const fs::path& directory, const char* limit_file,
                  const char* used_file, std::string_view cache_key) {
  const auto limit = number_in(directory / limit_file);
  if (!limit || *limit >= k_no_limit) return;
  const std::uintmax_t used = number_in(directory / used_file).value_or(0);
  const std::uintmax_t cache = std::min(used, stat_of(directory / "memory.stat", cache_key));
  const std::uintmax_t here = *limit > used - cache ? *limit - (used - cache) : 1;
  left = left == 0 ? here : std::min(left, here);
}

}  // namespace

// MemAvailable:    5021340 kB
// SwapFree:              0 kB
MemoryFacts memory_of_meminfo(std::string_view meminfo) {
  MemoryFacts facts;
  for (const std::string& line : split_lines(meminfo)) {
    const auto words = split_words(line);
    if (words.size() < 2) continue;
    const std::uintmax_t bytes = number_of(words[1]).value_or(0) * 1024;
    if (words[0] == "MemAvailable:") facts.available_bytes = bytes;
    if (words[0] == "SwapFree:") facts.swap_bytes = bytes;
  }
  return facts;
}

std::uintmax_t cgroup_memory_left(std::string_view proc_self_cgroup, const fs::path& root) {
  std::uintmax_t left = 0;
  for (const fs::path& directory : cgroup_directories(proc_self_cgroup, root).unified)
    keep_tighter(left, directory, "memory.max", "memory.current", "inactive_file");
  // Of v1 the process's own view is enough: in a container the group's path is the root's.
  keep_tighter(left, root / "memory", "memory.limit_in_bytes", "memory.usage_in_bytes",
               "total_inactive_file");
  return left;
}

}  // namespace ftenv
