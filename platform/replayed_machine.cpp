#include "platform/replayed_machine.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "platform/host_probe.hpp"

namespace ftenv {
namespace {

bool answers(const RecordedAnswer& answer, const std::vector<std::string>& argv, const Host& host) {
  const bool open = answer.argv.back() == "*";
  const std::size_t fixed = answer.argv.size() - (open ? 1 : 0);
  if (argv.size() < fixed || (!open && argv.size() != fixed)) return false;
  return std::equal(answer.argv.begin(), answer.argv.begin() + static_cast<std::ptrdiff_t>(fixed),
                    argv.begin(), [&](const std::string& recorded, const std::string& asked) {
                      return comparable_there(recorded, host) == comparable_there(asked, host);
                    });
}

// Line by line for the words of "*": package managers answer so.
ProcessOutcome outcome_of(const RecordedAnswer& answer, const std::vector<std::string>& argv) {
  if (!answer.found) return {{ExitStatus::not_found, 0}, {}, {}, {}};
  ProcessOutcome outcome{
      {ExitStatus::exited, static_cast<int>(answer.exit_code)}, answer.out, answer.err, {}};
  if (answer.argv.back() != "*") return outcome;
  for (std::size_t i = answer.argv.size() - 1; i < argv.size(); ++i) {
    const auto known = answer.each.find(argv[i]);
    const bool is_known = known != answer.each.end();
    const std::string line = is_known ? known->second : replace_all(answer.otherwise, "{}", argv[i]);
    if (!line.empty()) outcome.out += line + "\n";
    if (!is_known && answer.otherwise_exit != 0)
      outcome.status.value = static_cast<int>(answer.otherwise_exit);
  }
  return outcome;
}

// "cargo" is C:/Users/ada/.cargo/bin/cargo.exe as well.
bool is_called(const std::string& path, const std::string& name) {
  const std::string file = path.substr(path.rfind('/') + 1);
  return file == name || file == name + ".exe";
}

}  // namespace

ReplayedMachine::ReplayedMachine(HostFile file, std::string name)
    : m_file(std::move(file)), m_name(std::move(name)) {
  if (m_file.host.os == "linux") apply_os_release(m_file.os_release, m_file.host);
}

std::vector<std::string> ReplayedMachine::as_there(const std::vector<std::string>& argv,
                                                   const std::vector<fs::path>& ours) const {
  std::vector<std::string> shown;
  for (const std::string& word : argv) {
    const std::string there = as_there(word, ours);
    // The other root, and a configuration below it that the program would not look for by itself.
    const bool told = is_on_paper(word) && (there.empty() || starts_with(there, "/etc/"));
    if (told && !shown.empty()) {
      shown.pop_back();
    } else {
      shown.push_back(there);
    }
  }
  return shown;
}

Environment ReplayedMachine::environment_there() const {
  Environment environment(m_file.environment);
  environment.set("HOME", m_file.home);
  environment.set("PATH", "/usr/bin");
  return environment;
}

Environment ReplayedMachine::environment() const {
  const Environment there = environment_there();
  Environment environment;
  for (const auto& [name, value] : there.variables())
    environment.set(name, is_absolute_somewhere(value) ? on_paper(value).string() : value);
  return environment;
}

std::optional<fs::path> ReplayedMachine::find_program(const std::string& name) const {
  const std::string wanted = comparable_there(as_there(name), host());
  const bool is_path = contains(wanted, "/");
  for (const std::string& program : m_file.programs) {
    if (is_path ? program == wanted || program == wanted + ".exe" : is_called(program, wanted))
      return fs::path(program);
  }
  return std::nullopt;
}

Result<ProcessOutcome> ReplayedMachine::run(const ProcessRequest& request) {
  const std::vector<std::string> argv = as_there(request.argv);
  const auto found =
      std::find_if(m_file.answers.begin(), m_file.answers.end(),
                   [&](const RecordedAnswer& answer) { return answers(answer, argv, host()); });
  if (found == m_file.answers.end()) {
    Error error{ErrorCode::usage,
                "`" + m_name + "` does not say what `" + shell_line(argv) + "` answers",
                {},
                {"add an [[answer]] with its argv, out and exit; `plan --host` starts nothing"},
                "",
                std::nullopt};
    const std::lock_guard lock(m_mutex);
    if (!m_refused) m_refused = error;
    return fail(std::move(error));
  }
  ProcessOutcome outcome = outcome_of(*found, argv);
  if (request.on_line) {
    for (const std::string& line : split_lines(outcome.out)) request.on_line(line);
  }
  return outcome;
}

std::optional<Error> ReplayedMachine::refused() const {
  const std::lock_guard lock(m_mutex);
  return m_refused;
}

}  // namespace ftenv
