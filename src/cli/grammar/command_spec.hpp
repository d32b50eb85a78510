// A command line as a value: what the parser, the help pages, the completions and the manual page are made
// of, so that no two of them can tell different stories.
#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "base/fs.hpp"
#include "cli/invocation.hpp"

namespace ftenv {

// The heading of what every command takes; `--help`, which the parser adds by itself, is shown there.
inline constexpr const char* k_common_options = "Common options";

// What a value is, for completions.
enum class ValueKind {
  text,
  file,
  directory,
  version,         // anything that --python takes
  stored_version,  // of an interpreter in the store
  finding_id,
  finding_id_or_file,
  check_name,  // an id, a check or an area of doctor
  check_name_or_directory,
  run,            // of the ledger, or a folder
  command,        // a program and its arguments
  ftenv_command,  // words such as `python install`
};

// Where the parser puts what it has read. They point into the Invocation that the grammar was made for.
using Target = std::variant<bool*, int*, std::string*, fs::path*, std::vector<std::string>*, ColorChoice*>;

struct OptionSpec {
  std::string names = {};  // "-o,--output"; of an argument its name for people, "PROJECT"
  Target target = {};
  std::string help = {};
  std::string value = {};  // "FILE"; empty: a flag
  ValueKind kind = ValueKind::text;
  std::vector<std::string> choices = {};  // nothing else is accepted
  std::string group = "Options";          // the help page's heading
  std::string needs = {};                 // the option without which this one says nothing
  int least = 0, most = 0;                // of a number; 0 and 0: any
  bool required = false;
  bool hidden = false;

  bool is_flag() const { return value.empty(); }
  bool takes_many() const { return std::holds_alternative<std::vector<std::string>*>(target); }
  std::vector<std::string> spellings() const;  // {"-o", "--output"}
};

struct Example {
  std::string command;
  std::string meaning;
};

struct CommandSpec {
  std::string name = {};
  std::string summary = {};  // one lower-case clause
  CommandId id = CommandId::none;
  std::string section = {};             // the overview's heading
  std::vector<std::string> about = {};  // paragraphs
  std::vector<Example> examples = {};
  std::vector<OptionSpec> arguments = {};
  std::vector<OptionSpec> options = {};
  std::vector<CommandSpec> children = {};
  bool hidden = false;
  bool rest_is_untouched = false;  // from the first argument on nothing is an option any more
  bool from_grammar = false;       // answered from these values alone: the common options say nothing to it

  const CommandSpec* child(const std::string& word) const;  // hidden ones too
};

// `path` is "ftenv python install"; hidden commands are left out.
void for_each_command(const CommandSpec& root,
                      const std::function<void(const std::string& path, const CommandSpec&)>& visit);

}  // namespace ftenv
