#include "engine/explain/platform_text.hpp"

#include <functional>

#include "base/text.hpp"
#include "engine/system_tools.hpp"

namespace ftenv {
namespace {

using Words = std::function<std::string(const std::string& kind, const std::string& name)>;

// Replaces each `{kind:name}`; other braces stay, they belong to code.
std::string fill(const std::string& text, const Words& words) {
  std::string filled;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) break;
    const std::string inner = text.substr(open + 1, close - open - 1);
    const std::size_t colon = inner.find(':');
    const std::string kind = inner.substr(0, colon);
    filled += text.substr(at, open - at);
    if (colon != std::string::npos && (kind == "install" || kind == "module_package")) {
      filled += words(kind, inner.substr(colon + 1));
    } else {
      filled += text.substr(open, close - open + 1);
    }
    at = close + 1;
  }
  return filled + text.substr(std::min(at, text.size()));
}

// What a purpose is, for people.
std::string general_words(const std::string& kind, const std::string& name) {
  if (kind == "module_package") return "the development package of the library behind " + name;
  if (name == "linker") return "install a C compiler and the C library's headers";
  if (name == "build") return "install what building CPython needs: a C toolchain and the libraries' headers";
  if (name == "rust") return "install Rust";
  if (name == "tkinter") return "install Tk's development package";
  return "install the packages that downloading needs, certificates among them";
}

// The line that installs a purpose's packages; empty where this platform's recipe has none.
std::string install_line(const std::string& purpose, const Services& services) {
  const PlatformRecipe& platform = services.recipes.platform;
  const auto packages = platform.packages.find(purpose);
  if (packages == platform.packages.end() || packages->second.empty()) {
    const auto tools = tools_for(platform, {purpose});
    return tools.empty() ? "" : display(install_command(tools.front()));
  }
  const Command command = services.packages.install_command(packages->second);
  return (command.privileged && !services.host.root ? "sudo " : "") + display(command);
}

}  // namespace

std::string for_this_platform(const std::string& text, const Services& services) {
  const PlatformRecipe& platform = services.recipes.platform;
  return fill(text, [&](const std::string& kind, const std::string& name) {
    if (kind == "module_package") {
      const auto package = platform.module_packages.find(name);
      return package == platform.module_packages.end() ? general_words(kind, name) : package->second;
    }
    const std::string line = install_line(name, services);
    return line.empty() ? general_words(kind, name) : line;
  });
}

Fix fix_on_this_platform(const std::string& text, const Services& services) {
  Fix fix;
  const std::string named = fill(text, [&](const std::string& kind, const std::string& name) {
    if (kind != "install") return "{" + kind + ":" + name + "}";
    const std::string line = install_line(name, services);
    if (!line.empty()) fix.commands.push_back(line);
    return general_words(kind, name);
  });
  fix.text = for_this_platform(named, services);
  return fix;
}

std::string for_any_platform(const std::string& text) {
  return fill(text, general_words);
}

}  // namespace ftenv
