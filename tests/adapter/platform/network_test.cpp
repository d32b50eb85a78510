#include "children.hpp"
#include "platform/packages/package_manager.hpp"

namespace ftenv::test {

// By hand only (`[.network]` is hidden): downloads through the machine's own package sources.
//   FTENV_TEST_SOURCE=python3.13 FTENV_TEST_VERSION=3.13.5 ftenv_adapter_platform '[network]'
TEST_CASE("upstream tarballs come out of source packages", "[.network]") {
  const char* package = std::getenv("FTENV_TEST_SOURCE");
  const char* version = std::getenv("FTENV_TEST_VERSION");
  const char* suites = std::getenv("FTENV_TEST_SUITES");
  REQUIRE(package != nullptr);
  const CancelToken never;
  SystemProcessRunner runner(never);
  const auto manager = make_package_manager("apt", {runner, small_environment()});
  REQUIRE(manager);
  const TempDir directory = scratch();
  const SourcePackageQuery query{package, split_words(suites == nullptr ? "trixie forky sid" : suites),
                                 "main", "/usr/share/keyrings/debian-archive-keyring.gpg"};
  const Stopwatch watch;
  const auto found = (*manager)->find_sources(query, directory.path());
  if (!found) WARN("code " << static_cast<int>(found.error().code) << ": " << found.error().message);
  REQUIRE(found);
  WARN(found->size() << " versions in " << watch.elapsed().count() << " ms");
  for (const SourcePackage& source : *found) {
    WARN(source.package << " " << source.upstream_version << " (" << source.package_version << ") of "
                        << source.suite << " " << source.sha256);
    if (version != nullptr && source.upstream_version != version) continue;
    const auto file = (*manager)->fetch_source(source, directory.path(), directory.path() / "log");
    if (file) {
      WARN("  " << file->string() << ", " << fs::file_size(*file) << " bytes; "
                << run(shell("sha256sum " + shell_quote(file->string())))->out);
    } else {
      WARN("  code " << static_cast<int>(file.error().code) << ": " << file.error().message);
    }
  }
}

}  // namespace ftenv::test
