#include "cli/manual/manual_page.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "cli/grammar/surroundings.hpp"
#include "cli/manual/roff.hpp"
#include "cli/text/help_text.hpp"

namespace ftenv {
namespace {

std::string page_name(const std::string& path) {
  return replace_all(path, " ", "-");
}

std::string section(const std::string& name) {
  return ".SH " + to_upper(name) + "\n";
}

std::string sentence(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return ends_with(text, ".") ? text : text + ".";
}

// Where a text begins with a value that is typed as it stands, it stays in lower case.
std::string meaning_of(const OptionSpec& option) {
  return option.choices.empty() ? sentence(option.help) : option.help + ".";
}

// `term` is in roff already, `meaning` is prose.
std::string entry(const std::string& term, const std::string& meaning) {
  return ".TP\n" + term + "\n" + roff_prose(meaning);
}

// "ftenv run [OPTIONS] -- COMMAND...": what is typed as it stands in bold, what stands for something slanted.
std::string synopsis(const std::string& path, const CommandSpec& command) {
  std::string line = roff_bold(path);
  for (const std::string& word : split_words(usage_line(path, command).substr(path.size()))) {
    const bool optional = starts_with(word, "[");
    const bool many = contains(word, "...");
    const std::string name = replace_all(replace_all(replace_all(word, "...", ""), "[", ""), "]", "");
    line += optional ? " [" : " ";
    line += starts_with(name, "-") ? roff_bold(name) : roff_italic(name);
    line += std::string(many ? "..." : "") + (optional ? "]" : "");
  }
  return section("Synopsis") + line + "\n";
}

std::string description(const CommandSpec& command) {
  std::string text = section("Description");
  for (const std::string& paragraph : command.about)
    text += (paragraph == command.about.front() ? "" : ".PP\n") + roff_prose(paragraph);
  return text;
}

std::string commands(const std::string& path, const CommandSpec& command) {
  if (command.children.empty()) return {};
  std::string text = section("Commands"), heading;
  for (const CommandSpec& child : command.children) {
    if (child.hidden) continue;
    if (child.section != heading) text += ".SS " + roff_text(child.section) + "\n";
    heading = child.section;
    text += entry(roff_bold(page_name(path + " " + child.name)) + "(1)", sentence(child.summary));
  }
  return text;
}

std::string options(const CommandSpec& command) {
  std::string text;
  for (const std::string& group : option_groups(command)) {
    text += group == "Options" ? "" : ".SS " + roff_text(group) + "\n";
    for (const OptionSpec& option : command.options) {
      if (option.hidden || option.group != group) continue;
      std::vector<std::string> spellings;
      for (const std::string& spelling : option.spellings()) spellings.push_back(roff_bold(spelling));
      const std::string value = option.value.empty() ? "" : " " + roff_italic(option.value);
      text += entry(join(spellings, ", ") + value, meaning_of(option));
    }
  }
  return section("Options") + text + entry(roff_bold("-h") + ", " + roff_bold("--help"), "The help page.");
}

std::string table(const std::string& heading, const std::vector<Surrounding>& rows) {
  std::string text = section(heading);
  for (const Surrounding& row : rows) text += entry(roff_bold(row.name), row.meaning);
  return text;
}

std::string see_also(const std::string& path, const CommandSpec& command) {
  std::vector<std::string> pages;
  if (path != "ftenv") pages.push_back(page_name(path.substr(0, path.rfind(' '))));
  if (std::count(pages.begin(), pages.end(), "ftenv") == 0 && path != "ftenv") pages.emplace_back("ftenv");
  for (const CommandSpec& child : command.children) {
    if (!child.hidden) pages.push_back(page_name(path + " " + child.name));
  }
  std::string text;
  for (const std::string& page : pages)
    text += std::string(text.empty() ? "" : " ,\n") + ".BR " + roff_text(page) + " (1)";
  return section("See also") + text + "\n";
}

}  // namespace

ManualPage manual_page(const std::string& path, const CommandSpec& command) {
  const std::string name = page_name(path);
  std::string text = ".\\\" Made by `ftenv help --man`; do not edit.\n";
  // Without a date: the same sources give the same page.
  text += ".TH " + roff_text(to_upper(name)) + " 1 \"\" \"ftenv " FTENV_VERSION "\" \"User Commands\"\n";
  text +=
      section("Name") + roff_text(name) + " \\- " + roff_text(replace_all(command.summary, "`", "")) + "\n";
  text += synopsis(path, command) + description(command) + commands(path, command);
  if (!command.arguments.empty()) {
    text += section("Arguments");
    for (const OptionSpec& argument : command.arguments)
      text += entry(roff_italic(argument.names), meaning_of(argument));
  }
  text += options(command);
  const bool root = path.find(' ') == std::string::npos;
  if (root) {
    text += entry(roff_bold("--version"), "The version.");
    text += table("Exit status", exit_statuses());
    text += table("Environment", environment_variables());
    text += table("Files", files_of_ftenv());
  }
  if (!command.examples.empty()) text += section("Examples");
  for (const Example& example : command.examples)
    text += entry(roff_bold(example.command), sentence(example.meaning));
  text += see_also(path, command);
  return {name + ".1", std::move(text)};
}

std::vector<ManualPage> manual_pages(const CommandSpec& grammar) {
  std::vector<ManualPage> pages;
  for_each_command(grammar, [&](const std::string& path, const CommandSpec& command) {
    pages.push_back(manual_page(path, command));
  });
  return pages;
}

}  // namespace ftenv
