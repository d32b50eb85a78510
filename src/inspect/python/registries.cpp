#include "inspect/python/registries.hpp"

#include <algorithm>
#include <cctype>
#include <ctime>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_small_file = 1u << 20;

struct Named {
  std::string value;
  std::string from;
};

bool is_web(const std::string& url) {
  return starts_with(url, "http://") || starts_with(url, "https://");
}

std::string with_slash(std::string url) {
  if (!ends_with(url, "/")) url += '/';
  return url;
}

bool is_true(const std::string& value) {
  const std::string lower = to_lower(value);
  return lower == "1" || lower == "true" || lower == "yes" || lower == "on";
}

// PIP_INDEX_URL for "index-url", then the files.
Named pip_value(const Environment& user, const PipConfig& pip, const std::string& key) {
  std::string variable = "PIP_";
  for (const char c : key)
    variable += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  if (!user.get(variable).empty()) return {user.get(variable), variable};
  if (const PipSetting* setting = pip.find(key)) return {setting->value, setting->place()};
  return {};
}

Named cargo_value(const Environment& user, const CargoConfig& cargo, const char* variable, const char* key) {
  if (!user.get(variable).empty()) return {user.get(variable), variable};
  if (const CargoSetting setting = cargo.find(key)) return {setting.value->string_or(""), setting.place()};
  return {};
}

std::string proxy_variable(const Environment& user, const Url& url) {
  for (std::string name : {url.scheme + "_proxy", std::string("all_proxy")}) {
    if (!user.get(name).empty()) return name;
    for (char& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (!user.get(name).empty()) return name;
  }
  return {};
}

void set_proxy(Registry& registry, const Named& own, const Environment& user) {
  if (!own.value.empty()) {
    registry.proxy = own.value;
    registry.proxy_named = own.from;
    return;
  }
  const Url url = Url::parse(registry.ask);
  registry.proxy = proxy_for(url, user);
  if (!registry.proxy.empty()) registry.proxy_named = proxy_variable(user, url);
}

CertificateSources certificates_of(const Named& own, const Environment& user) {
  if (own.value.empty()) return certificate_sources(user);
  return {own.value, own.from, {}};
}

fs::path pip_source(const fs::path& venv) {
  FsError error;
  for (fs::directory_iterator at(venv / "lib", error), end; !error && at != end; at.increment(error)) {
    const fs::path file = at->path() / "site-packages" / "pip" / "_internal" / "models" / "index.py";
    FsError ignored;
    if (fs::is_regular_file(file, ignored)) return file;
  }
  return {};
}

void add_pip(const Environment& user, const PipConfig& pip, const RegistryPlaces& places,
             std::vector<Registry>& registries) {
  if (is_true(pip_value(user, pip, "no-index").value)) return;
  std::vector<Named> indexes{pip_value(user, pip, "index-url")};
  if (indexes.front().value.empty() && !places.venv.empty()) {
    const auto source = read_text(pip_source(places.venv), k_small_file);
    const std::string root = source ? default_index_of_pip(*source) : std::string();
    if (!root.empty()) indexes.front() = {with_slash(root) + "simple/", {}};
  }
  const Named extra = pip_value(user, pip, "extra-index-url");
  for (const std::string& url : split_words(extra.value)) indexes.push_back({url, extra.from});
  for (const Named& index : indexes) {
    if (!is_web(index.value)) continue;
    Registry registry{Registry::pip, index.value, with_slash(index.value) + "pip/", index.from, {}, {}, {}};
    set_proxy(registry, pip_value(user, pip, "proxy"), user);
    registry.certificates = certificates_of(pip_value(user, pip, "cert"), user);
    registries.push_back(std::move(registry));
  }
}

// CARGO_HOME/registry/index/HOST-1949cf8c6b5b557f: of several the one that was used last.
Named kept_index(const fs::path& cargo_home) {
  std::time_t newest = 0;
  std::string host;
  FsError error;
  for (fs::directory_iterator at(cargo_home / "registry" / "index", error), end; !error && at != end;
       at.increment(error)) {
    const std::string name = at->path().filename().string();
    const std::size_t dash = name.rfind('-');
    FsError ignored;
    const std::time_t used = fs::last_write_time(at->path(), ignored);
    if (dash == std::string::npos || name.find('.') == std::string::npos || used <= newest) continue;
    // A git index has its repository there, a sparse one its configuration.
    if (!fs::is_regular_file(at->path() / "config.json", ignored)) continue;
    newest = used;
    host = name.substr(0, dash);
  }
  return {host.empty() ? std::string() : "sparse+https://" + host + "/", {}};
}

struct CargoSources {
  std::vector<Named> indexes;
  bool replaced = false;  // the default is not asked
};

CargoSources cargo_sources(const Environment& user, const CargoConfig& cargo) {
  CargoSources sources;
  std::set<std::string> stand_ins;
  for (const CargoConfigFile& file : cargo.files) {
    for (const auto& [name, source] : file.table["source"].members()) {
      if (!source["replace-with"].exists()) continue;
      sources.replaced = true;
      stand_ins.insert(source["replace-with"].string_or(""));
    }
  }
  for (const CargoConfigFile& file : cargo.files) {
    for (const auto& [name, source] : file.table["source"].members()) {
      const Toml& registry = source["registry"];
      if (stand_ins.count(name) != 0 && registry.is_string() && !source["replace-with"].exists())
        sources.indexes.push_back(
            {registry.string_or(""), file.path.string() + ":" + std::to_string(registry.at().line)});
    }
    for (const auto& [name, registry] : file.table["registries"].members()) {
      const Toml& index = registry["index"];
      if (index.is_string())
        sources.indexes.push_back(
            {index.string_or(""), file.path.string() + ":" + std::to_string(index.at().line)});
    }
  }
  for (const auto& [name, value] : user.variables()) {
    if (starts_with(name, "CARGO_REGISTRIES_") && ends_with(name, "_INDEX"))
      sources.indexes.push_back({value, name});
  }
  return sources;
}

void add_cargo(const Environment& user, const CargoConfig& cargo, const RegistryPlaces& places,
               std::vector<Registry>& registries) {
  if (is_true(cargo_value(user, cargo, "CARGO_NET_OFFLINE", "net.offline").value)) return;
  if (const CargoSetting setting = cargo.find("net.offline"); setting && setting.value->bool_or(false))
    return;
  CargoSources sources = cargo_sources(user, cargo);
  if (!sources.replaced && !places.cargo_home.empty())
    sources.indexes.push_back(kept_index(places.cargo_home));
  for (const Named& index : sources.indexes) {
    const bool sparse = starts_with(index.value, "sparse+");
    const std::string address = sparse ? index.value.substr(7) : index.value;
    if (!is_web(address)) continue;
    Registry registry{Registry::cargo,
                      address,
                      sparse ? with_slash(address) + "config.json" : address,
                      index.from,
                      {},
                      {},
                      {}};
    set_proxy(registry, cargo_value(user, cargo, "CARGO_HTTP_PROXY", "http.proxy"), user);
    registry.certificates =
        certificates_of(cargo_value(user, cargo, "CARGO_HTTP_CAINFO", "http.cainfo"), user);
    registries.push_back(std::move(registry));
  }
}

}  // namespace

// class PackageIndex: …
// PyPI = PackageIndex("https://index.example/", file_storage_domain="files.example")
std::string default_index_of_pip(std::string_view source) {
  for (const std::string& line : split_lines(source)) {
    constexpr std::string_view call = "= PackageIndex(";
    const std::size_t at = line.find(call);
    if (at == std::string::npos || line.front() == ' ') continue;
    const std::size_t begin = line.find_first_of("\"'", at + call.size());
    const std::size_t end = begin == std::string::npos ? begin : line.find(line[begin], begin + 1);
    if (end == std::string::npos) continue;
    const std::string url = line.substr(begin + 1, end - begin - 1);
    if (is_web(url)) return url;
  }
  return {};
}

std::vector<Registry> registries_of(const Environment& user, const PipConfig& pip, const CargoConfig& cargo,
                                    const RegistryPlaces& places) {
  std::vector<Registry> all, registries;
  add_pip(user, pip, places, all);
  add_cargo(user, cargo, places, all);
  std::set<std::pair<int, std::string>> seen;
  for (Registry& registry : all) {
    if (seen.emplace(registry.tool, registry.ask).second) registries.push_back(std::move(registry));
  }
  return registries;
}

}  // namespace ftenv
