// The directory in which one CPython is built: $cache/builds/NAME. What an interrupted run has finished is
// marked there, so that the next one goes on from it. Private to the files that build CPython.
//
// Whoever works in it holds the store's lock.
#pragma once

#include <optional>
#include <string_view>

#include "base/fs.hpp"
#include "base/result.hpp"

namespace ftenv {

class BuildTree {
 public:
  explicit BuildTree(fs::path directory) : m_directory(std::move(directory)) {}

  const fs::path& directory() const { return m_directory; }
  fs::path source() const { return m_directory / "source"; }
  fs::path unpacking() const { return m_directory / "source.part"; }
  fs::path warmup() const { return m_directory / "warmup"; }
  fs::path site_file() const { return m_directory / "config.site"; }

  bool unpacked() const;
  bool configured() const { return marked("configured"); }
  bool made() const { return marked("made"); }
  Status mark_configured() const { return mark("configured"); }
  Status mark_made() const { return mark("made"); }

  // Throws away what can't be gone on with: a half unpacked tree, and one in which a run died without
  // being able to stop its compilers (killed, power lost), because an object file may be cut off there.
  Status prepare() const;
  Status remove() const;

  // From here until it is destroyed, programs write into the tree.
  class Work {
   public:
    static Result<Work> begin(const BuildTree& tree);
    Work(Work&& other) noexcept;
    Work& operator=(Work&& other) = delete;
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;
    ~Work();

   private:
    explicit Work(fs::path mark) : m_mark(std::move(mark)) {}
    fs::path m_mark;
  };

 private:
  bool marked(std::string_view name) const;
  Status mark(std::string_view name) const;

  fs::path m_directory;
};

}  // namespace ftenv
