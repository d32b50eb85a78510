#include <algorithm>

#include "base/files.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "engine/cpython/commands.hpp"
#include "engine/cpython/configure_warmup.hpp"
#include "engine/cpython/header_check.hpp"
#include "engine/cpython/stages.hpp"
#include "engine/failure_log.hpp"
#include "inspect/configure_report.hpp"

namespace ftenv {
namespace {

// Writes the site file. That it could not be written for lack of answers is no error.
Status warm_up(const BuildContext& context) {
  FTENV_TRY(const WarmupRecipe recipe, load_warmup_recipe());
  FTENV_CHECK(remove_tree(context.tree.warmup()));
  FTENV_CHECK(remove_tree(context.tree.site_file()));
  const auto& systems = recipe.systems;
  const Host& host = context.services.host;
  const std::string system = host.os + (host.libc.empty() ? "" : "-" + host.libc);
  if (std::find(systems.begin(), systems.end(), system) == systems.end()) return {};
  context.progress("asking the compiler");
  FTENV_TRY(const std::string configure, read_text(context.tree.source() / "configure"));
  const auto questions = read_configure_questions(configure);
  Environment environment = context.services.child_environment;
  environment.set("LC_ALL", "C.UTF-8");
  const Warmup warmup{context.services.processes, environment, context.compiler.path, context.build.jobs,
                      context.tree.warmup()};
  FTENV_TRY(const auto answers, measure_answers(warmup, recipe, questions));
  log_debug("warm-up: " + std::to_string(answers.size()) + " of " + std::to_string(questions.size()) +
            " questions answered");
  FTENV_CHECK(remove_tree(context.tree.warmup()));
  return write_text_atomically(context.tree.site_file(), site_script(answers));
}

Error missing_error(const BuildContext& context, const std::vector<MissingModule>& missing,
                    const fs::path& log) {
  std::vector<std::string> names;
  std::vector<std::string> packages;
  for (const MissingModule& module : missing) {
    const bool known = !module.package.empty();
    names.push_back("`" + module.module + "`" + (known ? " needs `" + module.package + "`" : ""));
    if (known && std::find(packages.begin(), packages.end(), module.package) == packages.end())
      packages.push_back(module.package);
  }
  Error error{ErrorCode::process,
              context.subject() + " would lack " + (names.size() == 1 ? "a module" : "modules") +
                  " of its standard library: " + join(names, ", "),
              {},
              {},
              "PY-03",
              log.string()};
  if (packages.empty()) {
    error.hints.push_back("the log says what configure looked for");
  } else {
    error.hints.push_back("install " + std::string(packages.size() == 1 ? "it" : "them") + ": `" +
                          display(context.services.packages.install_command(packages)) + "`");
  }
  error.hints.push_back("then run the same command again: it goes on with configure");
  return error;
}

// configure of CPython 3.14 ends with a table; a required module that it will not build stops us here,
// before the long part.
Status check_modules(const BuildContext& context, const std::string& output, const fs::path& log) {
  CpythonRecipe recipe = context.services.recipes.cpython;
  for (StdlibModule& module : recipe.modules) {
    if (module.configure_name == "_tkinter") module.required = context.build.tkinter;
  }
  const auto states = stdlib_module_states(output);
  auto missing =
      missing_modules(states, recipe, context.services.recipes.platform, context.build.source.version);
  FTENV_TRY(const auto headless, modules_without_header(context, states, log));
  missing.insert(missing.end(), headless.begin(), headless.end());
  if (!missing.empty()) return fail(missing_error(context, missing, log));
  return {};
}

}  // namespace

Status run_configure(const BuildContext& context) {
  FTENV_CHECK(warm_up(context));
  Services& services = context.services;
  const fs::path log = services.store.logs() / "python-configure.log";
  const Command command = configure_command(services, context.build, context.prefix, context.tree.source());
  FTENV_CHECK(make_directories(services.store.logs()));
  FTENV_CHECK(start_log(log, command, services.clock.utc()));
  ProcessRequest request = request_for(services, command);
  FsError ignored;
  if (fs::exists(context.tree.site_file(), ignored))
    request.environment.set("CONFIG_SITE", context.tree.site_file().string());
  request.log = log;
  std::string output;
  std::uintmax_t lines = 0;
  request.on_line = [&](std::string_view line) {
    output.append(line).append("\n");
    if (starts_with(line, "checking ") && ++lines % 10 == 0) context.progress("configuring, question", lines);
  };
  context.progress("configuring");
  FTENV_TRY(const auto work, BuildTree::Work::begin(context.tree));
  FTENV_TRY(const ProcessOutcome outcome, services.processes.run(request));
  if (!outcome.status.ok()) {
    return fail(explain_failure(services, ErrorCode::process,
                                "configure of " + context.subject() + " ended with " + outcome.status.text(),
                                log));
  }
  FTENV_CHECK(check_modules(context, output, log));
  return context.tree.mark_configured();
}

}  // namespace ftenv
