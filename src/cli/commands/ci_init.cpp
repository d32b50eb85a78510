#include <cstdio>

#include "base/files.hpp"
#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/output.hpp"
#include "engine/ci/ci_init.hpp"
#include "engine/recorded_edit.hpp"

namespace ftenv {
namespace {

struct Written {
  std::string text;
  fs::path path;
  bool wrote = false;
};

Result<Written> init(const Invocation& invocation, Services& services) {
  FTENV_TRY(const Project project, read_project(invocation.options.project));
  Written made;
  FTENV_TRY(made.text, workflow_for(project, services.recipes.compatibility));
  made.path = workflow_path(project);
  if (!invocation.write) return made;
  FsError error;
  if (fs::exists(made.path, error)) {
    const auto there = read_text(made.path);
    if (there && *there == made.text) return made;
    return fail(ErrorCode::project, "`" + made.path.string() + "` is there already",
                {"`ftenv ci check` says what is wrong with it",
                 "without `--write` the new one is printed: compare them, or move the old one away"});
  }
  FTENV_CHECK(write_recorded(services, k_written_file, made.path, made.text, "ci"));
  made.wrote = true;
  return made;
}

}  // namespace

int run_ci_init_command(const Invocation& invocation, World& world) {
  world.end_progress();
  const auto made = init(invocation, world.services());
  if (!made) return report_failure(invocation, made.error(), 0);
  if (invocation.json) {
    const Json document = Json::object({{"schema", 1},
                                        {"ok", true},
                                        {"file", made->path.string()},
                                        {"written", made->wrote},
                                        {"workflow", made->text}});
    std::printf("%s\n", document.dump().c_str());
  } else if (!invocation.write) {
    std::fputs(made->text.c_str(), stdout);
  } else if (!invocation.quiet) {
    std::printf("%s %s\n", made->wrote ? "wrote" : "unchanged:", made->path.string().c_str());
  }
  return k_exit_ok;
}

}  // namespace ftenv
