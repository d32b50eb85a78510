// Extension modules in the environment and among the sources, each opened once, and the project's wheels.

#include "base/text.hpp"
#include "engine/checks/artefacts/checks.hpp"
#include "engine/checks/crate/checks.hpp"

namespace ftenv {
namespace {

std::string top_of(const std::string& module) {
  return module.substr(0, module.find('.'));
}

class Survey {
 public:
  explicit Survey(const Project* project) : m_own(project ? top_of(project->module) : std::string()) {}

  void installed(const fs::path& folder) {
    const ExtensionSearch search = installed_extensions(folder);
    complete = complete && search.complete;
    for (const FoundExtension& extension : search.found) add(extension, true);
  }

  void sources(const fs::path& root) {
    for (const FoundExtension& extension : source_extensions(root, m_own).found) add(extension, false);
  }

  std::vector<SeenExtension> seen;
  bool complete = true;

 private:
  void add(const FoundExtension& extension, bool installed) {
    for (const SeenExtension& known : seen) {
      if (!installed && known.extension.file == extension.file) return;
    }
    const auto abi = read_extension_abi(extension.file);
    seen.push_back({extension, abi ? *abi : ExtensionAbi{}, installed, top_of(extension.module) == m_own});
  }

  std::string m_own;
};

Result<CheckAnswer> check_files(CheckContext& context) {
  const InterpreterFacts* python = answering_interpreter(context);
  if (!python) return CheckAnswer{{}, {}, "there is no environment to look at"};
  const Project* project = readable_project(context);
  Survey survey(project);
  for (const fs::path& folder : package_folders(context.facts.venv())) survey.installed(folder);
  CheckAnswer answer;
  if (project) {
    for (const fs::path& root : import_roots(*project)) survey.sources(root);
    judge_own_extensions(context, *project, survey.seen, *python, answer);
  }
  judge_package_extensions(context, survey.seen, *python, answer);
  judge_extension_libraries(context, survey.seen, answer);

  if (!survey.complete) {
    answer.seen = "only part of the environment was read: it has too many files";
  } else if (!survey.seen.empty()) {
    const std::size_t count = survey.seen.size();
    answer.seen = std::to_string(count) + (count == 1 ? " extension file" : " extension files");
  }
  return answer;
}

// hello-0.1.0-cp314-cp314t-linux_x86_64.whl
struct WheelFile {
  fs::path file;
  std::string python, abi;
  std::time_t written = 0;
};

std::vector<WheelFile> wheels_in(const fs::path& folder) {
  std::vector<WheelFile> wheels;
  FsError error;
  fs::directory_iterator at(folder, error);
  for (const fs::directory_iterator end; !error && at != end; at.increment(error)) {
    const std::vector<std::string> parts = split(at->path().stem().string(), '-');
    if (at->path().extension() != ".whl" || parts.size() < 5) continue;
    FsError ignored;
    wheels.push_back({at->path(), parts[parts.size() - 3], parts[parts.size() - 2],
                      fs::last_write_time(at->path(), ignored)});
  }
  return wheels;
}

// pip on a free-threaded Python takes its own tag and what is without any ABI.
bool takes(const InterpreterFacts& python, const WheelFile& wheel) {
  if (wheel.abi == "none" || wheel.abi == python.abi()) return true;
  return wheel.abi == "abi3" && !python.free_threaded;
}

Result<CheckAnswer> check_wheels(CheckContext& context) {
  const Project* project = readable_project(context);
  if (!project) return skip_unreadable_project();
  const InterpreterFacts* python = answering_interpreter(context);
  if (!python) return CheckAnswer{{}, {}, "there is no environment to compare with"};
  CheckAnswer answer;
  const WheelFile* newest = nullptr;
  const std::vector<WheelFile> wheels = wheels_in(project->workspace_root / "target" / "wheels");
  for (const WheelFile& wheel : wheels) {
    if (takes(*python, wheel)) return answer;  // one that fits is there
    if (!newest || newest->written < wheel.written) newest = &wheel;
  }
  if (!newest) return answer;
  Finding finding =
      context.finding("MT-05", Severity::info,
                      shown(context, newest->file) + " is for `" + newest->python + "` and the ABI `" +
                          newest->abi + "`: the environment's pip refuses it",
                      "a wheel with `" + python->abi() + "` in its name, to install it here");
  finding.fixes.push_back(
      {"build one with the environment's interpreter",
       {"maturin build -i " +
        shell_quote(venv_program(context.facts.services().host, context.facts.venv(), "python").string())},
       false,
       {}});
  answer.findings.push_back(std::move(finding));
  return answer;
}

}  // namespace

Check extension_files_check() {
  return {"extension-files",
          Area::artefacts,
          "extension modules, by what is inside them",
          {"PP-02", "RT-05", "RT-06", "RT-07", "RT-08", "RT-09", "SY-02"},
          true,
          CheckCost::quick,
          check_files};
}

Check wheels_check() {
  return {"wheels",         Area::artefacts, "wheels that were built here", {"MT-05"}, true,
          CheckCost::quick, check_wheels};
}

}  // namespace ftenv
