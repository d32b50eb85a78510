#include "engine/checks/variables/linker_flags.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "platform/process.hpp"

namespace ftenv {
namespace {

void read_option(std::string_view option, std::vector<NamedLinker>& found) {
  if (starts_with(option, "linker=")) {
    found.push_back({std::string(option), {std::string(option.substr(7))}});
    return;
  }
  if (!starts_with(option, "link-arg=") && !starts_with(option, "link-args=")) return;
  for (const std::string& argument : split_words(option.substr(option.find('=') + 1))) {
    constexpr std::string_view flag = "-fuse-ld=";
    if (!starts_with(argument, flag)) continue;
    const std::string name = argument.substr(flag.size());
    if (name.empty()) continue;
    const bool path = contains(name, "/");
    found.push_back(
        {argument, path ? std::vector<std::string>{name} : std::vector<std::string>{"ld." + name, name}});
  }
}

}  // namespace

// -Clink-arg=-fuse-ld=mold -C linker=clang --codegen=link-args=-fuse-ld=lld
std::vector<NamedLinker> linkers_in(const std::string& flags) {
  std::vector<NamedLinker> found;
  // CARGO_ENCODED_RUSTFLAGS has this character between the flags.
  const std::vector<std::string> words = split_words(replace_all(flags, "\x1f", " "));
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "-C" || word == "--codegen") {
      if (i + 1 < words.size()) read_option(words[++i], found);
    } else if (starts_with(word, "--codegen=")) {
      read_option(word.substr(10), found);
    } else if (starts_with(word, "-C")) {
      read_option(word.substr(2), found);
    }
  }
  return found;
}

std::optional<NamedLinker> missing_linker(const std::string& flags, const std::string& path_variable) {
  for (NamedLinker& linker : linkers_in(flags)) {
    const bool there = std::any_of(linker.names.begin(), linker.names.end(), [&](const std::string& name) {
      return find_program(name, path_variable).has_value();
    });
    if (!there) return std::move(linker);
  }
  return std::nullopt;
}

}  // namespace ftenv
