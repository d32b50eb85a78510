// One defect for each rule, planted in what `ci init` writes.
#include "ci_fixture.hpp"
#include "support/catch.hpp"

using namespace ftenv;
using namespace ftenv::test;

namespace {

struct Plant {
  std::string id;
  std::string from;  // what stands in the workflow; the occurrence after `after`
  std::string to;
  std::string after = "build-free-threaded:";
  bool mends = false;     // --fix has the one right answer
  bool restores = false;  // and it is what stood there
};

const std::vector<Plant>& plants() {
  static const std::string k_index = "--no-index --no-deps";
  static const std::vector<Plant> k_plants = {
      {"CI-01", "\"3.14t\"", "\"3.14\"", "build-free-threaded:", true, true},
      {"CI-02", "\"3.14t\"", "\"3.14.xt\"", "build-free-threaded:", true, true},
      {"CI-03", "            -i ${{ matrix.python }}\n", "", "build-free-threaded:", true},
      {"CI-04", "            --no-default-features\n", "", "build-free-threaded:", true},
      {"CI-05", "-F free-threaded", "-F free_threaded", "build-free-threaded:", true, true},
      {"CI-06", "      - uses: actions/upload-artifact",
       "      - name: Build the abi3 wheel\n        uses: PyO3/maturin-action@v1\n        with:\n"
       "          args: --release --out dist -F abi3\n      - uses: actions/upload-artifact"},
      {"CI-07", "          assert not", "          print(not", "test-free-threaded:"},
      {"CI-08", "--no-index --no-deps", "--no-deps", "test-free-threaded:", true},
      {"CI-10", "pattern: wheels-*", "pattern: wheels-abi3-*", "release:"},
      {"CI-11", "needs: [build, build-free-threaded, test-free-threaded, sdist]", "needs: [build, sdist]",
       "release:", true},
      {"CI-12", "      - uses: actions/setup-python@v6\n        with:\n          python-version: \"3.14t\"\n",
       "      - uses: actions/setup-python@v6\n", "test-free-threaded:"},
      {"CI-13", "v1.13.3", "v1.4.0", "build-free-threaded:", true, true},
      {"CI-14", "manylinux: \"2_28\"", "container: acme/manylinux_2_28:latest"},
  };
  return k_plants;
}

std::string planted(const std::string& clean, const Plant& plant) {
  const std::size_t job = clean.find("\n  " + plant.after);
  REQUIRE(job != std::string::npos);
  const std::size_t at = clean.find(plant.from, job);
  REQUIRE(at != std::string::npos);
  return clean.substr(0, at) + plant.to + clean.substr(at + plant.from.size());
}

}  // namespace

TEST_CASE("ci check: what ci init writes is clean") {
  const CiFixture fixture;
  const CiReport report = fixture.check(fixture.clean());
  INFO(all_found(report));
  CHECK(report.findings.empty());
  CHECK(fixture.check(fixture.clean(), false).findings.empty());
}

TEST_CASE("ci init: a crate without abi3, with dependencies and many features") {
  const CiFixture fixture;
  std::string manifest =
      "[package]\nname = \"hello\"\nversion = \"0.1.0\"\n[lib]\ncrate-type = [\"cdylib\"]\n"
      "[dependencies]\npyo3 = \"0.28\"\n[features]\nfree-threaded = []\n";
  std::string defaults;
  for (int i = 0; i < 12; ++i) {
    manifest += "a-rather-long-feature-" + std::to_string(i) + " = []\n";
    defaults += "\"a-rather-long-feature-" + std::to_string(i) + "\", ";
  }
  write_file(fixture.root() / "Cargo.toml", manifest + "default = [" + defaults + "]\n");
  write_file(fixture.root() / "pyproject.toml",
             "[build-system]\nrequires = [\"maturin>=1.9,<2\"]\nbuild-backend = \"maturin\"\n[project]\n"
             "name = \"hello\"\nrequires-python = \">=3.12\"\ndependencies = [\"numpy\"]\ndynamic = "
             "[\"version\"]\n");
  fs::remove(fixture.root() / "Cargo.lock");
  const std::string text = fixture.clean();
  INFO(text);
  CHECK(contains(text, "-i 3.12 3.13 3.14\n"));
  CHECK(contains(text, "          python-version: |\n            3.12\n            3.13\n"));
  CHECK(contains(text, "wheels-gil-"));
  CHECK(contains(text, "Install the dependencies"));
  CHECK_FALSE(contains(text, "--locked"));
  CHECK_FALSE(contains(text, "--no-default-features"));
  for (const std::string& line : split_lines(text)) CHECK(line.size() <= 80);
  const CiReport report = fixture.check(text);
  INFO(all_found(report));
  CHECK(report.findings.empty());
}

TEST_CASE("ci check: every planted defect is found, under its id and no other") {
  const CiFixture fixture;
  const std::string clean = fixture.clean();
  std::set<std::string> planted_ids;
  for (const Plant& plant : plants()) {
    INFO(plant.id);
    planted_ids.insert(plant.id);
    if (plant.id == "CI-12") write_file(fixture.root() / ".python-version", "3.12\n");
    const std::string text = planted(clean, plant);
    const CiReport report = fixture.check(text);
    INFO(all_found(report));
    CHECK(ids_of(report) == std::set<std::string>{plant.id});
    if (report.findings.empty()) continue;
    const Finding& finding = report.findings.front().finding;
    CHECK_FALSE(finding.title.empty());
    CHECK_FALSE(finding.why.empty());
    CHECK_FALSE(finding.need.empty());
    CHECK_FALSE(finding.fixes.empty());
    CHECK(starts_with(finding.found, "w.yml:"));

    const std::string after = fixture.mended(text);
    CHECK((after != text) == plant.mends);
    if (plant.restores) CHECK(after == clean);
    if (plant.mends) {
      const CiReport again = fixture.check(after);
      INFO(after);
      INFO(all_found(again));
      CHECK(again.findings.empty());
    }
  }
  CHECK(planted_ids.size() == 13);  // CI-09 below: it takes two places
}

TEST_CASE("ci check: two kinds of Python that share a cache") {
  const CiFixture fixture;
  const std::string cache =
      "- uses: Swatinem/rust-cache@v2\n        with:\n          shared-key: wheels\n      ";
  const std::string text =
      replace_all(fixture.clean(), "- uses: PyO3/maturin-action", cache + "- uses: PyO3/maturin-action");
  const CiReport report = fixture.check(text);
  INFO(all_found(report));
  CHECK(ids_of(report) == std::set<std::string>{"CI-09"});
  CHECK(report.findings.size() == 1);
  const std::string after = fixture.mended(text);
  CHECK(contains(after, "shared-key: wheels-free-threaded\n"));
  CHECK(fixture.check(after).findings.empty());
}

TEST_CASE("ci check: abi3 left on is an error only where PyO3 can't ignore it") {
  const CiFixture fixture;
  const std::string text = planted(fixture.clean(), plants()[3]);
  CHECK(fixture.check(text).findings.at(0).finding.severity == Severity::info);
  write_file(fixture.root() / "Cargo.toml",
             replace_all(read_file(fixture.root() / "Cargo.toml"), "pyo3 = \"0.28\"", "pyo3 = \"=0.23.1\""));
  fs::remove(fixture.root() / "Cargo.lock");
  CHECK(fixture.check(text).findings.at(0).finding.severity == Severity::error);
}
