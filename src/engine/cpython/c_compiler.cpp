#include "engine/cpython/c_compiler.hpp"

#include "base/text.hpp"

namespace ftenv {
namespace {

// AC_PROG_CC's order. CC itself never reaches a child: recipes/environment.toml does not let it through.
constexpr const char* k_names[] = {"gcc", "cc", "clang"};

Failure no_compiler(const Services& services) {
  std::vector<std::string> hints;
  const auto& packages = services.recipes.platform.packages;
  if (const auto build = packages.find("build"); build != packages.end() && !build->second.empty()) {
    hints.push_back("install it: `" + display(services.packages.install_command(build->second)) + "`");
  }
  return fail(ErrorCode::unsupported, "there is no C compiler on PATH", std::move(hints), "PY-01");
}

}  // namespace

Result<CCompiler> find_c_compiler(Services& services) {
  const std::string path = services.child_environment.get("PATH");
  for (const char* name : k_names) {
    const auto program = services.view.find_program(name, path);
    if (!program) continue;
    ProcessRequest request;
    request.argv = {program->string(), "--version"};
    request.environment = services.child_environment;
    request.environment.set("LC_ALL", "C.UTF-8");
    request.timeout = std::chrono::seconds(20);
    FTENV_TRY(const ProcessOutcome outcome, services.processes.run(request));
    const auto lines = split_lines(outcome.out);
    if (!outcome.status.ok() || lines.empty()) {
      return fail(ErrorCode::unsupported,
                  "the C compiler `" + program->string() + "` does not run: " + outcome.status.text(),
                  {"configure would choose it: reinstall it, or take it off PATH"}, "PY-01");
    }
    return CCompiler{*program, lines.front()};
  }
  return no_compiler(services);
}

}  // namespace ftenv
