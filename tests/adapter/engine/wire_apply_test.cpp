// All of a plan is written, or nothing.
#include "engine/wire/wire_apply.hpp"

#include "base/text.hpp"
#include "support/fakes.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

constexpr const char* k_before =
    "[package]\nname = \"a\"\nversion = \"0.1.0\"\n[lib]\ncrate-type = [\"cdylib\"]\n"
    "[features]\n[dependencies]\npyo3 = { version = \"0.28\", features = [\"abi3-py311\"] }\n";
constexpr const char* k_pyproject =
    "[project]\nname = \"a\"\nversion = \"1\"\nclassifiers = [\"Programming Language :: Rust\"]\n";

struct Bench {
  FakeWorld world;
  TestDir dir;
  FindingPages pages;
  WiredProject project;
  WirePlan plan;

  explicit Bench(bool with_cargo = true) {
    write_file(dir / "p/Cargo.toml", k_before);
    write_file(dir / "p/pyproject.toml", k_pyproject);
    const fs::path bin = dir / "bin";
    for (const char* name : {"cargo", "rustc"}) {
      if (!with_cargo) break;
      write_file(bin / name, "");
      fs::permissions(bin / name, fs::owner_all);
    }
    REQUIRE(make_directories(bin));
    world.child_environment.set("PATH", bin.string());
    world.child_environment.set("CARGO_HOME", (dir / "no-cargo").string());
    world.processes.answer = [](const ProcessRequest&) { return exits(0, "release: 1.90.0\n"); };
    auto read = read_wired_project(dir / "p");
    if (!read) FAIL(full_text(read.error()));
    project = std::move(*read);
    CompatibilityRecipe recipe;
    auto planned = plan_wiring(project, {recipe, pages, false});
    if (!planned) FAIL(full_text(planned.error()));
    plan = std::move(*planned);
    REQUIRE(plan.files.size() == 2);
  }

  bool changed() const { return read_file(dir / "p/Cargo.toml") != k_before; }
  bool untouched() const { return !changed() && read_file(dir / "p/pyproject.toml") == k_pyproject; }
  Result<WireApplied> apply(bool compile = false) {
    return apply_wiring(world.services, project, plan, pages, compile);
  }
  // cargo's answer to one of its commands, before and after the edits.
  void cargo_says(const std::string& command, int before, int after) {
    world.processes.answer = [this, command, before, after](const ProcessRequest& request) {
      if (request.argv.size() < 2 || request.argv[1] != command) return exits(0, "release: 1.90.0\n");
      return exits(changed() ? after : before, "", "error: feature `abi3` includes `b`\n");
    };
  }
};

}  // namespace

TEST_CASE("what cargo takes before and after stays written") {
  Bench bench;
  const auto applied = bench.apply();
  if (!applied) FAIL(full_text(applied.error()));
  CHECK(read_file(bench.dir / "p/Cargo.toml") == bench.plan.files[0].after);
  CHECK(read_file(bench.dir / "p/pyproject.toml") == bench.plan.files[1].after);
  CHECK(applied->findings.empty());
  REQUIRE(applied->checked.size() == 1);
  CHECK(contains(applied->checked[0], "cargo metadata --offline"));
}

TEST_CASE("what cargo took before and refuses after is put back byte for byte") {
  const std::string command = GENERATE("metadata", "check");
  INFO(command);
  Bench bench;
  bench.cargo_says(command, 0, 101);
  const auto applied = bench.apply(true);
  REQUIRE_FALSE(applied);
  CHECK(applied.error().finding == "WR-02");
  CHECK(contains(full_text(applied.error()), "feature `abi3` includes `b`"));
  CHECK(bench.untouched());
}

TEST_CASE("an interruption between the two puts everything back") {
  class Stopped : public ProcessRunner {
   public:
    explicit Stopped(const Bench& bench) : m_bench(bench) {}
    Result<ProcessOutcome> run(const ProcessRequest&) override {
      if (m_bench.changed()) return fail(ErrorCode::interrupted, "stopped");
      return exits(0, "release: 1.90.0\n");
    }

   private:
    const Bench& m_bench;
  };
  Bench bench;
  Stopped stopped(bench);
  FakeWorld& world = bench.world;
  Services services{stopped,     world.downloader,       world.packages,          world.reporter,
                    world.clock, world.cancel,           world.recipes,           world.host,
                    world.store, world.user_environment, world.child_environment, {}};
  const auto applied = apply_wiring(services, bench.project, bench.plan, bench.pages, false);
  REQUIRE_FALSE(applied);
  CHECK(applied.error().code == ErrorCode::interrupted);
  CHECK(bench.untouched());
}

TEST_CASE("a file that somebody has changed meanwhile is left, and those before it are put back") {
  Bench bench;
  write_file(bench.dir / "p/pyproject.toml", "# theirs\n");
  const auto applied = bench.apply();
  REQUIRE_FALSE(applied);
  CHECK(contains(applied.error().message, "has changed"));
  CHECK_FALSE(bench.changed());
  CHECK(read_file(bench.dir / "p/pyproject.toml") == "# theirs\n");
}

TEST_CASE("without a cargo, or with one that can't read the project at all, that is said") {
  const bool with_cargo = GENERATE(true, false);
  Bench bench(with_cargo);
  bench.cargo_says("metadata", 101, 101);
  const auto applied = bench.apply();
  if (!applied) FAIL(full_text(applied.error()));
  CHECK(bench.changed());
  REQUIRE(applied->findings.size() == 1);
  CHECK(applied->findings[0].id == "WR-06");
  CHECK(applied->findings[0].severity == Severity::info);
}

TEST_CASE("a check that was asked for and can't be made changes nothing") {
  Bench bench(false);
  CHECK_FALSE(bench.apply(true));
  CHECK(bench.untouched());
}

TEST_CASE("what is read for wire: PX-02 is no obstacle, other mistakes are") {
  TestDir dir;
  const std::string head = "[package]\nname = \"a\"\nversion = \"0.1.0\"\n";
  write_file(dir / "Cargo.toml", head +
                                     "[lib]\ncrate-type = [\"cdylib\"]\n[features]\nfree-threaded = "
                                     "[\"pyo3/free-threaded\"]\n[dependencies]\npyo3 = \"0.27\"\n");
  write_file(dir / "src/lib.rs", "#[pymodule]\nmod a {}\nstatic mut A: u8 = 0;\n");
  CHECK_FALSE(read_project(dir.path()));
  const auto read = read_wired_project(dir.path());
  REQUIRE(read);
  CHECK(read->crates.size() == 1);
  CHECK(read->sources.size() == 1);
  CHECK(read->review.size() == 1);
  CHECK(read->pyo3->text() == "0.27.0");
  CHECK_FALSE(read->pyo3_locked);
  write_file(dir / "Cargo.toml", head + "[dependencies]\npyo3 = \"0.27\"\n");
  const auto bad = read_wired_project(dir.path());
  REQUIRE_FALSE(bad);
  CHECK(bad.error().finding == "MT-17");
  CHECK_FALSE(read_wired_project(dir / "none"));
}

TEST_CASE("an extension that uses PyO3 by way of another crate gets the switch too") {
  TestDir dir;
  write_file(dir / "Cargo.toml",
             "[workspace]\nmembers = [\"b\"]\n[package]\nname = \"a\"\nversion = \"0.1.0\"\n"
             "[lib]\ncrate-type = [\"cdylib\"]\n[dependencies]\nb = { path = \"b\" }\n");
  write_file(dir / "b/Cargo.toml",
             "[package]\nname = \"b\"\nversion = \"0.1.0\"\n[dependencies]\npyo3 = { version = "
             "\"0.28\", features = [\"abi3-py311\"] }\n");
  write_file(dir / "pyproject.toml",
             "[project]\nname = \"a\"\nversion = \"1\"\n[tool.maturin]\nfeatures = []\n");
  const auto read = read_wired_project(dir.path());
  if (!read) FAIL(full_text(read.error()));
  const FindingPages pages;
  const CompatibilityRecipe recipe;
  const auto planned = plan_wiring(*read, {recipe, pages, false});
  if (!planned) FAIL(full_text(planned.error()));
  REQUIRE(planned->files.size() == 2);
  CHECK(planned->files[0].name == "Cargo.toml");
  CHECK(contains(planned->files[0].after, "[features]\nfree-threaded = []\n"));
  CHECK_FALSE(contains(planned->files[0].after, "abi3"));
  CHECK(contains(planned->files[1].after, "default = [\"abi3\"]\nabi3 = [\"pyo3/abi3-py311\"]\n"));
}

}  // namespace ftenv::test
