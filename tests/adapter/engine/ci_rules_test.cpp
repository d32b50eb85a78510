// The fine points of single rules: what is a defect, and what only looks like one.
#include "ci_fixture.hpp"
#include "support/catch.hpp"

using namespace ftenv;
using namespace ftenv::test;

namespace {

using Ids = std::set<std::string>;

// A job for a free-threaded Python with these steps.
std::string job(const std::string& steps, const std::string& head = "") {
  return "jobs:\n  test-free-threaded:\n    runs-on: ubuntu-latest\n" + head + "    steps:\n" + steps;
}

std::string run(const std::string& script) {
  std::string text = "      - run: |\n";
  for (const std::string& line : split_lines(script)) text += "          " + line + "\n";
  return text;
}

std::string python(const std::string& version, const std::string& more = "") {
  return "      - uses: actions/setup-python@v6\n        with: {python-version: '" + version + "'" + more +
         "}\n";
}

}  // namespace

TEST_CASE("CI-01 and CI-02: versions as setup-python takes them") {
  const CiFixture fixture;
  const auto ids = [&](const std::string& steps, const std::string& head = "") {
    return ids_of(fixture.check(job(steps, head)));
  };
  for (const char* good : {"3.14t", "3.13.1t", "3.14t-dev"}) CHECK(ids(python(good)) == Ids{});
  CHECK(ids(python("3.14", ", freethreaded: true")) == Ids{});
  CHECK(ids(python(">=3.13", ", freethreaded: true")) == Ids{});
  for (const char* bad : {"3.14", "3.x", ">=3.13", "3.12"}) CHECK(ids(python(bad)) == Ids{"CI-01"});
  for (const char* range : {">=3.14t", "3.14.xt", "3.xt", "~3.14t", "^3.14.0t"})
    CHECK(ids(python(range)) == Ids{"CI-02"});
  CHECK(ids(python("${{ inputs.python }}")) == Ids{});
  CHECK(ids(python("3.12") + python("3.14t")) == Ids{});
  CHECK(ids(python("3.12") + run("uv python install 3.14t")) == Ids{});
  CHECK(ids(python("3.12"), "    container: acme/image:1\n") == Ids{});
  CHECK(ids(python("3.12"), "    env: {UV_PYTHON: 3.14t}\n") == Ids{});
  // The matrix says which rows are meant.
  const std::string axis = "    strategy: {matrix: {ft: [true, false], v: ['3.14']}}\n";
  CHECK(ids(python("${{ matrix.v }}"), axis) == Ids{"CI-01"});
  CHECK(ids(python("${{ matrix.v }}", ", freethreaded: '${{ matrix.ft }}'"), axis) == Ids{});
}

TEST_CASE("CI-07: a question about the GIL that proves something") {
  const CiFixture fixture;
  const std::string install = "pip install --no-index --find-links=dist hello\n";
  const auto ids = [&](const std::string& script) {
    return ids_of(fixture.check(job(run(install + script))));
  };
  CHECK(ids("python -c 'import hello, sys; assert not sys._is_gil_enabled()'") == Ids{});
  CHECK(ids("python -c 'import hello; import sys; sys.exit(sys._is_gil_enabled())'") == Ids{});
  CHECK(ids("python -c 'import hello, sys; print(sys._is_gil_enabled())' | grep False") == Ids{});
  CHECK(ids("python - <<'PY'\nimport sys\nfrom hello import total\nassert not sys._is_gil_enabled()\nPY") ==
        Ids{});
  CHECK(ids("pytest") == Ids{});
  CHECK(ids("python -c 'import sys; assert not sys._is_gil_enabled()'\npytest") == Ids{});

  CHECK(ids("python -c 'import hello'") == Ids{"CI-07"});
  CHECK(ids("python -c 'import sys; assert not sys._is_gil_enabled(); import hello'") == Ids{"CI-07"});
  CHECK(ids("python -c 'import hello'\npython -c 'import sys; assert not sys._is_gil_enabled()'") ==
        Ids{"CI-07"});
  CHECK(ids("python -c 'import hello, sys; print(sys._is_gil_enabled())'") == Ids{"CI-07"});
  // It tries nothing: a look at the interpreter alone is all right.
  CHECK(ids_of(fixture.check(job(run("python -c 'import sys; assert not sys._is_gil_enabled()'")))) == Ids{});
}

TEST_CASE("CI-08: where a wheel may come from") {
  const CiFixture fixture;
  const auto ids = [&](const std::string& script) {
    return ids_of(fixture.check("jobs:\n  a:\n    steps:\n" + run(script)));
  };
  CHECK(ids("pip install --find-links=dist hello") == Ids{"CI-08"});
  CHECK(ids("python -m pip install hello \\\n  -f dist") == Ids{"CI-08"});
  CHECK(ids("pip install --no-index --find-links=dist hello") == Ids{});
  CHECK(ids("pip install -f https://example.org/wheels torch") == Ids{});
  CHECK(ids("pip install --find-links dist dist/hello-1-cp314-cp314t-linux_x86_64.whl") == Ids{});
  CHECK(ids("PIP_NO_INDEX=1 pip install --find-links=dist hello") == Ids{});
  CHECK(ids("pip download -f dist hello") == Ids{});
  CHECK(ids("pip install hello && rm -f dist") == Ids{});
  // With dependencies there are two answers, so --fix leaves it.
  const std::string text = "jobs:\n  a:\n    steps:\n" + run("pip install --find-links=dist hello");
  CHECK(fixture.mended(text) == replace_all(text, "pip install", "pip install --no-index"));
  write_file(fixture.root() / "pyproject.toml", read_file(fixture.root() / "pyproject.toml") + "\n");
  write_file(fixture.root() / "pyproject.toml",
             replace_all(read_file(fixture.root() / "pyproject.toml"), "requires-python",
                         "dependencies = [\"numpy\"]\nrequires-python"));
  CHECK(fixture.mended(text) == text);
  CHECK(ids_of(fixture.check(text)) == Ids{"CI-08"});
}

TEST_CASE("CI-05: features that are there, and those that are not") {
  const CiFixture fixture;
  write_file(fixture.root() / "Cargo.toml",
             read_file(fixture.root() / "Cargo.toml") + "rayon = { version = \"1\", optional = true }\n");
  const auto ids = [&](const std::string& arguments) {
    return ids_of(fixture.check("jobs:\n  a:\n    steps:\n" + run("maturin build " + arguments)));
  };
  CHECK(ids("--no-default-features -F free-threaded") == Ids{});
  CHECK(ids("--features=free-threaded,rayon") == Ids{});
  CHECK(ids("-F 'abi3 rayon'") == Ids{});
  CHECK(ids("-F serde/derive") == Ids{});
  CHECK(ids("-m other/Cargo.toml -F anything") == Ids{});
  CHECK(ids("-F ${{ inputs.features }}") == Ids{});
  CHECK(ids("-F fre-threaded") == Ids{"CI-05"});
  CHECK(ids("--features rayon,simd") == Ids{"CI-05"});
  CHECK(ids("-F pyo3/free-threaded") == Ids{"CI-05"});
}

TEST_CASE("CI-13: pins of maturin") {
  const CiFixture fixture;
  const auto ids = [&](const std::string& what, const std::string& runner = "ubuntu-latest") {
    return ids_of(fixture.check("jobs:\n  cp314t:\n    runs-on: " + runner + "\n    steps:\n" + run(what)));
  };
  CHECK(ids("pip install maturin==1.7.4") == Ids{"CI-13"});
  CHECK(ids("pip install 'maturin>=1,<1.5'") == Ids{"CI-13"});
  CHECK(ids("pip install maturin==1.8.0", "windows-latest") == Ids{"CI-13"});
  CHECK(ids("pip install maturin==1.8.0") == Ids{});
  CHECK(ids("pip install 'maturin>=1.4,<2'") == Ids{});
  CHECK(ids("pip install maturin") == Ids{});
}

TEST_CASE("CI-10: names of artifacts") {
  const CiFixture fixture;
  const auto ids = [&](const std::string& upload, const std::string& download) {
    return ids_of(fixture.check(
        "jobs:\n  a:\n    steps:\n      - uses: actions/upload-artifact@v5\n        with: " + upload +
        "\n  b:\n    steps:\n      - uses: actions/download-artifact@v6\n" + "        with: " + download +
        "\n"));
  };
  CHECK(ids("{name: wheels, path: dist}", "{name: wheels}") == Ids{});
  CHECK(ids("{name: wheels, path: dist}", "{name: wheel}") == Ids{"CI-10"});
  CHECK(ids("{name: wheels, path: dist}", "{name: wheel, run-id: 1}") == Ids{});
  CHECK(ids("{path: dist}", "{name: artifact}") == Ids{});
  CHECK(ids("{name: 'w-${{ github.sha }}', path: dist}", "{name: wheel}") == Ids{});
  CHECK(ids("{name: wheels, path: dist}", "{name: '${{ inputs.x }}'}") == Ids{});
}

TEST_CASE("a job that only looks as if it were for free threading") {
  const CiFixture fixture;
  const auto ids = [&](const std::string& name, const std::string& steps) {
    return ids_of(fixture.check("jobs:\n  a:\n    name: " + name + "\n    steps:\n" + steps));
  };
  CHECK(ids("tests 3.14t", python("3.13")) == Ids{"CI-01"});
  CHECK(ids("wheels (3.12 3.13 3.14t)", python("3.13")) == Ids{});
  CHECK(ids("abi3 and free-threaded", python("3.13")) == Ids{});
  CHECK(ids("non-free-threaded", python("3.13")) == Ids{});
  CHECK(ids("free-threaded CPython", python("3.13") + run("./configure --disable-gil")) == Ids{});
}

TEST_CASE("CI-10 and CI-11: two jobs publish, each its own package") {
  const CiFixture fixture;
  const std::string text =
      "jobs:\n"
      "  nogil:\n    steps:\n      - uses: actions/upload-artifact@v5\n        with: {name: core-t, path: "
      "dist}\n"
      "  core:\n    needs: nogil\n    steps:\n      - uses: actions/download-artifact@v6\n"
      "        with: {pattern: core-*}\n      - run: twine upload dist/*\n"
      "  other:\n    steps:\n      - uses: actions/download-artifact@v6\n"
      "        with: {pattern: other-*}\n      - run: twine upload dist/*\n";
  CHECK(ids_of(fixture.check(text)) == Ids{});
  CHECK(ids_of(fixture.check(replace_all(text, "core-*", "gone-*"))) == Ids{"CI-10"});
  CHECK(ids_of(fixture.check(replace_all(text, "    needs: nogil\n", ""))) == Ids{"CI-11"});
}

TEST_CASE("CI-09: a shared cache has a consequence where the interpreter stays at one path") {
  const CiFixture fixture;
  const auto severity = [&](const std::string& path, const std::string& script) {
    const std::string text =
        "jobs:\n  a:\n    strategy: {matrix: {v: ['3.14', 3.14t]}}\n    steps:\n"
        "      - uses: actions/cache@v4\n        with:\n          path: " +
        path + "\n          key: x-${{ hashFiles('Cargo.lock') }}\n" + run(script);
    const CiReport report = fixture.check(text);
    if (report.findings.empty()) return std::string("none");
    CHECK(contains(fixture.mended(text), "hashFiles('Cargo.lock') }}-${{ matrix.v }}\n"));
    CHECK(mended_workflows(report, false).empty() == (report.findings[0].finding.severity == Severity::info));
    return std::string(name_of(report.findings[0].finding.severity));
  };
  CHECK(severity("target", "cargo test") == "info");
  CHECK(severity("target", "python -m venv .venv") == "warning");
  CHECK(severity(".venv", "pip list") == "warning");
  CHECK(severity("~/.cargo/registry", "cargo test") == "none");
}

TEST_CASE("ci check: a file that is no workflow, and one that is broken") {
  const CiFixture fixture;
  CHECK(fixture.check("a: 1\n").findings.empty());
  CHECK(fixture.check("").findings.empty());
  CHECK(fixture.check("jobs: [1, 2]\n").findings.empty());
  CHECK(fixture.check("jobs: {a: {steps: [1, {uses: [x]}, {run: {}}], strategy: 1, needs: {}}}\n")
            .findings.empty());
  static const FindingPages pages = FindingPages::load().value();
  const auto broken = check_workflows({{"w", "w.yml", "jobs: [\n"}}, fixture.root(), std::nullopt,
                                      fixture.compatibility(), pages);
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code == ErrorCode::project);
  CHECK(starts_with(broken.error().message, "w.yml:2:"));
}
