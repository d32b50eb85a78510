#include "platform/packages/xbps.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

namespace ftenv {

std::vector<std::string> Xbps::on_root(std::vector<std::string> argv) const {
  argv = with_root(std::move(argv), "--rootdir");
  // It does not look for its configuration below another root.
  if (!context().root.empty())
    argv.insert(argv.begin() + 1, {"--config", machine_path("/etc/xbps.d").string()});
  return argv;
}

// xbps-query --property provides --search virtual-sample:
//   sample-1.0_1: virtual-sample-1.0_1
// A search finds parts of words as well; the version is behind the last '-'.
bool xbps_provides(std::string_view search, std::string_view name) {
  for (const std::string& line : split_lines(search)) {
    for (const std::string& word : split_words(line))
      if (!ends_with(word, ":") && word.substr(0, word.rfind('-')) == name) return true;
  }
  return false;
}

Result<std::vector<std::string>> Xbps::missing(const std::vector<std::string>& packages) {
  std::vector<std::string> missing;
  for (const std::string& package : packages) {
    FTENV_TRY(const ProcessOutcome state, query(on_root({"xbps-query", "--property", "state", package})));
    if (state.status.kind != ExitStatus::exited) return fail(failure("xbps-query", state));
    if (trim(state.out) == "installed") continue;
    FTENV_TRY(const ProcessOutcome provided,
              query(on_root({"xbps-query", "--property", "provides", "--search", package})));
    if (!xbps_provides(provided.out, package)) missing.push_back(package);
  }
  return missing;
}

Result<std::string> Xbps::candidate(const std::string& package) {
  FTENV_TRY(const ProcessOutcome outcome,
            query(on_root({"xbps-query", "-R", "--property", "pkgver", package})));
  // "rust-1.91.0_1": the name may have a '-', the version has none.
  const std::string whole(trim(outcome.out));
  const auto dash = whole.rfind('-');
  if (!outcome.status.ok() || dash == std::string::npos) return std::string();
  const std::string version = whole.substr(dash + 1);
  return version.substr(0, version.find('_'));
}

// ii bash-5.2.37_1            GNU Bourne Again Shell
// uu half-done-1.0_1          unpacked, and not configured
Result<std::vector<std::string>> Xbps::installed() {
  FTENV_TRY(const ProcessOutcome outcome, query(on_root({"xbps-query", "--list-pkgs"})));
  if (!outcome.status.ok()) return fail(failure("xbps-query", outcome));
  std::vector<std::string> names;
  for (const std::string& line : split_lines(outcome.out)) {
    const auto words = split_words(line);
    if (words.size() > 1) names.push_back(words[1].substr(0, words[1].rfind('-')));
  }
  return names;
}

Command Xbps::remove_command(const std::vector<std::string>& packages) const {
  return root_command(on_root({"xbps-remove", "-y"}), packages);
}

Command Xbps::install_command(const std::vector<std::string>& packages) const {
  return root_command(on_root({"xbps-install", "-y"}), packages);
}

Command Xbps::refresh_command() const {
  return root_command(on_root({"xbps-install", "-S"}));
}

bool Xbps::has_lists() const {
  for (const fs::path& folder : entries_of(machine_path("/var/db/xbps")))
    for (const fs::path& file : entries_of(folder))
      if (ends_with(file.filename().string(), "-repodata")) return true;
  return false;
}

// xbps 0.60.7:
//   ERROR: Package 'unknown' not found in repository pool.
//   ERROR: [reposync] failed to fetch file `http://127.0.0.1:9/x/x86_64-repodata': Connection refused
//   ERROR: failed to lock package database: Permission denied
//   WARNING: package database locked, waiting...
// From documentation: the words about xbps itself, keys and the disk.
PackageComplaint Xbps::diagnose(const ProcessOutcome& outcome) const {
  static const std::vector<KnownComplaint> k_known{
      {"The 'xbps' package must be updated", PackageTrouble::interrupted,
       "run `xbps-install -u xbps` as root, then start again"},
      {"failed to lock package database: Permission denied", PackageTrouble::no_root},
      {"No space left on device", PackageTrouble::disk},
      {"insufficient disk space", PackageTrouble::disk},
      {"Not Found", PackageTrouble::stale_lists},
      {"failed to fetch", PackageTrouble::network},
      {"Transient resolver failure", PackageTrouble::network},
      {"signature", PackageTrouble::signature},
      {"not found in repository pool", PackageTrouble::unknown_package},
  };
  return find_complaint(outcome.err + "\n" + outcome.out, k_known);
}

}  // namespace ftenv
