#include "engine/toolchain/mach_o_move.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace ftenv {
namespace {

// What a load command of a library, or of a run path, has before its text; each is filled up to 8 bytes.
constexpr std::size_t k_library_head = 24, k_run_path_head = 12;
constexpr std::int64_t k_signature_command = 16;

using Renames = std::vector<std::pair<std::string, std::string>>;  // empty new name: goes

struct Changes {
  std::string id;  // the new one
  Renames libraries;
  Renames run_paths;
  bool none() const { return id.empty() && libraries.empty() && run_paths.empty(); }
};

std::int64_t command_size(std::size_t head, const std::string& text) {
  return text.empty() ? 0 : static_cast<std::int64_t>((head + text.size() + 1 + 7) / 8 * 8);
}

// "/install/lib/x.dylib" → "lib/x.dylib". Such names have "/" also where this is asked on another system.
std::optional<fs::path> below(const std::string& name, const std::string& prefix) {
  const std::string path = fs::path(name).lexically_normal().generic_string();
  std::string start = fs::path(prefix).lexically_normal().generic_string();
  while (start.size() > 1 && ends_with(start, "/")) start.pop_back();
  if (path == start) return fs::path(".");
  if (start.size() < 2 || !starts_with(path, start + "/")) return std::nullopt;
  return fs::path(path.substr(start.size() + 1));
}

// A program's own folder stays known when it is started through a link in a virtual environment.
std::string relative_name(const std::string& place, bool program, const fs::path& target) {
  const fs::path folder = (fs::path("/") / place).parent_path();
  const fs::path goal = (fs::path("/") / target).lexically_normal();
  std::string text = goal.lexically_relative(folder).generic_string();
  while (ends_with(text, "/") || ends_with(text, "/.")) text.pop_back();
  return std::string(program ? "@executable_path" : "@loader_path") + (text == "." ? "" : "/" + text);
}

bool has(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

Changes changes_of(const std::string& place, const MachONames& names, const std::string& old_prefix) {
  Changes changes;
  if (below(names.id, old_prefix)) changes.id = "@rpath/" + fs::path(names.id).filename().string();
  for (const std::string& library : names.libraries) {
    const auto target = below(library, old_prefix);
    if (target) changes.libraries.emplace_back(library, relative_name(place, names.program, *target));
  }
  std::vector<std::string> known = names.run_paths;
  for (const std::string& run_path : names.run_paths) {
    const auto target = below(run_path, old_prefix);
    if (!target) continue;
    std::string to = relative_name(place, names.program, *target);
    // The same run path twice is refused.
    if (has(known, to)) to.clear();
    known.push_back(to);
    changes.run_paths.emplace_back(run_path, to);
  }
  return changes;
}

std::int64_t growth_of(const MachONames& names, const Changes& changes) {
  std::int64_t growth = 0;
  if (!changes.id.empty())
    growth += command_size(k_library_head, changes.id) - command_size(k_library_head, names.id);
  for (const auto& [from, to] : changes.libraries)
    growth += command_size(k_library_head, to) - command_size(k_library_head, from);
  for (const auto& [from, to] : changes.run_paths)
    growth += command_size(k_run_path_head, to) - command_size(k_run_path_head, from);
  return growth;
}

// Apple's processors run nothing without a signature that fits; elsewhere only one that is there counts.
bool wants_signature(const MachONames& names) {
  return names.has_signature || names.processor == "arm64";
}

void add_all(Renames& to, const Renames& more) {
  for (const auto& rename : more) {
    if (std::find(to.begin(), to.end(), rename) == to.end()) to.push_back(rename);
  }
}

}  // namespace

Result<std::vector<Command>> mach_o_move(const fs::path& root, const std::string& place,
                                         const std::vector<MachONames>& parts,
                                         const std::string& old_prefix) {
  Changes all;
  bool sign = false;
  for (const MachONames& names : parts) {
    const Changes changes = changes_of(place, names, old_prefix);
    sign = sign || wants_signature(names);
    // Each is changed in all parts at once, and one that a part does not have stops the tool.
    if (&names != &parts.front() && changes.run_paths != all.run_paths) {
      return fail(ErrorCode::unsupported, "`" + place + "` has other run paths for " + names.processor +
                                              " than for " + parts.front().processor +
                                              ", so they can't be changed together");
    }
    if (!changes.id.empty()) all.id = changes.id;
    add_all(all.libraries, changes.libraries);
    all.run_paths = changes.run_paths;
    if (changes.none()) continue;
    const std::int64_t growth = growth_of(names, changes) +
                                (wants_signature(names) && !names.has_signature ? k_signature_command : 0);
    if (growth > 0 && static_cast<std::uint64_t>(growth) > names.room) {
      return fail(ErrorCode::unsupported,
                  "`" + place + "` holds paths of `" + old_prefix + "`, and those that would make it " +
                      "movable are " + std::to_string(growth) + " bytes longer, where " +
                      std::to_string(names.room) + " are free",
                  {"whoever links it can leave room with `-Wl,-headerpad_max_install_names`"});
    }
  }
  std::vector<Command> commands;
  if (all.none()) return commands;
  const std::string file = (root / place).string();
  std::vector<std::string> argv{"install_name_tool"};
  const auto add = [&](const std::vector<std::string>& words) {
    argv.insert(argv.end(), words.begin(), words.end());
  };
  if (!all.id.empty()) add({"-id", all.id});
  for (const auto& [from, to] : all.libraries) add({"-change", from, to});
  for (const auto& [from, to] : all.run_paths) {
    if (to.empty()) {
      add({"-delete_rpath", from});
    } else {
      add({"-rpath", from, to});
    }
  }
  add({file});
  commands.push_back({argv, {}, "", false});
  if (sign) commands.push_back({{"codesign", "--force", "--sign", "-", file}, {}, "", false});
  return commands;
}

Result<std::vector<Command>> planned_mach_o_move(const fs::path& root, const Host& host,
                                                 const std::string& interpreter, const std::string& prefix) {
  MachONames library;
  library.processor = host.arch;
  library.has_signature = host.arch == "arm64";  // Apple's linker signs for these
  library.room = 0x1000;
  const std::string place = "lib/lib" + interpreter + ".dylib";
  library.id = prefix + "/" + place;
  MachONames program = library;
  program.id.clear();
  program.program = true;
  program.libraries = {library.id};
  FTENV_TRY(std::vector<Command> commands, mach_o_move(root, place, {library}, prefix));
  FTENV_TRY(const std::vector<Command> more, mach_o_move(root, "bin/" + interpreter, {program}, prefix));
  commands.insert(commands.end(), more.begin(), more.end());
  return commands;
}

}  // namespace ftenv
