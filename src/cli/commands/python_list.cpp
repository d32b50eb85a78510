#include <algorithm>
#include <cstdio>

#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/text/output.hpp"
#include "cli/text/python_table.hpp"
#include "engine/toolchain/store.hpp"
#include "inspect/python/interpreter_search.hpp"
#include "model/home.hpp"

namespace ftenv {
namespace {

fs::path real_path(const fs::path& path) {
  FsError error;
  const fs::path real = fs::canonical(path, error);
  return error ? path : real;
}

// The store's first. What else is found of the store (by a link on PATH, through a venv) is a name of it.
std::vector<FoundInterpreter> everything(Services& services, const std::vector<Toolchain>& toolchains) {
  std::vector<FoundInterpreter> all;
  for (const Toolchain& toolchain : toolchains) {
    all.push_back(
        {toolchain.executable, real_path(toolchain.executable), {toolchain.executable}, "store", false, {}});
  }
  const std::string store = real_path(services.store.pythons()).string() + "/";
  for (FoundInterpreter& found :
       find_interpreters(services.recipes.interpreters, services.host, services.user_environment)) {
    const auto known = std::find_if(all.begin(), all.begin() + static_cast<long>(toolchains.size()),
                                    [&](const FoundInterpreter& one) {
                                      FsError ignored;
                                      return fs::equivalent(one.file, found.file, ignored);
                                    });
    if (known != all.begin() + static_cast<long>(toolchains.size())) {
      known->names.insert(known->names.end(), found.names.begin(), found.names.end());
      known->on_path = known->on_path || found.on_path;
    } else if (!starts_with(found.file.string(), store)) {
      all.push_back(std::move(found));
    }
  }
  return all;
}

Result<std::vector<PythonRow>> rows_of(Services& services) {
  const std::vector<Toolchain> toolchains = list_toolchains(services);
  FTENV_TRY(std::vector<SurveyedInterpreter> surveyed,
            survey_interpreters(services.processes, services.child_environment,
                                services.recipes.compatibility.first_free_threaded,
                                everything(services, toolchains)));
  std::vector<PythonRow> rows;
  for (SurveyedInterpreter& seen : surveyed) {
    const auto toolchain = std::find_if(toolchains.begin(), toolchains.end(), [&](const Toolchain& one) {
      return one.executable == seen.found.path;
    });
    rows.push_back({std::move(seen), std::nullopt});
    if (toolchain != toolchains.end()) rows.back().toolchain = *toolchain;
  }
  sort_rows(rows);
  return rows;
}

}  // namespace

int run_python_list_command(const Invocation& invocation, World& world) {
  Services& services = world.services();
  const auto rows = rows_of(services);
  world.end_progress();
  if (!rows) return report_failure(invocation, rows.error(), services.cancel.signal());
  if (invocation.json) {
    const Json document = Json::object({{"schema", 1}, {"pythons", pythons_json(*rows)}});
    std::printf("%s\n", document.dump().c_str());
    return k_exit_ok;
  }
  const auto usable =
      std::any_of(rows->begin(), rows->end(), [](const PythonRow& row) { return row.seen.use.extension; });
  if (!rows->empty()) {
    const std::string home = home_of(services.user_environment);
    std::fputs(render_pythons(*rows, stdout_style(invocation), home).c_str(), stdout);
  }
  if (!usable) {
    std::fputs(
        "there is no free-threaded interpreter yet\nhint: `ftenv up` or `ftenv python install` gets one\n",
        stderr);
  }
  return k_exit_ok;
}

}  // namespace ftenv
