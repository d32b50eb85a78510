// Does a folder that stands for the registry have what Cargo.lock names?
#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/checks/crate/checks.hpp"

namespace ftenv {
namespace {

struct Replacement {
  fs::path folder;
  std::string place;  // FILE:LINE
};

// [source.REGISTRY]
// replace-with = "vendored-sources"
// [source.vendored-sources]
// directory = "vendor"
std::optional<Replacement> directory_for_registry(const CargoConfig& config, std::string name) {
  for (int hops = 0; hops < 5; ++hops) {
    const CargoSetting directory = config.find("source." + name + ".directory");
    if (directory && directory.value->is_string()) {
      // Relative to the folder that holds `.cargo`.
      return Replacement{
          absolute_normal(directory.value->string_or(""), directory.file.parent_path().parent_path()),
          directory.place()};
    }
    const CargoSetting next = config.find("source." + name + ".replace-with");
    if (!next || !next.value->is_string()) return std::nullopt;
    name = next.value->string_or("");
    if (name.empty() || contains(name, ".")) return std::nullopt;
  }
  return std::nullopt;
}

// `cargo vendor` calls the folder NAME, or NAME-VERSION where there are several.
bool has_crate(const fs::path& folder, const LockedPackage& package) {
  for (const std::string& name : {package.name + "-" + package.version, package.name}) {
    const fs::path file = folder / name / "Cargo.toml";
    const auto text = read_text(file, 4u << 20);
    if (!text) continue;
    const auto toml = Toml::parse(*text, file.string());
    if (toml && (*toml)["package"]["version"].string_or("") == package.version) return true;
  }
  return false;
}

Result<CheckAnswer> check_vendor(CheckContext& context) {
  const Project* project = readable_project(context);
  if (!project) return skip_unreadable_project();
  CheckAnswer answer;
  const auto replacement = directory_for_registry(
      context.facts.cargo_config(), context.facts.services().recipes.compatibility.cargo_registry);
  if (!replacement) return answer;
  std::vector<std::string> missing;
  for (const LockedPackage& package : context.facts.locked()) {
    if (package.from_registry && !has_crate(replacement->folder, package)) {
      missing.push_back("`" + package.name + " " + package.version + "`");
    }
  }
  if (missing.empty()) return answer;
  Finding finding = context.finding(
      "CG-19", Severity::error,
      "`" + replacement->place + "` has cargo take crates from `" + replacement->folder.string() +
          "`, which lacks " + missing.front() +
          (missing.size() > 1 ? " and " + std::to_string(missing.size() - 1) + " more of Cargo.lock" : ""),
      "every crate of Cargo.lock in it");
  finding.evidence.assign(
      missing.begin(),
      missing.begin() + std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(missing.size()), 20));
  finding.fixes.push_back({"fetch them into it again, with the network",
                           {"cargo vendor " + shell_quote(replacement->folder.string())},
                           false,
                           {}});
  answer.findings.push_back(std::move(finding));
  return answer;
}

}  // namespace

Check crate_vendor_check() {
  return {"crate-vendor", Area::crate, "crates that lie in a folder instead of the registry",
          {"CG-19"},      true,        CheckCost::quick,
          check_vendor};
}

}  // namespace ftenv
