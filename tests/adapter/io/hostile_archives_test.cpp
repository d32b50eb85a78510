#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <sstream>

#include "base/text.hpp"
#include "hostile_case.hpp"
#include "io/archive/archive_tree.hpp"
#include "support/archive_maker.hpp"
#include "support/temp.hpp"

namespace ftenv {
namespace {

using test::ArchiveFormat;
using test::full_text;
using test::HostileCase;
using test::read_file;
using test::TestDir;
using test::Tree;
using test::write_file;

struct stat status_of(const fs::path& path) {
  struct stat status {};
  INFO(path.string());
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status;
}

// Everything below `root` but `without`: kind, mode, number of names, time and content.
Tree photograph(const fs::path& root, const fs::path& without) {
  Tree seen;
  std::vector<fs::path> open = {root};
  while (!open.empty()) {
    const fs::path folder = open.back();
    open.pop_back();
    for (fs::directory_iterator entry(folder), end; entry != end; ++entry) {
      if (entry->path() == without) continue;
      const struct stat status = status_of(entry->path());
      std::ostringstream what;
      what << std::oct << status.st_mode << ' ' << status.st_uid << ' ' << std::dec;
      // A folder's time changes when `without` is made in it.
      if (!S_ISDIR(status.st_mode))
        what << status.st_nlink << ' ' << status.st_ino << ' ' << status.st_mtime << ' ';
      if (S_ISREG(status.st_mode)) what << read_file(entry->path());
      if (S_ISLNK(status.st_mode)) what << fs::read_symlink(entry->path()).string();
      if (S_ISDIR(status.st_mode)) open.push_back(entry->path());
      seen[entry->path().lexically_relative(root).string()] = what.str();
    }
  }
  return seen;
}

// What was unpacked; nothing in it may be other than a plain file, a folder or a link that leads inside.
Tree inspect(const fs::path& out) {
  Tree seen;
  std::vector<fs::path> open;
  if (fs::exists(out)) open.push_back(out);
  while (!open.empty()) {
    const fs::path folder = open.back();
    open.pop_back();
    for (fs::directory_iterator entry(folder), end; entry != end; ++entry) {
      const std::string name = entry->path().lexically_relative(out).string();
      INFO(printable_name(name));
      const struct stat status = status_of(entry->path());
      CHECK((status.st_mode & (S_ISLNK(status.st_mode) ? 0u : 07022u)) == 0);
      CHECK(status.st_uid == ::geteuid());
      if (S_ISDIR(status.st_mode)) {
        seen[name] = "/";
        open.push_back(entry->path());
      } else if (S_ISLNK(status.st_mode)) {
        const fs::path target = fs::read_symlink(entry->path());
        seen[name] = "-> " + target.string();
        FsError circle;
        const fs::path leads_to = fs::weakly_canonical(entry->path(), circle);
        if (!circle) CHECK(starts_with(leads_to.string() + "/", fs::canonical(out).string() + "/"));
      } else {
        CHECK(S_ISREG(status.st_mode));
        CHECK(status.st_blocks < (16 << 20) / 512);
        seen[name] = status.st_size > (1 << 16) ? "large" : read_file(entry->path());
      }
    }
  }
  return seen;
}

// As a download brings it: in pieces that end anywhere.
class Pieces : public ByteSource {
 public:
  explicit Pieces(const fs::path& path) : m_file(path.string(), std::ios::binary) {}
  Result<std::size_t> read(char* buffer, std::size_t size) override {
    m_file.read(buffer, static_cast<std::streamsize>(std::min<std::size_t>(size, 777)));
    return static_cast<std::size_t>(m_file.gcount());
  }

 private:
  std::ifstream m_file;
};

bool is_refusal(const std::string& message, const std::string& wanted) {
  if (wanted != test::k_unreadable) return !wanted.empty() && contains(message, wanted);
  return contains(message, "is damaged: ") || contains(message, "is not an archive") ||
         contains(message, "is an empty archive");
}

class Room {
 public:
  Room() {
    write_file(m_dir / "secret", "not to be touched");
    write_file(m_dir / "room/secret", "nor this");
    write_file(m_dir / "room/folder/keep", "nor this");
    fs::create_symlink("../secret", m_dir / "room/link");
  }
  std::string outside() const { return m_dir.path().string(); }

  // Unpacks the archive and judges what became of it. False when something got out.
  bool unpack(const HostileCase& given, const fs::path& archive, bool stream) {
    const fs::path out = m_dir / "room/out";
    const Tree before = photograph(m_dir.path(), out);
    ExtractOptions options;
    options.limits = given.limits;
    Pieces pieces(archive);
    const Status extracted = stream ? extract_archive(pieces, archive.string(), out, options)
                                    : extract_archive(archive, out, options);
    const bool kept = photograph(m_dir.path(), out) == before;
    CHECK(kept);
    const Tree made = inspect(out);
    INFO((extracted ? std::string("unpacked") : full_text(extracted.error())));
    if (extracted) {
      CHECK(given.refusal.empty());
      CHECK(made == given.tree);
    } else {
      CHECK((given.either || is_refusal(extracted.error().message, given.refusal)));
      const std::string text = full_text(extracted.error());
      CHECK(std::all_of(text.begin(), text.end(),
                        [](char c) { return c == '\n' || static_cast<unsigned char>(c) >= 0x20; }));
    }
    REQUIRE(remove_tree(out));
    return kept;
  }

 private:
  TestDir m_dir;
};

struct Form {
  ArchiveFormat format;
  const char* name;
};

constexpr Form k_forms[] = {{ArchiveFormat::tar, "tar"},
                            {ArchiveFormat::tar_gz, "tar.gz"},
                            {ArchiveFormat::tar_xz, "tar.xz"},
                            {ArchiveFormat::tar_zst, "tar.zst"},
                            {ArchiveFormat::zip, "zip"}};

std::vector<HostileCase> all_cases(const std::string& outside) {
  const TestDir dir;
  test::make_archive(dir / "a", {{"top/z", test::ArchiveEntry::file, std::string(8 << 20, '\0')}},
                     ArchiveFormat::zip);
  std::vector<HostileCase> cases = test::hostile_entries(outside);
  for (const auto& more : {test::hostile_tars(outside), test::hostile_zips(outside),
                           test::hostile_bytes(read_file(dir / "a"))}) {
    cases.insert(cases.end(), more.begin(), more.end());
  }
  return cases;
}

TEST_CASE("hostile archives of every form, from a file and from a stream, get nothing outside") {
  Room room;
  const std::vector<HostileCase> cases = all_cases(room.outside());
  std::size_t files = 0;
  std::size_t escaped = 0;
  const TestDir dir;
  for (const HostileCase& given : cases) {
    for (const Form& form : k_forms) {
      const bool zip = form.format == ArchiveFormat::zip;
      const std::string& bytes = zip ? given.zip : given.tar;
      if (bytes.empty() || (given.only_compressed && form.format == ArchiveFormat::tar)) continue;
      const fs::path archive = dir / ("a." + std::string(form.name));
      if (zip || form.format == ArchiveFormat::tar) {
        write_file(archive, bytes);
      } else {
        test::make_compressed(archive, bytes, form.format);
      }
      if (given.cut_at_percent < 100)
        fs::resize_file(archive, fs::file_size(archive) * given.cut_at_percent / 100);
      if (!given.behind.empty()) write_file(archive, read_file(archive) + given.behind);
      ++files;
      for (const bool stream : {false, true}) {
        if (stream && zip) continue;
        INFO(given.what << ", " << form.name << (stream ? ", a stream" : ", a file"));
        escaped += room.unpack(given, archive, stream) ? 0 : 1;
      }
    }
  }
  std::cout << cases.size() << " hostile archives in " << files << " files, " << escaped << " escaped\n"
            << std::flush;
  CHECK(cases.size() >= 25);
  CHECK(files >= 5 * 25);
  CHECK(escaped == 0);
}

}  // namespace
}  // namespace ftenv
