// Something that is wrong, as data. Text and JSON are made of the same values (cli/text/finding_text.hpp,
// cli/json/findings_json.hpp); nothing below cli/ words a finding twice.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/fs.hpp"

namespace ftenv {

// info: odd, without a consequence here; shown with -v only. warning: has a consequence for this project
// or for plain use of this machine's Python and cargo. error: something fails or is silently wrong.
enum class Severity { info, warning, error };

// likely: what was seen has another explanation too, and `found` names what was seen.
enum class Confidence { certain, likely };

// What `doctor --fix` does by itself. Each is undone by hand in a minute or made again by `ftenv up`.
struct RemoveFiles {
  std::vector<fs::path> files;  // regular files or links, moved to a backup folder of the store
};
struct RemakeVenv {
  fs::path venv;  // one of ours
};
struct CleanTarget {
  fs::path target;  // cargo's target directory: what was built for PyO3 in it is deleted
};
// Only when the person names the finding (`--fix PY-10`): the file is theirs. A backup is left beside it.
struct CommentOutLine {
  fs::path file;
  int line = 0;      // 1-based
  std::string text;  // what stands there; if it has changed by then, nothing is done
};
using FixAction = std::variant<std::monostate, RemoveFiles, RemakeVenv, CleanTarget, CommentOutLine>;

// One way to mend a finding; the first of several is the one that is recommended.
struct Fix {
  std::string text;                   // one clause in the imperative: "make the environment again"
  std::vector<std::string> commands;  // shell lines to paste, in this order; may be empty
  bool needs_root = false;            // then `--fix` prints it and does nothing
  FixAction action;                   // monostate: only a person can do it
};

struct Finding {
  std::string id;  // "PX-02": page in recipes/findings/, anchor in docs/troubleshooting.md
  Severity severity = Severity::error;
  Confidence confidence = Confidence::certain;
  std::string title;                   // of the page: what is wrong, one clause
  std::string found;                   // what is there: "`PYTHONHOME` is `/opt/app`"
  std::string need;                    // what should be there instead: "not set"
  std::string why;                     // what it means here, for someone who knows neither Rust nor PyO3
  std::vector<std::string> evidence;   // files, lines and values that it was read from
  std::vector<std::string> variables;  // environment variables to blame: where they are set is added
  std::vector<Fix> fixes;

  std::string docs() const { return "docs/troubleshooting.md#" + id; }
};

std::string_view name_of(Severity severity);      // "error", "warning", "info"
std::string_view name_of(Confidence confidence);  // "certain", "likely"

// The worst first, then by id; equal ids stay in their order.
void sort_findings(std::vector<Finding>& findings);

}  // namespace ftenv
