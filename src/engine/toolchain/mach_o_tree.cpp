#include <algorithm>
#include <fstream>
#include <functional>

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "engine/logged_run.hpp"
#include "engine/toolchain/mach_o_move.hpp"
#include "inspect/native/native_file.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_largest_file = 1u << 30;

// One file under all the names that it has in the tree: bin/python3.14 is a hard link to bin/python3.14t.
using Names = std::vector<fs::path>;

// The longer of two names comes first.
Result<std::vector<Names>> files_below(const fs::path& root) {
  std::vector<fs::path> paths;
  FsError error;
  fs::recursive_directory_iterator at(root, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    FsError ignored;
    if (at->symlink_status(ignored).type() == fs::regular_file) paths.push_back(at->path());
  }
  if (error) return fail(file_error(error, "read", root));
  std::sort(paths.begin(), paths.end(), std::greater<>());
  std::vector<Names> files;
  for (const fs::path& path : paths) {
    FsError ignored;
    const bool several = fs::hard_link_count(path, ignored) > 1;
    const auto same = std::find_if(files.begin(), files.end(), [&](const Names& names) {
      return several && fs::equivalent(names.front(), path, ignored);
    });
    if (same != files.end()) {
      same->push_back(path);
    } else {
      files.push_back({path});
    }
  }
  return files;
}

bool begins_like_mach_o(const fs::path& file) {
  std::ifstream stream = os_files::input_stream(file);
  std::string start(8, '\0');
  stream.read(start.data(), static_cast<std::streamsize>(start.size()));
  return stream.gcount() == 8 && native_format_of(start) == NativeFormat::mach_o && !is_java_class(start);
}

Result<std::vector<Command>> commands_for(const fs::path& root, const fs::path& file,
                                          const std::string& old_prefix) {
  std::vector<Command> none;
  if (!begins_like_mach_o(file)) return none;
  FTENV_TRY(const std::string bytes, read_text(file, k_largest_file));
  const std::string place = file.lexically_relative(root).generic_string();
  FTENV_TRY(const std::vector<MachONames> parts, read_mach_o_names(bytes, place));
  return mach_o_move(root, place, parts, old_prefix);
}

Status run_all(Services& services, const std::vector<Command>& commands, const fs::path& file) {
  for (const Command& command : commands) {
    LoggedRun run;
    run.step = "python";
    run.log = "python-names";
    run.argv = command.argv;
    run.environment = services.child_environment;
    run.failure = command.argv.front() + " could not change `" + file.string() + "`";
    FTENV_CHECK(run_logged(services, run));
  }
  return {};
}

// Both tools put a new file in the place of the old one, which its other names still mean.
Status join_names(const Names& names) {
  for (std::size_t i = 1; i < names.size(); ++i) {
    FsError error;
    fs::remove(names[i], error);
    if (!error) fs::create_hard_link(names.front(), names[i], error);
    if (error) return fail(file_error(error, "link", names[i]));
  }
  return {};
}

}  // namespace

Status move_mach_o_tree(Services& services, const fs::path& root, const std::string& old_prefix) {
  FTENV_TRY(const std::vector<Names> files, files_below(root));
  for (const Names& names : files) {
    const fs::path& file = names.front();
    FTENV_TRY(const std::vector<Command> commands, commands_for(root, file, old_prefix));
    if (commands.empty()) continue;
    FTENV_CHECK(run_all(services, commands, file));
    FTENV_TRY(const std::vector<Command> left, commands_for(root, file, old_prefix));
    if (!left.empty()) {
      return fail(ErrorCode::process, "`" + commands.front().argv.front() + "` was successful, but `" +
                                          file.string() + "` still holds paths of `" + old_prefix + "`");
    }
    FTENV_CHECK(join_names(names));
  }
  return {};
}

}  // namespace ftenv
