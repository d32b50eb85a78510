#include <cstdio>

#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/question.hpp"
#include "cli/text/output.hpp"
#include "engine/report/issue_report.hpp"

namespace ftenv {
namespace {

// A report of ours may be replaced by a newer one, anything else may not.
Status check_target(const fs::path& file) {
  FsError error;
  if (fs::symlink_status(file, error).type() == fs::file_not_found) return {};
  const auto text = read_text(file, 16u << 20);
  if (text && starts_with(*text, k_report_mark)) return {};
  return fail(ErrorCode::usage, "`" + file.string() + "` is there already and is no report",
              {"name another file with `--output`"});
}

std::optional<fs::path> project_of(const Invocation& invocation) {
  FsError error;
  const fs::path folder = absolute_normal(invocation.options.project, fs::current_path());
  const bool is_project =
      fs::exists(folder / "Cargo.toml", error) || fs::exists(folder / "pyproject.toml", error);
  return is_project ? std::optional<fs::path>(folder) : std::nullopt;
}

}  // namespace

int run_report_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  world.end_progress();
  const fs::path file = invocation.output.empty() ? "ftenv-report.md" : invocation.output;
  if (const Status free = check_target(file); !free) return report_failure(invocation, free.error(), 0);
  const auto text = make_issue_report(services, invocation.options, project_of(invocation));
  if (!text) return report_failure(invocation, text.error(), services.cancel.signal());
  if (!invocation.json && !invocation.quiet) std::fputs(text->c_str(), stdout);
  std::fflush(stdout);
  // Shown first, written when the person agrees: what goes to an issue tracker is public.
  const bool agreed = is_agreed(invocation, services.user_environment,
                                "\nwrite this to `" + file.string() + "`?", /*by_default=*/true);
  if (agreed) {
    if (const Status written = write_text_atomically(absolute_normal(file, fs::current_path()), *text);
        !written)
      return report_failure(invocation, written.error(), 0);
  }
  if (invocation.json) {
    const Json document = Json::object(
        {{"schema", 1}, {"ok", true}, {"file", agreed ? Json(file.string()) : Json()}, {"markdown", *text}});
    std::printf("%s\n", document.dump().c_str());
  }
  if (!invocation.quiet) {
    std::fputs(
        agreed ? ("\nwritten to `" + file.string() + "`: read it once more before you publish it\n").c_str()
               : "\nnot written; `--yes` writes it\n",
        stderr);
  }
  return k_exit_ok;
}

}  // namespace ftenv
