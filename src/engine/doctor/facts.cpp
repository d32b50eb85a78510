#include "engine/doctor/facts.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/main_job.hpp"
#include "engine/rust/toolchain.hpp"

namespace ftenv {
namespace {

constexpr std::chrono::seconds k_answer_limit{2};  // as long as a quick check has

// rustc 1.95.0 (59807616e 2026-04-14)
// binary: rustc
// host: x86_64-unknown-linux-gnu
// release: 1.95.0
std::string line_after(std::string_view text, std::string_view key) {
  for (const std::string& line : split_lines(text)) {
    if (starts_with(line, key)) return std::string(trim(std::string_view(line).substr(key.size())));
  }
  return {};
}

std::optional<fs::path> find_rust_program(const Environment& user, const std::string& name) {
  if (auto found = find_program(name, user.get("PATH"))) return found;
  return find_program((cargo_home(user) / "bin" / name).string(), "");
}

// The C halves of what a build leaves out when a library is not there. Importing the Python halves would
// take longer than starting the interpreter. Those of other versions too: which one this is it has yet to
// say.
std::vector<std::string> modules_in_c(const Recipes& recipes) {
  std::vector<std::string> names;
  for (const StdlibModule& module : recipes.cpython.modules) {
    const bool from_outside =
        !module.header.empty() || recipes.platform.module_packages.count(module.configure_name) != 0;
    if (module.required && from_outside) names.push_back(module.configure_name);
  }
  return names;
}

Failure no_answer(const fs::path& program, const ProcessOutcome& outcome) {
  const std::vector<std::string> said = split_lines(outcome.err.empty() ? outcome.out : outcome.err);
  Error error{ErrorCode::process,
              "`" + program.string() + "` does not answer (" + outcome.status.text() + ")",
              {},
              {},
              {},
              std::nullopt};
  if (!said.empty()) error.context.push_back("it printed: " + strip_terminal_codes(said.front()));
  return Failure(std::move(error));
}

Result<RustFacts> ask_rust(ProcessRunner& processes, const Environment& user, const fs::path& directory) {
  const auto cargo = find_rust_program(user, "cargo");
  const auto rustc = find_rust_program(user, "rustc");
  if (!cargo || !rustc) {
    return fail(ErrorCode::process, std::string("there is no ") +
                                        (!cargo && !rustc ? "cargo and no rustc"
                                         : !cargo         ? "cargo"
                                                          : "rustc") +
                                        " on PATH or in `" + (cargo_home(user) / "bin").string() + "`");
  }
  RustFacts facts;
  facts.cargo = *cargo;
  facts.rustc = *rustc;
  ProcessRequest request;
  request.argv = {rustc->string(), "-vV"};
  request.environment = user;
  // Looking must not install a toolchain.
  request.environment.set("RUSTUP_AUTO_INSTALL", "0");
  request.directory = directory;
  FTENV_TRY(const ProcessOutcome outcome, processes.run(request));
  const auto version = Version::parse(line_after(outcome.out, "release:"));
  if (!outcome.status.ok() || !version) return no_answer(*rustc, outcome);
  facts.version = *version;
  facts.host = line_after(outcome.out, "host:");
  return facts;
}

}  // namespace

Facts::Facts(Services& services, Options options, std::optional<fs::path> project, FindingPages pages)
    : m_services(services), m_options(std::move(options)), m_pages(std::move(pages)) {
  if (project) m_root = absolute_normal(*project, fs::current_path());
}

const Result<Project>& Facts::project() {
  return m_project.get([&]() -> Result<Project> {
    if (!has_project()) return fail(ErrorCode::project, "no project was named");
    return read_project(m_root);
  });
}

fs::path Facts::venv() {
  if (!has_project()) return {};
  if (const auto& read = project()) return venv_path(m_options, *read);
  if (!m_options.venv.empty()) return absolute_normal(m_options.venv, fs::current_path());
  return m_root / ".venv";
}

const Result<VenvFacts>& Facts::venv_facts() {
  return m_venv_facts.get([&] { return read_venv(venv()); });
}

const Result<InterpreterFacts>& Facts::interpreter(ProcessRunner& processes) {
  return m_interpreter.get([&]() -> Result<InterpreterFacts> {
    const Result<VenvFacts>& seen = venv_facts();
    if (!seen) return fail(seen.error());
    if (!seen->is_venv || !seen->executable_alive) {
      return fail(ErrorCode::project,
                  "there is no virtual environment that can be started at `" + venv().string() + "`");
    }
    const InterpreterQuestion question{modules_in_c(m_services.recipes), /*with_site=*/true, k_answer_limit};
    return question_interpreter(processes, m_services.child_environment, seen->executable, question);
  });
}

const Result<RustFacts>& Facts::rust(ProcessRunner& processes) {
  return m_rust.get([&] {
    return ask_rust(processes, m_services.user_environment, has_project() ? m_root : fs::current_path());
  });
}

const CargoConfig& Facts::cargo_config() {
  return m_cargo_config.get([&] {
    return read_cargo_config(has_project() ? m_root : fs::current_path(), m_services.user_environment);
  });
}

const std::vector<LockedPackage>& Facts::locked() {
  return m_locked.get([&]() -> std::vector<LockedPackage> {
    if (!has_project()) return {};
    const auto& read = project();
    if (!read || !read->lock) return {};
    return read_cargo_lock(*read->lock).value_or(std::vector<LockedPackage>{});
  });
}

}  // namespace ftenv
