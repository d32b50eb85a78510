#include "engine/toolchain/manifest.hpp"

#include "base/files.hpp"

namespace ftenv {
namespace {

constexpr int k_schema = 1;

fs::path manifest_path(const fs::path& prefix) {
  return prefix / ".ftenv" / "toolchain.json";
}

}  // namespace

Json manifest_json(const ToolchainManifest& manifest) {
  return Json::object({
      {"schema", k_schema},
      {"version", manifest.version.text()},
      {"abi", manifest.abi},
      {"executable", manifest.executable},
      {"origin", manifest.origin},
      {"source",
       Json::object({{"sha256", manifest.sha256}, {"pinned", manifest.pinned}, {"from", manifest.from}})},
      {"configure", Json::array(manifest.configure)},
      {"make", Json::array(manifest.make)},
      {"flags", Json::object({{"compile", manifest.compile_flags}, {"link", manifest.link_flags}})},
      {"compiler", Json::object({{"path", manifest.compiler}, {"version", manifest.compiler_version}})},
      {"libc", manifest.libc},
      {"optimized", manifest.optimized},
      {"tkinter", manifest.tkinter},
      {"created", manifest.created},
      {"verification", Json::object({{"relocatable", manifest.relocatable},
                                     {"threads", manifest.threads.threads},
                                     {"serial_s", manifest.threads.serial_s},
                                     {"parallel_s", manifest.threads.parallel_s},
                                     {"speedup", manifest.threads.speedup()}})},
  });
}

std::optional<ToolchainManifest> read_manifest(const Json& json) {
  if (json["schema"].int_or(0) != k_schema) return std::nullopt;
  const auto version = Version::parse(json["version"].string_or(""));
  ToolchainManifest manifest;
  manifest.executable = json["executable"].string_or("");
  if (!version || manifest.executable.empty()) return std::nullopt;
  manifest.version = *version;
  manifest.abi = json["abi"].string_or("");
  manifest.origin = json["origin"].string_or("");
  manifest.sha256 = json["source"]["sha256"].string_or("");
  manifest.pinned = json["source"]["pinned"].bool_or(false);
  manifest.from = json["source"]["from"].string_or("");
  manifest.configure = json["configure"].strings();
  manifest.make = json["make"].strings();
  manifest.compile_flags = json["flags"]["compile"].string_or("");
  manifest.link_flags = json["flags"]["link"].string_or("");
  manifest.compiler = json["compiler"]["path"].string_or("");
  manifest.compiler_version = json["compiler"]["version"].string_or("");
  manifest.libc = json["libc"].string_or("");
  manifest.optimized = json["optimized"].bool_or(false);
  manifest.tkinter = json["tkinter"].bool_or(false);
  manifest.created = json["created"].string_or("");
  const Json& verification = json["verification"];
  manifest.relocatable = verification["relocatable"].bool_or(false);
  manifest.threads.threads = static_cast<int>(verification["threads"].int_or(2));
  manifest.threads.serial_s = verification["serial_s"].double_or(0);
  manifest.threads.parallel_s = verification["parallel_s"].double_or(0);
  return manifest;
}

Status write_manifest(const fs::path& prefix, const ToolchainManifest& manifest) {
  FTENV_CHECK(make_directories(manifest_path(prefix).parent_path()));
  return write_text_atomically(manifest_path(prefix), manifest_json(manifest).dump() + "\n");
}

std::optional<ToolchainManifest> load_manifest(const fs::path& prefix) {
  const auto text = read_text(manifest_path(prefix), 1u << 20);
  if (!text) return std::nullopt;
  const auto json = Json::parse(*text);
  if (!json) return std::nullopt;
  return read_manifest(*json);
}

}  // namespace ftenv
