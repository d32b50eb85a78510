#include "platform/windows/command_line.hpp"

#include "base/text.hpp"
#include "platform/windows/wide.hpp"

namespace ftenv {
namespace {

// Backslashes are themselves, but before a quote: there 2n of them and a quote are n, and 2n+1 are n and
// the quote itself. The closing quote is one too.
std::string quoted(const std::string& argument) {
  if (!argument.empty() && argument.find_first_of(" \t\n\v\"") == std::string::npos) return argument;
  std::string text = "\"";
  std::size_t backslashes = 0;
  for (const char c : argument) {
    if (c == '"') text.append(backslashes + 1, '\\');
    backslashes = c == '\\' ? backslashes + 1 : 0;
    text += c;
  }
  text.append(backslashes, '\\');
  return text + "\"";
}

// argv[0] is read by a simpler rule: up to the next quote, whatever backslashes are before it.
std::string quoted_program(const std::string& program) {
  return "\"" + program + "\"";
}

}  // namespace

std::wstring command_line(const std::vector<std::string>& argv) {
  std::string line = quoted_program(argv.front());
  for (std::size_t i = 1; i < argv.size(); ++i) line += " " + quoted(argv[i]);
  return to_wide(line);
}

std::optional<std::wstring> batch_line(const std::string& interpreter, const std::string& script,
                                       const std::vector<std::string>& argv) {
  constexpr std::string_view k_acted_upon = "\"%!\r\n";
  // /d: no AutoRun of the registry; /v:off: "!" is a letter; /s: the outer quotes are taken off, no more.
  std::string line = quoted_program(interpreter) + " /d /e:on /v:off /s /c \"" + quoted_program(script);
  if (script.find_first_of(k_acted_upon) != std::string::npos) return std::nullopt;
  for (std::size_t i = 1; i < argv.size(); ++i) {
    if (argv[i].find_first_of(k_acted_upon) != std::string::npos) return std::nullopt;
    // A backslash before the quote would take it into the argument for the program that the batch calls.
    std::string argument = argv[i];
    if (ends_with(argument, "\\")) argument += "\\";
    line += " \"" + argument + "\"";
  }
  return to_wide(line + "\"");
}

bool is_batch_file(const std::string& name) {
  const std::string lower = to_lower(name);
  return ends_with(lower, ".bat") || ends_with(lower, ".cmd");
}

}  // namespace ftenv
