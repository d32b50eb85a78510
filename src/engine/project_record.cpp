#include "engine/project_record.hpp"

#include "base/files.hpp"
#include "base/json.hpp"

namespace ftenv {
namespace {

constexpr int k_schema = 1;

std::string text_of(const Json& json, std::string_view key) {
  return json[key].string_or("");
}

}  // namespace

fs::path record_path(const fs::path& venv) {
  return venv / "ftenv.json";
}

ProjectRecord load_record(const fs::path& venv) {
  ProjectRecord record;
  const auto text = read_text(record_path(venv));
  if (!text) return record;
  const auto parsed = Json::parse(*text);
  if (!parsed || (*parsed)["schema"].int_or(0) != k_schema) return record;

  const Json& python = (*parsed)["python"];
  record.wishes = text_of(python, "wishes");
  record.python_prefix = text_of(python, "prefix");
  for (const Json& item : python["skipped"].items()) {
    record.skipped.push_back({text_of(item, "wish"), text_of(item, "reason")});
  }
  const Json& rust = (*parsed)["rust"];
  record.rust_identity = text_of(rust, "identity");
  record.cargo = text_of(rust, "cargo");
  record.rustc = text_of(rust, "rustc");
  record.rust_version = text_of(rust, "version");
  record.rust_origin = text_of(rust, "origin");

  const Json& extension = (*parsed)["extension"];
  record.extension_inputs = text_of(extension, "inputs");
  record.extension_file = text_of(extension, "file");
  record.extension_file_digest = text_of(extension, "file_digest");
  record.extension_module = text_of(extension, "module");
  record.extension_target_dir = text_of(extension, "target_dir");
  record.extension_features = extension["features"].strings();

  const Json& witness = (*parsed)["witness"];
  record.witness_of = text_of(witness, "of");
  record.gil_enabled_after_import = witness["gil_enabled_after_import"].bool_or(true);
  record.serial_s = witness["serial_s"].double_or(0);
  record.parallel_s = witness["parallel_s"].double_or(0);
  record.threads = static_cast<int>(witness["threads"].int_or(2));

  const Json& environment = (*parsed)["environment"];
  record.environment_checked = environment["checked"].bool_or(false);
  record.environment_changed = environment["changed"].strings();
  record.environment_watched = environment["watched"].strings();
  record.environment_because = text_of(environment, "because");
  return record;
}

Status save_record(const fs::path& venv, const ProjectRecord& record) {
  Json skipped(Json::Array{});
  for (const SkippedVersion& version : record.skipped) {
    skipped.push(Json::object({{"wish", version.wish}, {"reason", version.reason}}));
  }
  const Json json = Json::object({
      {"schema", k_schema},
      {"python",
       Json::object({{"wishes", record.wishes}, {"prefix", record.python_prefix}, {"skipped", skipped}})},
      {"rust", Json::object({{"identity", record.rust_identity},
                             {"cargo", record.cargo},
                             {"rustc", record.rustc},
                             {"version", record.rust_version},
                             {"origin", record.rust_origin}})},
      {"extension", Json::object({{"inputs", record.extension_inputs},
                                  {"file", record.extension_file},
                                  {"file_digest", record.extension_file_digest},
                                  {"module", record.extension_module},
                                  {"target_dir", record.extension_target_dir},
                                  {"features", Json::array(record.extension_features)}})},
      {"witness", Json::object({{"of", record.witness_of},
                                {"gil_enabled_after_import", record.gil_enabled_after_import},
                                {"serial_s", record.serial_s},
                                {"parallel_s", record.parallel_s},
                                {"threads", record.threads}})},
      {"environment", Json::object({{"checked", record.environment_checked},
                                    {"changed", Json::array(record.environment_changed)},
                                    {"watched", Json::array(record.environment_watched)},
                                    {"because", record.environment_because}})},
  });
  return write_text_atomically(record_path(venv), json.dump() + "\n");
}

}  // namespace ftenv
