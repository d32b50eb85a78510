#include "inspect/elf_needs.hpp"

#include <gelf.h>
#include <libelf.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>
#include <vector>

#include "base/files.hpp"
#include "base/text.hpp"
#include "model/version.hpp"

namespace ftenv {
namespace {

constexpr std::string_view k_magic = "\177ELF";
constexpr std::uintmax_t k_largest = 1u << 30;

struct ElfEnd {
  void operator()(Elf* elf) const { elf_end(elf); }
};
using ElfHandle = std::unique_ptr<Elf, ElfEnd>;

Failure damaged(const std::string& name) {
  const int number = elf_errno();
  return fail(ErrorCode::archive, "`" + name + "` begins like an ELF file, but can't be read" +
                                      (number == 0 ? std::string() : std::string(": ") + elf_errmsg(number)));
}

// GLIBC_2.34, GLIBC_2.3.4; GLIBC_ABI_DT_RELR is asked for by files with packed relocations, which the
// loader understands from 2.36 on. GLIBC_PRIVATE says nothing, GCC_3.0 and CXXABI_1.3 are of others.
std::optional<Version> glibc_of(std::string_view name) {
  constexpr std::string_view prefix = "GLIBC_";
  if (!starts_with(name, prefix)) return std::nullopt;
  if (name == "GLIBC_ABI_DT_RELR") return Version{2, 36, 0, {}};
  return Version::parse(name.substr(prefix.size()));
}

// What `readelf -V` shows of /bin/ls:
//   Version needs section '.gnu.version_r' contains 1 entry:
//    0000: Version: 1  File: libc.so.6  Cnt: 3
//    0x0010:   Name: GLIBC_2.34  Flags: none  Version: 4
// Two chained lists, whose links are distances in bytes; a damaged one must not lead in circles.
bool read_needs(Elf* elf, Elf_Scn* section, const GElf_Shdr& header, std::optional<Version>& highest) {
  Elf_Data* data = elf_getdata(section, nullptr);
  if (data == nullptr) return false;
  const auto inside = [&](std::size_t at) { return at < data->d_size && at <= 0x7fffffff; };
  std::size_t at = 0;
  for (std::size_t files = 0; files < header.sh_info; ++files) {
    GElf_Verneed need;
    if (!inside(at) || gelf_getverneed(data, static_cast<int>(at), &need) == nullptr) return false;
    std::size_t entry = at + need.vn_aux;
    for (std::size_t names = 0; names < need.vn_cnt; ++names) {
      GElf_Vernaux version;
      if (!inside(entry) || gelf_getvernaux(data, static_cast<int>(entry), &version) == nullptr) return false;
      const char* name = elf_strptr(elf, header.sh_link, version.vna_name);
      if (name == nullptr) return false;
      const auto glibc = glibc_of(name);
      if (glibc && (!highest || *highest < *glibc)) highest = glibc;
      if (version.vna_next == 0) break;
      entry += version.vna_next;
    }
    if (need.vn_next == 0) break;
    at += need.vn_next;
  }
  return true;
}

// libelf may convert the bytes where they are, so they must be its own.
Result<std::optional<Version>> needs_of(std::string bytes, const std::string& name) {
  std::optional<Version> highest;
  if (!starts_with(bytes, k_magic)) return highest;
  elf_version(EV_CURRENT);
  const ElfHandle elf(elf_memory(bytes.data(), bytes.size()));
  GElf_Ehdr head;
  std::size_t names = 0;
  if (!elf || gelf_getehdr(elf.get(), &head) == nullptr) return damaged(name);
  // The table of sections is at the end of a file: what was cut short lacks it.
  if (head.e_shoff > bytes.size()) return damaged(name);
  if (head.e_shoff != 0 && elf_getshdrstrndx(elf.get(), &names) != 0) return damaged(name);
  for (Elf_Scn* section = elf_nextscn(elf.get(), nullptr); section != nullptr;
       section = elf_nextscn(elf.get(), section)) {
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) == nullptr) return damaged(name);
    if (header.sh_type == SHT_GNU_verneed && !read_needs(elf.get(), section, header, highest))
      return damaged(name);
  }
  return highest;
}

bool begins_like_elf(const fs::path& file) {
  std::ifstream stream(file.string(), std::ios::binary);
  char start[k_magic.size()] = {};
  return stream.read(start, sizeof start) && std::string_view(start, sizeof start) == k_magic;
}

Status look_at(const fs::path& file, std::optional<Version>& highest) {
  if (!begins_like_elf(file)) return {};
  FTENV_TRY(std::string bytes, read_text(file, k_largest));
  FTENV_TRY(const std::optional<Version> needed, needs_of(std::move(bytes), file.string()));
  if (needed && (!highest || *highest < *needed)) highest = needed;
  return {};
}

// "2.34", not "2.34.0": so it is written everywhere.
std::string text_of(const std::optional<Version>& version) {
  if (!version) return {};
  return version->patch == 0 ? version->series() : version->text();
}

}  // namespace

Result<std::string> glibc_needed_by(std::string_view bytes, const std::string& name) {
  FTENV_TRY(const std::optional<Version> needed, needs_of(std::string(bytes), name));
  return text_of(needed);
}

Result<std::string> glibc_needed(const fs::path& tree) {
  std::optional<Version> highest;
  FsError error;
  const fs::file_status status = fs::symlink_status(tree, error);
  if (error) return fail(file_error(error, "look at", tree));
  if (fs::is_regular_file(status)) {
    FTENV_CHECK(look_at(tree, highest));
    return text_of(highest);
  }
  fs::recursive_directory_iterator at(tree, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    FsError ignored;
    if (fs::is_regular_file(at->symlink_status(ignored))) FTENV_CHECK(look_at(at->path(), highest));
  }
  if (error) return fail(file_error(error, "read", tree));
  return text_of(highest);
}

}  // namespace ftenv
