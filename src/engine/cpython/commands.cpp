#include "engine/cpython/commands.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ftenv {
namespace {

// Changes when ftenv builds differently from the same inputs, so that older results are not taken for
// newer ones.
constexpr const char* k_layout = "layout 1";
// The answers of compilers and configure are read; a user's language would change them.
constexpr const char* k_locale = "C.UTF-8";
constexpr const char* k_profiled = "--enable-optimizations";

void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

std::vector<std::string> make_arguments(const Services& services, const CpythonBuild& build) {
  std::vector<std::string> arguments{"make", "-j" + std::to_string(std::max(1, build.jobs))};
  // A target whose recipe failed, on a full disk perhaps, must not be up to date for the run that goes on.
  // Apple's make is 3.81, which does not know the option; its compiler writes to another name first.
  if (services.host.os != "macos") arguments.push_back("--eval=.DELETE_ON_ERROR:");
  // Only CPython's own tests start Programs/_testembed; -o says that it is up to date.
  append(arguments, {"-o", "Programs/_testembed"});
  append(arguments, services.recipes.cpython.make);
  return arguments;
}

}  // namespace

std::vector<std::string> configure_arguments(const CpythonRecipe& recipe, const PlatformRecipe& platform,
                                             const CpythonBuild& build) {
  std::vector<std::string> arguments = recipe.configure;
  const auto series = recipe.series_configure.find(build.source.version.series());
  if (series != recipe.series_configure.end()) append(arguments, series->second);
  append(arguments, platform.configure);
  if (build.optimized) append(arguments, recipe.configure_optimized);
  return arguments;
}

std::map<std::string, std::string> configure_variables(const CpythonRecipe& recipe,
                                                       const CpythonBuild& build) {
  std::map<std::string, std::string> variables{
      {"CFLAGS_NODIST", join(recipe.compile_flags, " ")},
      {"LDFLAGS_NODIST", join(recipe.link_flags, " ")},
      {"LC_ALL", k_locale},
  };
  variables.insert(recipe.environment.begin(), recipe.environment.end());
  // configure's own word for "not on this platform"; there is no option for it.
  if (!build.tkinter) variables["py_cv_module__tkinter"] = "n/a";
  return variables;
}

Command configure_command(const Services& services, const CpythonBuild& build, const fs::path& prefix,
                          const fs::path& tree) {
  Command command;
  command.argv = {"./configure", "--prefix=" + prefix.string(), "--libdir=" + (prefix / "lib").string()};
  append(command.argv, configure_arguments(services.recipes.cpython, services.recipes.platform, build));
  command.environment = configure_variables(services.recipes.cpython, build);
  command.directory = tree.string();
  return command;
}

Command make_command(const Services& services, const CpythonBuild& build, const fs::path& tree) {
  Command command;
  command.argv = make_arguments(services, build);
  // The profile is taken by CPython's own tests: one process after the other takes twenty minutes.
  const auto arguments = configure_arguments(services.recipes.cpython, services.recipes.platform, build);
  if (std::find(arguments.begin(), arguments.end(), k_profiled) != arguments.end())
    command.argv.push_back("PROFILE_TASK=-m test --pgo -j" + std::to_string(build.jobs));
  // The flags are in the Makefile by now; in the environment they would be added a second time.
  command.environment = {{"LC_ALL", k_locale}};
  command.directory = tree.string();
  return command;
}

Command install_command(const Services& services, const CpythonBuild& build, const fs::path& tree,
                        const fs::path& destination) {
  Command command;
  command.argv = make_arguments(services, build);
  append(command.argv, services.recipes.cpython.make_install);
  // `install` byte-compiles the library three times on one core, for three levels of optimization. `:`
  // turns that off; cpython_install.cpp does it once on all cores.
  append(command.argv, {"PYTHON_FOR_BUILD=:", "DESTDIR=" + destination.string(), "install"});
  command.environment = {{"LC_ALL", k_locale}};
  command.directory = tree.string();
  return command;
}

std::string fingerprint_inputs(const Services& services, const CpythonBuild& build,
                               const std::string& compiler) {
  const CpythonRecipe& recipe = services.recipes.cpython;
  std::string inputs = std::string(k_layout) + "\nsource " + build.source.sha256 + "\n";
  inputs += "version " + build.source.version.text() + "\n";
  inputs += "configure " + shell_line(configure_arguments(recipe, services.recipes.platform, build)) + "\n";
  for (const auto& [name, value] : configure_variables(recipe, build))
    inputs.append(name).append("=").append(value).append("\n");
  inputs += "make " + shell_line(recipe.make) + "\ninstall " + shell_line(recipe.make_install) + "\n";
  inputs += "compiler " + compiler + "\n";
  inputs += "libc " + services.host.libc + " " + services.host.libc_version + "\n";
  inputs += std::string("optimized ") + (build.optimized ? "yes" : "no") + "\n";
  inputs += std::string("tkinter ") + (build.tkinter ? "yes" : "no") + "\n";
  return inputs;
}

ProcessRequest request_for(const Services& services, const Command& command) {
  ProcessRequest request;
  request.argv = command.argv;
  request.environment = services.child_environment;
  for (const auto& [name, value] : command.environment) request.environment.set(name, value);
  request.directory = command.directory;
  request.capture_limit = 64u << 10;
  return request;
}

std::string interpreter_name(const Version& version) {
  return "python" + version.series() + "t";
}

fs::path build_directory(const Store& store, const fs::path& prefix) {
  return store.builds() / prefix.filename();
}

}  // namespace ftenv
