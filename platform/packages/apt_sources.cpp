#include "platform/packages/apt_sources.hpp"

#include "base/files.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "platform/packages/apt_parse.hpp"
#include "platform/packages/apt_source_parse.hpp"

namespace ftenv {
namespace {

// Scripts that the machine runs after each update clean its package cache or talk to its desktop: they
// are for its own lists. Only a configuration file can take them out.
constexpr const char* k_configuration =
    "#clear APT::Update::Pre-Invoke;\n"
    "#clear APT::Update::Post-Invoke;\n"
    "#clear APT::Update::Post-Invoke-Success;\n";

fs::path list_of(const fs::path& scratch, const std::string& suite) {
  return scratch / (replace_all(suite, "/", "_") + ".list");
}

std::vector<std::string> with_options(std::vector<std::string> argv, const fs::path& scratch,
                                      const fs::path& list) {
  const auto set = [&](const std::string& name, const std::string& value) {
    argv.push_back("-o");
    argv.push_back(name + "=" + value);
  };
  argv.push_back("-c=" + (scratch / "apt.conf").string());
  set("Dir::Etc::sourcelist", list.string());
  set("Dir::Etc::sourceparts", "/dev/null");
  set("Dir::State::lists", (scratch / "lists").string());
  set("Dir::Cache", (scratch / "cache").string());
  set("Acquire::Languages", "none");
  set("Acquire::GzipIndexes", "true");  // 70 MB for three suites instead of 190
  // As root, apt downloads as a user of its own, who may not write where we may.
  set("APT::Sandbox::User", "root");
  return argv;
}

}  // namespace

AptSources::AptSources(PackageManagerContext context)
    : m_runner(context.runner), m_environment(std::move(context.environment)) {
  m_environment.set("LC_ALL", "C");
}

Result<ProcessOutcome> AptSources::run(std::vector<std::string> argv, const fs::path& directory,
                                       const fs::path& log) {
  ProcessRequest request;
  request.argv = std::move(argv);
  request.environment = m_environment;
  request.directory = directory;
  request.log = log;
  return m_runner.run(request);
}

Result<std::vector<std::string>> AptSources::mirrors(const std::string& component) {
  FTENV_TRY(
      const ProcessOutcome outcome,
      run({"apt-get", "indextargets", "--format", k_indextargets_format, "Created-By: Packages"}, {}, {}));
  if (!outcome.status.ok())
    return fail(package_failure("apt-get indextargets", outcome, diagnose_apt(outcome.err), {}));
  return parse_debian_mirrors(outcome.out, component);
}

Status AptSources::update(const SourcePackageQuery& query, const std::string& mirror,
                          const fs::path& scratch) {
  std::string all;
  for (const std::string& suite : query.suites) {
    const std::string line =
        "deb-src [signed-by=" + query.keyring + "] " + mirror + " " + suite + " " + query.component + "\n";
    FTENV_CHECK(write_text_atomically(list_of(scratch, suite), line));
    all += line;
  }
  FTENV_CHECK(write_text_atomically(scratch / "all-suites.list", all));
  const fs::path log = scratch / "update.log";
  FTENV_TRY(const ProcessOutcome outcome,
            run(with_options({"apt-get", "update"}, scratch, scratch / "all-suites.list"), {}, log));
  // A suite that fails leaves the others usable, whatever the exit code: what counts is what arrived.
  FsError error;
  for (fs::directory_iterator entry(scratch / "lists", error), end; !error && entry != end;
       entry.increment(error))
    if (contains(entry->path().filename().string(), "_Sources")) return {};
  const PackageComplaint complaint = diagnose_apt(outcome.err);
  if (outcome.status.ok() && complaint.trouble == PackageTrouble::none) return {};
  if (complaint.trouble == PackageTrouble::no_release)
    return {};  // a mirror without these suites: nothing there
  return fail(package_failure("apt-get update", outcome, diagnose_apt(outcome.err), log));
}

Result<std::vector<SourcePackage>> AptSources::list(const SourcePackageQuery& query, const std::string& suite,
                                                    const fs::path& scratch) {
  // Suite by suite, because the answer does not say which one a version is from.
  auto argv = with_options({"apt-cache"}, scratch, list_of(scratch, suite));
  argv.insert(argv.end(), {"showsrc", "--only-source", query.package});
  FTENV_TRY(const ProcessOutcome outcome, run(std::move(argv), {}, {}));
  if (outcome.status.ok()) return parse_showsrc(outcome.out, suite);
  // An unknown package is a warning with apt 2.6 and exit code 100 with older ones.
  const PackageTrouble trouble = diagnose_apt(outcome.err).trouble;
  if (trouble == PackageTrouble::unknown_package || trouble == PackageTrouble::no_index)
    return std::vector<SourcePackage>();
  return fail(package_failure("apt-cache showsrc", outcome, diagnose_apt(outcome.err), {}));
}

Result<std::vector<SourcePackage>> AptSources::find(const SourcePackageQuery& query,
                                                    const fs::path& scratch) {
  FTENV_TRY(const auto found_mirrors, mirrors(query.component));
  if (found_mirrors.empty()) {
    log_info("none of the machine's package sources is Debian's archive");
    return std::vector<SourcePackage>();
  }
  FsError unseen;
  if (!fs::exists(query.keyring, unseen))
    return fail(ErrorCode::unsupported, "the keyring `" + query.keyring + "` does not exist",
                {"install the package that brings it, so that what is downloaded can be checked"});
  for (const char* directory : {"lists/partial", "cache/archives/partial"})
    FTENV_CHECK(make_directories(scratch / directory));
  FTENV_CHECK(write_text_atomically(scratch / "apt.conf", k_configuration));

  Status updated;
  for (const std::string& mirror : found_mirrors) {
    updated = update(query, mirror, scratch);
    if (updated || updated.error().code == ErrorCode::interrupted) break;
  }
  if (!updated) return fail(updated.error());

  std::vector<SourcePackage> packages;
  for (const std::string& suite : query.suites) {
    FTENV_TRY(auto of_suite, list(query, suite, scratch));
    packages.insert(packages.end(), of_suite.begin(), of_suite.end());
  }
  return newest_first(std::move(packages));
}

Result<fs::path> AptSources::fetch(const SourcePackage& source, const fs::path& scratch,
                                   const fs::path& log) {
  const fs::path directory = scratch / "download" / source.package_version;
  FTENV_CHECK(remove_tree(directory));
  FTENV_CHECK(make_directories(directory));
  auto argv = with_options({"apt-get"}, scratch, list_of(scratch, source.suite));
  argv.insert(argv.end(), {"source", "--download-only", "--only-source", "--tar-only",
                           source.package + "=" + source.package_version});
  FTENV_TRY(const ProcessOutcome outcome, run(std::move(argv), directory, log));

  // Other files of the package may have failed; the tarball has arrived if it was not among them.
  FsError error;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (!is_upstream_tarball(name)) continue;
    if (outcome.status.ok() || !contains(outcome.err, "/" + name)) return entry->path();
  }
  if (outcome.status.ok())
    return fail(ErrorCode::process, "the source package `" + source.package + "` `" + source.package_version +
                                        "` has no upstream tarball");
  return fail_within(package_failure("apt-get source", outcome, diagnose_apt(outcome.err), log),
                     "downloading the source package `" + source.package + "` `" + source.package_version +
                         "` of `" + source.suite + "`");
}

}  // namespace ftenv
