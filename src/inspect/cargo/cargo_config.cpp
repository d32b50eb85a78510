#include "inspect/cargo/cargo_config.hpp"

#include "base/files.hpp"
#include "model/home.hpp"

namespace ftenv {
namespace {

// Cargo takes the name without an ending first, where both are there.
void add_file(const fs::path& folder, CargoConfig& config) {
  for (const char* name : {"config", "config.toml"}) {
    const fs::path path = folder / name;
    FsError error;
    if (!fs::is_regular_file(path, error)) continue;
    const auto text = read_text(path, 4u << 20);
    auto table = text ? Toml::parse(*text, path.string()) : Result<Toml>(fail(text.error()));
    if (table) {
      config.files.push_back({path, std::move(*table)});
    } else {
      config.broken.push_back(path);
    }
    return;
  }
}

fs::path home_of_cargo(const Environment& user) {
  const std::string named = user.get("CARGO_HOME");
  return named.empty() ? fs::path(home_or_root(user)) / ".cargo" : fs::path(named);
}

}  // namespace

std::string CargoSetting::place() const {
  return value == nullptr ? std::string() : file.string() + ":" + std::to_string(value->at().line);
}

CargoSetting CargoConfig::find(std::string_view dotted) const {
  for (const CargoConfigFile& file : files) {
    const Toml& value = file.table.dotted(dotted);
    if (value.exists()) return {&value, file.path};
  }
  return {};
}

CargoSetting CargoConfig::environment(std::string_view name) const {
  for (const CargoConfigFile& file : files) {
    const Toml& value = file.table["env"][name];
    if (!value.exists()) continue;
    return {value.is_table() ? &value["value"] : &value, file.path};
  }
  return {};
}

CargoConfig read_cargo_config(const fs::path& folder, const Environment& user) {
  CargoConfig config;
  const fs::path home = home_of_cargo(user);
  bool home_seen = false;
  for (fs::path at = absolute_normal(folder, fs::current_path()); !at.empty(); at = at.parent_path()) {
    const fs::path place = at / ".cargo";
    FsError ignored;
    home_seen = home_seen || place == home || fs::equivalent(place, home, ignored);
    add_file(place, config);
    if (at == at.root_path()) break;
  }
  if (!home_seen) add_file(home, config);
  return config;
}

}  // namespace ftenv
