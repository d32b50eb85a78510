#include "inspect/overlay_folder.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "inspect/project/project_files.hpp"
#include "model/home.hpp"
#include "model/recipe/overlay_rules.hpp"
#include "platform/trusted_file.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_most_bytes = 1u << 20;
constexpr std::size_t k_most_files = 500;
constexpr int k_most_depth = 3;

const char* const k_hint =
    "recipes decide what is installed and downloaded: nobody but you may write to them; "
    "`chmod -R go-w` takes that right from others";

Status refuse_others(const fs::path& folder) {
  const std::string others = who_else_may_write(folder);
  if (others.empty()) return {};
  return fail(ErrorCode::usage, "recipes in `" + folder.string() + "` are not taken: " + others, {k_hint});
}

class FolderReader {
 public:
  explicit FolderReader(const fs::path& folder) : m_real(fs::weakly_canonical(folder, m_error)) {
    m_overlay.folder = folder.string();
  }

  Result<Overlay> read() {
    FTENV_CHECK(read_folder(m_overlay.folder, "", 1));
    std::sort(m_overlay.files.begin(), m_overlay.files.end(),
              [](const OverlayFile& a, const OverlayFile& b) { return a.name < b.name; });
    return std::move(m_overlay);
  }

 private:
  Status read_folder(const fs::path& folder, const std::string& prefix, int depth) {
    FTENV_CHECK(refuse_others(folder));
    FsError error;
    // entries_of says nothing of a folder that can't be read, and this must not look like an empty one.
    fs::directory_iterator readable(folder, error);
    if (error) return fail(file_error(error, "read", folder));
    for (const fs::path& entry : entries_of(folder)) {
      const std::string name = entry.filename().string();
      // What editors, version control and people keep beside recipes.
      if (starts_with(name, ".") || ends_with(name, ".md") || ends_with(name, "~")) continue;
      FTENV_TRY(const fs::path real, inside(entry));
      if (fs::is_directory(real, error)) {
        if (depth >= k_most_depth)
          return fail(ErrorCode::usage, "`" + entry.string() + "` is a folder where no recipes can be");
        FTENV_CHECK(read_folder(entry, prefix + name + "/", depth + 1));
        continue;
      }
      FTENV_CHECK(read_file(entry, real, prefix + name));
    }
    return {};
  }

  Status read_file(const fs::path& entry, const fs::path& real, const std::string& name) {
    OverlayFile file{name, entry.string(), {}};
    FTENV_CHECK(check_overlay_name(file));
    if (m_overlay.files.size() >= k_most_files)
      return fail(ErrorCode::usage, "`" + m_overlay.folder + "` has more files than recipes need");
    FTENV_TRY(file.content, read_trusted_text(real, k_most_bytes));
    m_overlay.files.push_back(std::move(file));
    return {};
  }

  // Where the entry really is, which has to be in the folder.
  Result<fs::path> inside(const fs::path& entry) const {
    FsError error;
    fs::path real = fs::canonical(entry, error);
    if (error || !lies_within(real, m_real)) {
      return fail(ErrorCode::usage,
                  "`" + entry.string() + "` is a link that leads out of the folder with the recipes",
                  {"put a copy of the file there; the folder itself may be a link"});
    }
    return real;
  }

  FsError m_error;
  fs::path m_real;
  Overlay m_overlay;
};

struct ConfigFolder {
  fs::path folder;
  bool by_variable = false;
};

// As the XDG specification has it, and what Windows calls roaming settings.
ConfigFolder config_folder(const Environment& person) {
  const std::string home = home_of(person);
  for (const char* name : {"XDG_CONFIG_HOME", fs::path(home).has_root_name() ? "APPDATA" : ""}) {
    const fs::path named(person.get(name));
    if (named.is_absolute()) return {absolute_normal(named, named.root_path()), true};
  }
  const fs::path at_home(home);
  if (!at_home.is_absolute()) return {};
  return {absolute_normal(at_home / ".config", at_home.root_path()), false};
}

// A variable that leads into a project may come from there (direnv and its kin set some). Below a home that
// is itself in that folder everything is the person's.
Status refuse_projects(const fs::path& folder, const OverlayPlaces& places) {
  const fs::path here = fs::current_path();
  const fs::path home(home_of(places.person));
  for (const fs::path& brought : {here, absolute_normal(places.project, here)}) {
    if (!really_lies_within(folder, brought)) continue;
    if (home.is_absolute() && really_lies_within(home, brought)) continue;
    return fail(
        ErrorCode::usage,
        "recipes in `" + folder.string() + "` are not taken: they are part of `" + brought.string() + "`",
        {"`XDG_CONFIG_HOME` leads there; if you mean them, say `--recipes " + shell_quote(folder.string()) +
         "`"});
  }
  return {};
}

}  // namespace

Result<Overlays> find_overlays(const OverlayPlaces& places) {
  Overlays overlays;
  FsError error;
  const ConfigFolder config = config_folder(places.person);
  if (!config.folder.empty()) {
    const fs::path own = config.folder / "ftenv" / "recipes";
    if (fs::symlink_status(own, error).type() != fs::file_not_found) {
      if (config.by_variable) FTENV_CHECK(refuse_projects(own, places));
      FTENV_TRY(Overlay overlay, FolderReader(own).read());
      if (!overlay.files.empty()) overlays.push_back(std::move(overlay));
    }
  }
  if (places.asked_for.empty()) return overlays;
  const fs::path asked = absolute_normal(places.asked_for, fs::current_path());
  if (!fs::is_directory(asked, error))
    return fail(ErrorCode::usage, "there is no folder `" + asked.string() + "`",
                {"--recipes takes a folder with files such as platforms/NAME.toml"});
  FTENV_TRY(Overlay overlay, FolderReader(asked).read());
  if (overlay.files.empty())
    return fail(ErrorCode::usage, "`" + asked.string() + "` has no recipes",
                {"--recipes takes a folder with files such as platforms/NAME.toml"});
  overlays.push_back(std::move(overlay));
  return overlays;
}

}  // namespace ftenv
