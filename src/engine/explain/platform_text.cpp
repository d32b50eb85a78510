#include "engine/explain/platform_text.hpp"

#include <functional>

#include "base/text.hpp"

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

}  // namespace

std::string for_this_platform(const std::string& text, const Services& services) {
  const PlatformRecipe& platform = services.recipes.platform;
  return fill(text, [&](const std::string& kind, const std::string& name) {
    if (kind == "module_package") {
      const auto package = platform.module_packages.find(name);
      return package == platform.module_packages.end() ? general_words(kind, name) : package->second;
    }
    const auto packages = platform.packages.find(name);
    if (packages == platform.packages.end() || packages->second.empty()) return general_words(kind, name);
    const Command command = services.packages.install_command(packages->second);
    return (services.host.root || !command.privileged ? "" : "sudo ") + display(command);
  });
}

std::string for_any_platform(const std::string& text) {
  return fill(text, general_words);
}

}  // namespace ftenv
