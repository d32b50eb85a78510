#include "cli/text/help_text.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "cli/text/text_layout.hpp"

namespace ftenv {
namespace {

constexpr int k_columns = 80;
constexpr int k_widest_term = 26;

std::string sentence(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text + ".";
}

// "  -o, --output FILE": long names stand below each other.
std::string term_of(const OptionSpec& option) {
  const auto spellings = option.spellings();
  std::string term = starts_with(spellings[0], "--") ? "    " : "";
  term += join(spellings, ", ");
  return option.value.empty() ? term : term + " " + option.value;
}

struct Row {
  std::string term, meaning;
};

std::string table(const std::vector<Row>& rows, int widest) {
  int width = 0;
  for (const Row& row : rows) {
    if (display_width(row.term) <= widest) width = std::max(width, display_width(row.term));
  }
  const std::string indent(static_cast<std::size_t>(width) + 4, ' ');
  std::string text;
  for (const Row& row : rows) {
    const std::string meaning = wrap(row.meaning, k_columns, indent);
    if (display_width(row.term) > width) {
      text += "  " + row.term + "\n" + meaning;
    } else {
      text += "  " + pad_to(row.term, width) + "  " + meaning.substr(indent.size());
    }
  }
  return text;
}

std::string commands_table(const CommandSpec& command) {
  std::vector<std::string> sections;
  for (const CommandSpec& child : command.children) {
    if (child.hidden || std::count(sections.begin(), sections.end(), child.section) > 0) continue;
    sections.push_back(child.section);
  }
  std::string text;
  for (const std::string& section : sections) {
    std::vector<Row> rows;
    for (const CommandSpec& child : command.children) {
      if (!child.hidden && child.section == section) rows.push_back({pad_to(child.name, 11), child.summary});
    }
    text += "\n" + (section.empty() ? "Commands" : section) + ":\n" + table(rows, k_widest_term);
  }
  return text;
}

std::string examples_of(const CommandSpec& command) {
  if (command.examples.empty()) return {};
  std::vector<Row> rows;
  for (const Example& example : command.examples) rows.push_back({example.command, example.meaning});
  return "\nExamples:\n" + table(rows, 46);
}

}  // namespace

std::vector<std::string> option_groups(const CommandSpec& command) {
  std::vector<std::string> groups;
  for (const OptionSpec& option : command.options) {
    if (!option.hidden && std::count(groups.begin(), groups.end(), option.group) == 0)
      groups.push_back(option.group);
  }
  return groups;
}

std::string usage_line(const std::string& path, const CommandSpec& command) {
  std::string usage = path;
  if (!command.children.empty()) return usage + " COMMAND";
  if (!command.options.empty()) usage += " [OPTIONS]";
  for (const OptionSpec& argument : command.arguments) {
    if (argument.kind == ValueKind::command) usage += " --";
    const std::string name = argument.names + (argument.takes_many() ? "..." : "");
    usage += argument.required ? " " + name : " [" + name + "]";
  }
  return usage;
}

std::string help_page(const std::string& path, const CommandSpec& command) {
  std::string text = sentence(command.summary) + "\n\nUsage: " + usage_line(path, command) + "\n";
  for (const std::string& paragraph : command.about) text += "\n" + wrap(paragraph, k_columns, "");
  text += commands_table(command);
  if (!command.arguments.empty()) {
    std::vector<Row> rows;
    for (const OptionSpec& argument : command.arguments) rows.push_back({argument.names, argument.help});
    text += "\nArguments:\n" + table(rows, k_widest_term);
  }
  for (const std::string& group : option_groups(command)) {
    std::vector<Row> rows;
    for (const OptionSpec& option : command.options) {
      if (!option.hidden && option.group == group) rows.push_back({term_of(option), option.help});
    }
    if (group == k_common_options) rows.push_back({"-h, --help", "this page"});
    text += "\n" + group + ":\n" + table(rows, k_widest_term);
  }
  text += examples_of(command);
  if (path == command.name)
    text += "\n`ftenv COMMAND --help` shows a command's page, `ftenv --version` the version.\n";
  return text;
}

}  // namespace ftenv
